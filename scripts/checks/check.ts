/** The result of one check. */
export interface Verdict {
  /** null: the check could not run, for lack of a service; it counts neither as passed nor as skipped, and is reported. */
  readonly ok: boolean | null;
  /** Printed after the name: numbers, or briefly why it failed. */
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

/** One line per problem; without problems, passed with `note`. */
export const verdictOf = (problems: readonly string[], note: string): Verdict =>
  problems.length === 0 ? passed(note) : failed(`${problems.length} found`, problems.join('\n'));
