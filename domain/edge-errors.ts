import { Problem } from './errors.ts';
import { cut } from './text/well-formed.ts';

/**
 * Errors of the services behind the adapters (table, queue, search, object store). Each adapter's own errors extend one of these two, so that a
 * batch can distinguish "later" from "never" without knowing the adapter.
 */

/** The service cannot be reached, or throttles. The same call may succeed later. */
export class Unavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Unavailable';
  }
}

/** The service, or one of our own checks, rejects the input. The same call fails again. */
export class Rejected extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Rejected';
  }
}

/** `rejected` never succeeds · `unavailable` may succeed later · `unknown` is a defect or an unexpected error. */
export type FailureKind = 'rejected' | 'unavailable' | 'unknown';

/** A Problem below 429 is permanent; 429 and 503 may succeed later. */
export const failureKind = (error: unknown): FailureKind => {
  if (error instanceof Rejected) return 'rejected';
  if (error instanceof Unavailable) return 'unavailable';
  if (error instanceof Problem) return error.status < 429 ? 'rejected' : 'unavailable';
  return 'unknown';
};

const REASON_CHARACTERS = 1_000;

/** An error as a dead letter names it: its code or its type, and its message. */
export const reasonOf = (error: unknown): string => cut(error instanceof Error ? `${kindOf(error)}: ${error.message}` : String(error), REASON_CHARACTERS, '…');

const kindOf = (error: Error): string => (error instanceof Problem ? error.code : error.name);
