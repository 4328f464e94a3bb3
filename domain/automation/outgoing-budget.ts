/**
 * How often rules may call or answer the world outside, by thread and rule within an hour. It bounds loops whose other end drops the depth that
 * outgoing calls carry: an integration that answers each webhook by a change, or two machines that answer each other.
 */
export interface RuleCalls {
  /** Hours since 1970; counts of an earlier hour are over. */
  readonly hour: number;
  readonly byRule: Readonly<Record<string, number>>;
}

export const CALLS_PER_HOUR = 100;

/** A rule's action causes events that run rules: beyond this many links of the chain nothing runs. `RULE_DEPTH_LIMIT` sets another. */
export const MAX_DEPTH = 5;

const HOUR_MS = 3_600_000;

/** The counts with this call in them, or null when the rule has had its share of the hour. Pure. */
export const spend = (calls: RuleCalls | undefined, ruleId: string, now: number, limit: number): RuleCalls | null => {
  const hour = Math.floor(now / HOUR_MS);
  const byRule = calls?.hour === hour ? calls.byRule : {};
  const used = byRule[ruleId] ?? 0;
  return used >= limit ? null : { hour, byRule: { ...byRule, [ruleId]: used + 1 } };
};
