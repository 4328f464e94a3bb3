/**
 * How often rules may call out or reply, by thread and rule within an hour. It bounds loops in which the other end drops the depth header of
 * outgoing calls: an integration that answers each webhook by a change, or two machines that answer each other.
 */
export interface RuleCalls {
  /** Hours since 1970; counts of an earlier hour do not apply. */
  readonly hour: number;
  readonly byRule: Readonly<Record<string, number>>;
}

export const CALLS_PER_HOUR = 100;

/** A rule's action causes events that run rules. At this depth of the chain, no rule runs. `RULE_DEPTH_LIMIT` overrides it. */
export const MAX_DEPTH = 5;

const HOUR_MS = 3_600_000;

/** The counts including this call, or null if the rule has reached the hourly limit. Pure. */
export const spend = (calls: RuleCalls | undefined, ruleId: string, now: number, limit: number): RuleCalls | null => {
  const hour = Math.floor(now / HOUR_MS);
  const byRule = calls?.hour === hour ? calls.byRule : {};
  const used = byRule[ruleId] ?? 0;
  return used >= limit ? null : { hour, byRule: { ...byRule, [ruleId]: used + 1 } };
};
