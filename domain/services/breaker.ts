/** A circuit breaker: pauses calls of a service that does not answer. */
export interface Breaker {
  /** Milliseconds until a call is allowed; 0: now. After the pause, one call at a time is allowed. */
  restMs(): number;
  succeeded(): void;
  failed(): void;
}

/** Consecutive calls without an answer. */
const FAILURES = 3;
const REST_MS = 30_000;

/** For one service and one process. */
export const openBreaker = (clock: () => number): Breaker => {
  let failures = 0;
  let restsUntil = 0;
  return {
    restMs: () => {
      const rest = restsUntil - clock();
      if (rest > 0) return rest;
      // The others wait for the result of this call.
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
