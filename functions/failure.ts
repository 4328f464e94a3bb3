import { scrub } from '../domain/error-groups/scrub.ts';

/** An error as it may be written to a log. */
export interface Failure {
  readonly name: string;
  /** The message without quoted input. */
  readonly reason?: string;
  readonly frames: readonly string[];
  readonly cause?: string;
}

/**
 * What a log may have of an error: its name, its frames and its scrubbed message. Raw messages quote input, and the attributes of a
 * failed transaction contain its items, with texts of customers.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const stack = error.stack ?? '';
  const head = `${error.name}: ${error.message}`;
  const frames = (stack.startsWith(head) ? stack.slice(head.length) : stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  const reason = scrub(error.message);
  return { name: error.name, ...(reason === '' ? {} : { reason }), frames, ...(error.cause instanceof Error ? { cause: error.cause.name } : {}) };
}
