import { expect, test } from 'vitest';
import { GroupCommit } from '../../../adapters/embedded/group-commit.ts';

const busy = (): Error => Object.assign(new Error('database is locked'), { errcode: 5 });

test('callers of one turn share one commit', async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((items) => void commits.push([...items]));
  await Promise.all([group.add([1]), group.add([2, 3]), group.add([4])]);
  expect(commits).toEqual([[1, 2, 3, 4]]);
});

test('later callers are in a later commit, in order', async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((items) => void commits.push([...items]));
  await group.add([1]);
  await group.add([2]);
  expect(commits).toEqual([[1], [2]]);
});

test('everybody of a failed commit hears of it', async () => {
  const group = new GroupCommit<number>(() => {
    throw new Error('disk full');
  });
  const outcomes = await Promise.allSettled([group.add([1]), group.add([2])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('what one caller brings and the file refuses fails that caller alone; the others are committed in their order', async () => {
  const committed: number[] = [];
  const group = new GroupCommit<number>((items) => {
    if (items.includes(3)) throw new Error('refused');
    committed.push(...items);
  });
  const outcomes = await Promise.allSettled([group.add([1]), group.add([2, 3]), group.add([4])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed).toEqual([1, 4]);
});

test('a locked file is waited for, but not for ever', async () => {
  let locked = 3;
  const patient = new GroupCommit<number>(() => {
    if (locked > 0) {
      locked -= 1;
      throw busy();
    }
  });
  await expect(patient.add([1])).resolves.toBeUndefined();
  const impatient = new GroupCommit<number>(() => {
    throw busy();
  }, 20);
  await expect(impatient.add([1])).rejects.toThrow('locked');
});

test('settled waits for what was added', async () => {
  const done: number[] = [];
  const group = new GroupCommit<number>((items) => void done.push(...items));
  void group.add([1]);
  await group.settled();
  expect(done).toEqual([1]);
});
