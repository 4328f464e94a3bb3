import { AuthenticationError, MultipleErrors, NetworkError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { jittered, PATIENCE_MS, retryWhileRefused } from '../../../adapters/topics/connecting.ts';

const refused = new MultipleErrors('produce failed', [new AuthenticationError('Too many connects')]);
const clockwork = (random = () => 0.5) => {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    clock: () => now,
    random,
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
};

test('a refused connection is tried again after growing random waits', async () => {
  const waiting = clockwork();
  let tries = 0;
  const send = async (): Promise<string> => {
    tries += 1;
    if (tries < 5) throw refused;
    return 'sent';
  };
  expect(await retryWhileRefused(send, waiting)).toBe('sent');
  expect(waiting.waits).toEqual([125, 250, 500, 1000]);
});

test('patience ends, so that a webhook still answers', async () => {
  const waiting = clockwork();
  await expect(retryWhileRefused(() => Promise.reject(refused), waiting)).rejects.toBe(refused);
  expect(waiting.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(PATIENCE_MS);
  expect(waiting.waits.length).toBeLessThan(12);
});

test('any other failure is thrown at once: the client has repeated it already', async () => {
  const waiting = clockwork();
  const lost = new NetworkError('Connection lost');
  await expect(retryWhileRefused(() => Promise.reject(lost), waiting)).rejects.toBe(lost);
  expect(waiting.waits).toEqual([]);
});

test('two functions that start at the same instant do not come again at the same instant', () => {
  const waits = Array.from({ length: 50 }, () => jittered(3));
  expect(new Set(waits).size).toBeGreaterThan(40);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
});
