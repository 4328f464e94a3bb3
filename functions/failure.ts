import { scrub } from '../domain/error-groups/scrub.ts';

/** An error as it may be written to a log. */
export interface Failure {
  readonly name: string;
  /** The message without what it quotes. */
  readonly reason?: string;
  readonly frames: readonly string[];
  readonly cause?: string;
}

/**
 * Where an error came from. Neither its message as it is nor its attributes: messages quote what they choked on, and a refused
 * transaction carries the items that stood in its way, customers' words among them.
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
