import { expect, test } from 'vitest';
import { inParallel } from '../../domain/in-parallel.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test.each([
  [0, 3],
  [2, 3],
  [10, 3],
  [10, 1],
])('%i items are each done once, in order, at most %i at a time', async (count, width) => {
  const items = Array.from({ length: count }, (_, n) => n);
  const begun: number[] = [];
  let [running, most] = [0, 0];
  await inParallel(new Set(items), width, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await turn();
    running -= 1;
  });
  expect([begun, most, running]).toEqual([items, Math.min(count, width), 0]);
});

test('one that fails is told, and does not keep the others from being done', async () => {
  const done: number[] = [];
  const work = async (item: number): Promise<void> => {
    await turn();
    if (item === 1) throw new Error('one');
    done.push(item);
  };
  await expect(inParallel([0, 1, 2, 3, 4], 2, work)).rejects.toThrow('one');
  for (let left = 5; left > 0; left -= 1) await turn();
  expect(done).toEqual([0, 2, 3, 4]);
});
