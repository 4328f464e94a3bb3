import type { Item } from '../../table/port.ts';
import type { FieldChange } from './field-changes.ts';
import type { Joined, Taken } from './kept.ts';
import type { LeftOut } from './room.ts';
import type { Status } from './ticket.ts';

/** Who made a change. `key`: an API key. `event`: an event of a topic, by its id. */
export interface By {
  readonly type: string;
  readonly id: string | null;
}

/** What triggered the change: a message of the thread, a timer, an event, a person. */
export interface Cause {
  readonly type: string;
  readonly id: string | null;
}

/** One change of a ticket by one actor, as its log shows it (EVENTS.md). */
export interface LogEntry {
  /** ISO */
  readonly at: string;
  readonly by: By;
  readonly cause: Cause | null;
  /** `from` is null for a creation. */
  readonly changes: readonly FieldChange[];
  /** Rules whose condition held. */
  readonly rules?: readonly string[];
  /** The version of the rule set that ran. */
  readonly ruleSet?: number;
  /** Changes of a rule or a list for which the ticket had no room. */
  readonly leftOut?: readonly LeftOut[];
  /** Intermediate statuses with lasting effects: for example, a rule solved it and another reopened it. */
  readonly through?: readonly Status[];
  /** What it took over from the ticket that was merged into it. */
  readonly taken?: Taken;
  /** What a later message of a merged ticket's thread brought to it. */
  readonly joined?: Joined;
  /** The stars of a review of a merged ticket that was rewritten. */
  readonly stars?: { readonly from: number | null; readonly to: number | null };
  /** Why the change was not made. */
  readonly refused?: { readonly code: string };
  readonly correlationId: string;
}

/** What an entry tells beside the changes of fields, for the replay of the log. */
export type Told = Pick<LogEntry, 'taken' | 'joined' | 'stars'>;

/** An entry in its item: what the item says for all of its entries is not repeated. */
export type StoredEntry = Omit<LogEntry, 'at' | 'ruleSet' | 'correlationId'> & { readonly correlationId?: string };

interface Line {
  readonly at: string;
  readonly correlationId: string;
  readonly ruleSet?: number;
  /** `StoredEntry[]` as JSON, because as part of an item, deeply nested custom fields would exceed the allowed nesting. */
  readonly entries?: string;
}

/** Until 2026-11 an item was one entry, which included the rules' changes. */
interface OldLine extends Omit<Line, 'entries'> {
  readonly by: By;
  readonly changes: readonly FieldChange[];
  readonly rules?: readonly string[];
  readonly leftOut?: readonly LeftOut[];
  readonly refused?: readonly { readonly code: string; readonly rules?: readonly string[] }[];
}

const fromOldLine = ({ at, by, correlationId, changes, rules, ruleSet, leftOut, refused = [] }: OldLine): LogEntry[] => {
  const shared = { at, cause: null, correlationId, ...(ruleSet === undefined ? {} : { ruleSet }) };
  const [first] = refused;
  const own = first && !first.rules ? { refused: { code: first.code } } : {};
  const entry: LogEntry = { ...shared, by, changes, ...(rules ? { rules } : {}), ...(leftOut ? { leftOut } : {}), ...own };
  const stopped = refused.flatMap(({ code, rules: ids = [] }) =>
    ids.map((id): LogEntry => ({ ...shared, by: { type: 'rule', id }, changes: [], refused: { code } })),
  );
  const saysSomething = changes.length > 0 || rules !== undefined || leftOut !== undefined || 'refused' in own;
  return saysSomething ? [entry, ...stopped] : stopped;
};

/** The entries of an `L#` item, in their order. */
export const entriesOfLine = (item: Item): LogEntry[] => {
  const line = item as unknown as Line;
  if (!line.entries) return fromOldLine(item as unknown as OldLine);
  const { at, correlationId, ruleSet, entries } = line;
  return (JSON.parse(entries) as StoredEntry[]).map((entry) => ({ at, correlationId, ...(ruleSet === undefined ? {} : { ruleSet }), ...entry }));
};

/** The change of the ticket that a message stores with itself. Without `by` and `cause`, the author caused it by writing; the time is the message's own. */
export interface MessageLog {
  readonly by?: By;
  readonly cause?: Cause | null;
  readonly changes: readonly FieldChange[];
  readonly correlationId: string;
}

/** The log of an `M#` item, which is JSON too. */
export const messageLogOf = (item: Item | undefined): readonly MessageLog[] => {
  const log = item?.['log'];
  return typeof log === 'string' ? (JSON.parse(log) as MessageLog[]) : [];
};

/** The entries in an `M#` item; most have none. */
export const entriesOfMessage = (item: Item): LogEntry[] => {
  const log = messageLogOf(item);
  const { type, id } = item['author'] as By;
  return log.map((entry) => ({ at: item['appendedAt'] as string, by: { type, id }, cause: { type: 'message', id: String(item['number']) }, ...entry }));
};
