/** Leaves a service alone that does not answer. */
export interface Breaker {
  /** Milliseconds until a call may be tried; 0: now. After the rest, one call at a time tries. */
  restMs(): number;
  succeeded(): void;
  failed(): void;
}

/** Calls in a row without an answer. */
const FAILURES = 3;
const REST_MS = 30_000;

/** Of one service and one process. */
export const openBreaker = (clock: () => number): Breaker => {
  let failures = 0;
  let restsUntil = 0;
  return {
    restMs: () => {
      const rest = restsUntil - clock();
      if (rest > 0) return rest;
      // Others wait for the one that tries.
      if (failures >= FAILURES) restsUntil = clock() + REST_MS;
      return 0;
    },
    succeeded: () => {
      failures = 0;
      restsUntil = 0;
    },
    failed: () => {
      failures += 1;
      if (failures >= FAILURES) restsUntil = clock() + REST_MS;
    },
  };
};
