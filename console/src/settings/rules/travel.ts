import type { RuleExport, RuleImport } from '../../../../client/api.ts';

type Travelling = RuleExport['rules'][number];
type Imported = RuleImport['rules'][number];

/** What the API takes for absent members. */
const DEFAULTS = { weight: 100, stop: false, enabled: true, condition: { all: [] } } as const;

/** In the order in which people read a rule. */
export const RULE_FIELDS = ['name', 'event', 'timer', 'condition', 'actions', 'weight', 'stop', 'enabled'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

export interface FieldChange {
  readonly field: RuleField;
  readonly from: unknown;
  readonly to: unknown;
}

export interface RuleDiff {
  /** Its place in the file. */
  readonly at: number;
  readonly name: string;
  readonly kind: 'new' | 'changed' | 'same';
  readonly changes: readonly FieldChange[];
}

/** Members in one order, so that two writings of the same compare as equal. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  );
}
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));

/** What an import does to each rule of the file: a rule with a known id is replaced whole. */
export function diffOf(existing: readonly Travelling[], imported: readonly Imported[]): readonly RuleDiff[] {
  const known = new Map(existing.map((rule) => [rule.id, rule]));
  return imported.map((given, at) => {
    const to: Partial<Record<RuleField, unknown>> = { ...DEFAULTS, ...given };
    const before = given.id === undefined ? undefined : known.get(given.id);
    if (before === undefined) return { at, name: given.name, kind: 'new', changes: [] };
    const from: Partial<Record<RuleField, unknown>> = before;
    const changes = RULE_FIELDS.filter((field) => !isSame(from[field], to[field])).map((field) => ({ field, from: from[field], to: to[field] }));
    return { at, name: given.name, kind: changes.length === 0 ? 'same' : 'changed', changes };
  });
}

/** The rules of a file, if it is one of an export; what is wrong with a rule is the hub's to say. */
export function rulesOf(text: string): readonly Imported[] | undefined {
  try {
    const { rules } = JSON.parse(text) as { rules?: unknown };
    const isRule = (one: unknown): boolean => typeof one === 'object' && one !== null && typeof (one as { name?: unknown }).name === 'string';
    return Array.isArray(rules) && rules.every(isRule) ? (rules as Imported[]) : undefined;
  } catch {
    return undefined;
  }
}

/** All pages of an export as one file. */
export async function exportAll(read: (cursor: string | undefined) => Promise<RuleExport>): Promise<Travelling[]> {
  const rules: Travelling[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rules.push(...page.rules);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rules;
}

export const fileOf = (rules: readonly Travelling[]): string => `${JSON.stringify({ rules }, null, 2)}\n`;

/** A value of a rule in one line. */
export const shownValue = (value: unknown): string => (value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));
