import { Problem } from './errors.ts';
import { cut } from './text/well-formed.ts';

/**
 * What an edge (table, queue, search, object store) says when it does not do what it was asked. Each edge's own errors extend one of these two,
 * so that a batch can tell "later" from "never" without knowing the edge.
 */

/** The edge cannot be reached, or asks to slow down. The same call may succeed later. */
export class Unavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Unavailable';
  }
}

/** The edge, or a rule of ours, refuses what it was given. The same call fails again. */
export class Rejected extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = 'Rejected';
  }
}

/** `rejected` never succeeds · `unavailable` may succeed later · `unknown` is a defect or an error that nobody foresaw. */
export type FailureKind = 'rejected' | 'unavailable' | 'unknown';

/** A Problem below 429 is an answer that stays the same; 429 and 503 ask to come back. */
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
