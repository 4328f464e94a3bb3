/** Milliseconds between two lines about the same error. */
const QUIET_MS = 60_000;

/** The maximum number of remembered errors. */
const KEPT = 500;

interface Repetition {
  readonly at: number;
  /** Not logged since. */
  readonly more: number;
}

const repetitions = new Map<string, Repetition>();

/**
 * Logs a repeated error (a file that cannot be read, a batch that fails each time) once a minute, with the number of repetitions, because a log can
 * fill the disk. `about`: the subject of the error.
 */
export function logRepeatedError(about: string, error: unknown, now: number = performance.now(), say: typeof console.error = console.error): void {
  const key = `${about}\n${String(error).slice(0, 200)}`;
  const before = repetitions.get(key);
  if (before && now - before.at < QUIET_MS) {
    repetitions.set(key, { ...before, more: before.more + 1 });
    return;
  }
  repetitions.delete(key);
  repetitions.set(key, { at: now, more: 0 });
  if (repetitions.size > KEPT) repetitions.delete(repetitions.keys().next().value ?? key);
  say(`parley: ${about}${before && before.more > 0 ? ` (${before.more} more times in the last minute)` : ''}:`, error);
}
