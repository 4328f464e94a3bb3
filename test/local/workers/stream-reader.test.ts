import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamReader, WITH_NOTIFICATIONS, WITHOUT_NOTIFICATIONS } from '../../../local/workers/stream-reader.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks at an empty stream for a second. */
const looksOf = async (polls: typeof WITH_NOTIFICATIONS): Promise<{ looks: number; afterRing: number }> => {
  let looks = 0;
  const reader = new StreamReader(
    () => ({
      fetch: async () => {
        looks += 1;
        return [];
      },
    }),
    polls,
  );
  reader.begin(null);
  const running = reader.run();
  const waiting = reader.more();
  await vi.advanceTimersByTimeAsync(1_000);
  const before = looks;
  reader.sleeper.ring();
  await vi.advanceTimersByTimeAsync(0);
  const afterRing = looks - before;
  reader.stop();
  await vi.advanceTimersByTimeAsync(0);
  await Promise.all([running, waiting]);
  return { looks: before, afterRing };
};

test('a table whose commits ring is looked at a few times a second, and at once when one rings', async () => {
  const told = await looksOf(WITH_NOTIFICATIONS);
  expect(told.looks).toBeLessThanOrEqual(5);
  expect(told.afterRing).toBe(1);
  expect((await looksOf(WITHOUT_NOTIFICATIONS)).looks).toBeGreaterThan(20);
});
