import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { collectAtRest, QUIET_LOOKS } from '../../local/memory/collect-at-rest.ts';

let micros = 0;
let collections = 0;
const edges = { cpuMicros: () => micros, collect: () => void (collections += 1) };

/** A look later, with so many milliseconds of CPU used. */
const look = (ms: number): void => {
  micros += ms * 1_000;
  vi.advanceTimersByTime(500);
};

const rest = (looks: number): void => {
  for (let n = 0; n < looks; n += 1) look(1);
};

beforeEach(() => {
  vi.useFakeTimers();
  [micros, collections] = [0, 0];
});
afterEach(() => {
  vi.useRealTimers();
});

test('memory is collected once in the quiet after work', () => {
  const stop = collectAtRest(edges);
  look(400);
  look(300);
  rest(QUIET_LOOKS - 1);
  expect(collections).toBe(0);
  look(1);
  expect(collections).toBe(1);
  rest(3 * QUIET_LOOKS);
  expect(collections).toBe(1);
  look(400);
  rest(QUIET_LOOKS);
  expect(collections).toBe(2);
  stop();
});

test('a process that goes on working a little is left alone, and so is one that has done nothing', () => {
  const stop = collectAtRest(edges);
  for (let looks = 0; looks < 3 * QUIET_LOOKS; looks += 1) look(2);
  look(400);
  for (let looks = 0; looks < 3 * QUIET_LOOKS; looks += 1) look(looks % 2 === 0 ? 1 : 30);
  expect(collections).toBe(0);
  stop();
  rest(3 * QUIET_LOOKS);
  expect(collections).toBe(0);
});

test('without a collector nothing runs', () => {
  collectAtRest({ ...edges, collect: undefined })();
  expect(vi.getTimerCount()).toBe(0);
});
