import { changeEntry, createEntry, deleteEntry } from '../../configuration/entries.ts';
import { type EntryKind, readEntries, readEntry } from '../../configuration/read-entries.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import type { Outside } from '../actions/action.ts';
import { type Warning, warningsOf } from './circles.ts';
import { byWeight, type Rule, type RuleChange, type RuleDraft, ruleOf, shownRule } from './rule.ts';
import { changesTimers, timerSinceOf } from './rule-timers.ts';
import { validateActions, validateRuleCondition } from './validate.ts';

const RULE: EntryKind = { kind: 'RULE', what: 'rule' };

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly outside: Outside;
}

/** A saved rule in the response. `warnings`: only if there are any. */
export type SavedRule = Rule & { readonly warnings?: readonly Warning[] };

const withWarnings = async (deps: Deps, { tenantId }: Context, rule: Rule): Promise<SavedRule> => {
  if (!rule.enabled) return rule;
  const others = (await readEntries(deps, { tenantId }, RULE)).map(ruleOf).filter(({ id }) => id !== rule.id);
  const warnings = warningsOf([...others, rule].sort(byWeight), new Set([rule.id]));
  return warnings.length === 0 ? rule : { ...rule, warnings };
};

/** @throws Problem unprocessable; Replayed; TableUnavailable */
export const createRule = async (deps: WriteDeps, context: Context, draft: RuleDraft): Promise<SavedRule> => {
  await validateActions(deps.table, context.tenantId, draft, deps.outside);
  const now = new Date(deps.clock()).toISOString();
  const made: Rule = { id: deps.newId(), ...draft, createdAt: now, updatedAt: now };
  await validateRuleCondition(deps.table, context.tenantId, made);
  const entry = { ...made, ...timerSinceOf(made, undefined, now) };
  const rule = await withWarnings(deps, context, shownRule(made));
  await createEntry(deps, context, RULE, { entry, reevaluate: changesTimers(undefined, made) }, rule);
  return rule;
};

/** @throws Problem not_found, unprocessable, conflict; TableUnavailable */
export const changeRule = async (deps: WriteDeps, context: Context, id: string, change: RuleChange): Promise<SavedRule> => {
  let changed: Rule | undefined;
  await changeEntry(deps, context, RULE, id, async (item) => {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as RuleChange;
    const before = ruleOf(item);
    const now = new Date(deps.clock()).toISOString();
    const { timer, timerSince: _since, ...merged } = { ...before, ...given, id, updatedAt: now };
    changed = { ...merged, ...(timer ? { timer } : {}) } as Rule;
    // Rules that this version rejects, saved by an older one, can still be renamed and disabled, but not enabled.
    const turnedOn = change.enabled === true && !before.enabled;
    if (change.condition || change.event || change.timer !== undefined || turnedOn) await validateRuleCondition(deps.table, context.tenantId, changed, before);
    if (change.actions || change.condition || turnedOn) await validateActions(deps.table, context.tenantId, changed, deps.outside);
    return { entry: { ...changed, ...timerSinceOf(changed, before, now) }, reevaluate: changesTimers(before, changed) };
  });
  // A new name or weight closes no circle. Earlier circles were reported when they were made.
  const mayClose = change.condition ?? change.actions ?? change.event ?? change.enabled;
  return mayClose === undefined ? (changed as unknown as Rule) : withWarnings(deps, context, changed as unknown as Rule);
};

/** @throws Problem not_found, conflict; TableUnavailable */
export const deleteRule = (deps: Pick<WriteDeps, 'table' | 'clock'>, context: Context, id: string): Promise<void> =>
  deleteEntry(deps, context, RULE, id, (item) => ({ reevaluate: changesTimers(ruleOf(item), undefined) }));

/** In the order in which they run. @throws TableUnavailable */
export const listRules = async (deps: Deps, context: Pick<Context, 'tenantId'>): Promise<Rule[]> =>
  (await readEntries(deps, context, RULE)).map(ruleOf).map(shownRule).sort(byWeight);

/** @throws Problem not_found; TableUnavailable */
export const getRule = async (deps: Deps, context: Pick<Context, 'tenantId'>, id: string): Promise<Rule> => {
  const item = await readEntry(deps, context, RULE, id);
  if (!item) throw notFound('rule');
  return shownRule(ruleOf(item));
};
