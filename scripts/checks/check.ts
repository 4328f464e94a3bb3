/** The result of one check. */
export interface Verdict {
  /** null: the question could not be put to anybody; counted neither as passed nor as skipped, and said. */
  readonly ok: boolean | null;
  /** Said beside the name: figures, or why it failed in a few words. */
  readonly note: string;
  /** Printed when it is not ok. */
  readonly details?: string;
}

export interface Check {
  readonly name: string;
  run(): Promise<Verdict>;
}

export const passed = (note: string): Verdict => ({ ok: true, note });
export const failed = (note: string, details: string): Verdict => ({ ok: false, note, details });

/** One line a problem; none: passed with `note`. */
export const verdictOf = (problems: readonly string[], note: string): Verdict =>
  problems.length === 0 ? passed(note) : failed(`${problems.length} found`, problems.join('\n'));
