import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenQuiet } from '../../../console/src/data/when-quiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is asked for often is done once, after a pause', () => {
  const work = vi.fn();
  const quiet = whenQuiet(work);
  for (let times = 0; times < 3; times += 1) {
    quiet.ask();
    vi.advanceTimersByTime(300);
  }
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledTimes(1);
});

test('without a pause it is done every two seconds', () => {
  const work = vi.fn();
  const quiet = whenQuiet(work);
  for (let ms = 0; ms < 10_000; ms += 50) {
    quiet.ask();
    vi.advanceTimersByTime(50);
  }
  expect(work.mock.calls.length).toBeGreaterThanOrEqual(4);
  expect(work.mock.calls.length).toBeLessThanOrEqual(5);
});

test('it can be ended, and asked for again', () => {
  const work = vi.fn();
  const quiet = whenQuiet(work);
  quiet.ask();
  quiet.end();
  vi.advanceTimersByTime(10_000);
  expect(work).not.toHaveBeenCalled();
  quiet.ask();
  vi.advanceTimersByTime(400);
  expect(work).toHaveBeenCalledTimes(1);
});
