import { putEntries } from '../../configuration/entries.ts';
import { generationsOf } from '../../configuration/generations.ts';
import { configurationKey, tenantKey } from '../../configuration/keys.ts';
import { type EntryKind, readEntries } from '../../configuration/read-entries.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { type FieldError, notFound, Problem } from '../../errors.ts';
import { RULE_IMPORT_BYTES } from '../../limits.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { Outside } from '../actions/action.ts';
import { requireRoomForAll } from '../conditions/tenant-room.ts';
import { type Warning, warningsOf } from './circles.ts';
import { byWeight, type Rule, type RuleDraft, ruleOf } from './rule.ts';
import { changesTimers, timerSinceOf } from './rule-timers.ts';
import { validateActions, validateReferences, validateRuleDraft } from './validate.ts';

const RULE: EntryKind = { kind: 'RULE', what: 'rule' };
/** Attempts if administrators change the same rules at the same time. */
const TURNS = 5;

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly outside: Outside;
}

/** An exported rule. Its id identifies the rule, in another tenant too. */
export type TravellingRule = RuleDraft & { readonly id?: string | undefined };

export interface Imported {
  readonly created: number;
  readonly changed: number;
  /** Rules that already exist unchanged. */
  readonly unchanged: number;
  readonly dryRun: boolean;
  /** Only where there are some. */
  readonly warnings?: readonly Warning[];
}

const travelling = ({ createdAt: _created, updatedAt: _updated, timerSince: _since, ...rule }: Rule): Omit<Rule, 'createdAt' | 'updatedAt' | 'timerSince'> =>
  rule;

/** Bytes of rules in one page of an export. */
const PAGE_BYTES = RULE_IMPORT_BYTES - 100_000;

/**
 * All rules in their order, or as many of them behind the rule `after` as one import accepts. `next`: the last of them, if there are more.
 * @throws Problem invalid_request if the rule `after` is gone; TableUnavailable
 */
export const exportRules = async (
  deps: Pick<Deps, 'table'>,
  context: Pick<Context, 'tenantId'>,
  after: string | null,
): Promise<{ readonly rules: readonly ReturnType<typeof travelling>[]; readonly next: string | null }> => {
  const all = (await readEntries(deps, context, RULE)).map(ruleOf).sort(byWeight).map(travelling);
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0)
    throw new Problem('invalid_request', 'The rules have changed; export them again.', { errors: [{ path: 'cursor', message: 'is no longer valid' }] });
  let bytes = 0;
  const isFull = (rule: object): boolean => {
    bytes += Buffer.byteLength(JSON.stringify(rule)) + 1;
    return bytes > PAGE_BYTES;
  };
  const end = all.findIndex((rule, at) => at >= from && isFull(rule));
  const rules = all.slice(from, end === -1 ? undefined : Math.max(end, from + 1));
  const last = rules.at(-1);
  return { rules, next: end === -1 || !last ? null : last.id };
};

/** A table for the checks of many rules, which reads each item once: rules name the same agents and teams. */
const readOnce = (table: Table): Table => {
  const read = new Map<string, Promise<Item | undefined>>();
  const one = (key: Key): Promise<Item | undefined> => {
    const name = JSON.stringify([key.pk, key.sk]);
    const known = read.get(name) ?? table.get([key], { consistent: true }).then(([item]) => item);
    read.set(name, known);
    return known;
  };
  return { ...table, get: (keys) => Promise.all(keys.map(one)) };
};

/**
 * Imports exported rules, all or none, however many: they take effect at the same moment. A rule with an existing id replaces that rule; repeating an import with ids changes nothing.
 * Rules that the import does not name stay. @throws Problem unprocessable naming each fault by its JSON pointer; conflict; Replayed; TableUnavailable
 */
export const importRules = async (deps: Deps, context: Context, rules: readonly TravellingRule[], dryRun: boolean): Promise<Imported> => {
  const checked = { ...deps, table: readOnce(deps.table) };
  const errors = [...repeatedIds(rules), ...(await Promise.all(rules.map((rule, at) => faultsOf(checked, context, rule, at)))).flat()];
  if (errors.length > 0) throw new Problem('unprocessable', 'Nothing was imported: some rules are invalid.', { errors });
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [tenant] = await deps.table.get([tenantKey(context.tenantId)], { consistent: true });
    if (!tenant) throw notFound('tenant');
    const generation = generationsOf(tenant).policy;
    const present = new Map((await readEntries(deps, context, RULE)).map((item) => [ruleOf(item).id, item]));
    const now = new Date(deps.clock()).toISOString();
    const puts = rules.flatMap(({ id = deps.newId(), ...draft }) => {
      const before = present.get(id);
      const old = before && ruleOf(before);
      const rule = { ...draft, id, createdAt: old?.createdAt ?? now, updatedAt: now } as Rule;
      return old && canonical(travelling(old)) === canonical(travelling(rule))
        ? []
        : [{ entry: { ...rule, ...timerSinceOf(rule, old, now) }, before, rule, reevaluate: changesTimers(old, rule) }];
    });
    const changed = new Map(puts.map(({ rule }) => [configurationKey(context.tenantId, 'RULE', rule.id).sk, rule.enabled ? rule.condition : null]));
    if (changed.size > 0) await requireRoomForAll(deps.table, context.tenantId, changed);
    const after = new Map([...present].map(([id, item]) => [id, ruleOf(item)]));
    for (const { rule } of puts) after.set(rule.id, rule);
    const created = puts.filter(({ before }) => before === undefined).length;
    const warnings = warningsOf([...after.values()].sort(byWeight), new Set(rules.flatMap(({ id }) => id ?? []).concat(puts.map(({ rule }) => rule.id))));
    const answer: Imported = {
      ...(warnings.length > 0 ? { warnings } : {}),
      created,
      changed: puts.length - created,
      unchanged: rules.length - puts.length,
      dryRun,
    };
    // An answer without changes is also stored for the request's key.
    const given = { puts: dryRun ? [] : puts, generation };
    if (await putEntries(deps, context, RULE, given, answer, { reevaluate: puts.some(({ reevaluate }) => reevaluate) })) return answer;
  }
  throw new Problem('conflict', 'Others are changing the rules; try again.');
};

const repeatedIds = (rules: readonly TravellingRule[]): FieldError[] => {
  const seen = new Set<string>();
  return rules.flatMap(({ id }, at) => {
    if (id === undefined) return [];
    if (seen.has(id)) return [{ path: `/rules/${at}/id`, message: 'another rule of the import has this id' }];
    seen.add(id);
    return [];
  });
};

/** `actions.0.teamId` of the fourth rule → `/rules/3/actions/0/teamId` (RFC 6901). No name of a member has a `~` or a `/`. */
const pointerOf = (at: number, path: string): string => `/rules/${at}/${path.split('.').join('/')}`;

const faultsOf = async ({ table, outside }: Deps, { tenantId }: Context, rule: TravellingRule, at: number): Promise<FieldError[]> => {
  const found: FieldError[] = [];
  for (const check of [
    () => validateRuleDraft(rule as Rule),
    () => validateReferences(table, tenantId, rule as Rule),
    () => validateActions(table, tenantId, rule, outside),
  ]) {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error;
      found.push(...error.errors.map(({ path, message }) => ({ path: pointerOf(at, path), message })));
    }
  }
  return found;
};

/** JSON with sorted members, for comparison. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
