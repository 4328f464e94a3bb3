import { type FieldRows, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import type { Message } from '../messages/message.ts';
import type { FieldChange } from './field-changes.ts';
import { LOGGED, VERSIONED } from './fields.ts';
import { initialKept, type Kept, keptAfterJoin, keptAfterMerge, keptAfterMessage, keptAfterRating, keptAfterStatus } from './kept.ts';
import type { StoredEntry } from './log-entry.ts';
import { same } from './next-version.ts';
import type { Span, Status } from './ticket.ts';

/** One event in a ticket's log. `at`: ISO. */
export type Happened =
  /** The message in the state in which it arrived. */
  | { readonly type: 'message'; readonly message: Message; readonly at: string }
  | { readonly type: 'entry'; readonly entry: Pick<StoredEntry, 'changes' | 'through' | 'taken' | 'joined' | 'stars'>; readonly at: string }
  | { readonly type: 'stars'; readonly from: number | null; readonly to: number | null };

/** A ticket as computed from its log. */
export interface Replayed {
  /** The fields that the log records, by their public names. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly kept: Kept;
  /** Spans taken over from merged tickets. */
  readonly taken: readonly Span[];
  readonly version: number;
}

const initialOf = (name: string): unknown => (TICKET_FIELDS as FieldRows)[name]?.initial ?? null;

/** The state before the first event. `createdAt`: the ticket's, for tickets whose log has no opening. */
export const stateBefore = (createdAt: string): Replayed => ({
  fields: Object.fromEntries(LOGGED.map((name) => [name, initialOf(name)])),
  kept: initialKept(createdAt),
  taken: [],
  version: 0,
});

const CUSTOM = 'customFields.';

const withChange = (fields: Replayed['fields'], { field, to }: FieldChange): Replayed['fields'] => {
  if (!field.startsWith(CUSTOM)) return { ...fields, [field]: to };
  const { [field.slice(CUSTOM.length)]: _before, ...others } = fields['customFields'] as Readonly<Record<string, unknown>>;
  return { ...fields, customFields: to === null ? others : { ...others, [field.slice(CUSTOM.length)]: to } };
};

type Entry = Extract<Happened, { type: 'entry' }>['entry'];

const sameSpan = (a: Span, b: Span): boolean => a.threadId === b.threadId && a.first === b.first;

const withEntry = (before: Replayed, { changes, through = [], taken, joined, stars }: Entry, at: string): Replayed => {
  const fields = changes.reduce(withChange, before.fields);
  let { kept } = before;
  // In the order in which commands apply them: a joining customer reactivates the ticket, and explicit changes come last.
  if (taken) kept = { ...kept, ...keptAfterMerge(kept, taken) };
  if (joined) kept = { ...kept, ...keptAfterJoin(kept, joined) };
  if (stars) kept = { ...kept, ...keptAfterRating(kept, stars.from, stars.to) };
  let from = before.fields['status'] as Status;
  for (const to of [...through, fields['status'] as Status]) {
    kept = { ...kept, ...keptAfterStatus(kept, from, to, at) };
    from = to;
  }
  const spans = [...before.taken, ...(taken?.spans ?? [])];
  return { ...before, fields, kept, taken: joined ? spans.map((span) => (sameSpan(span, joined.span) ? joined.span : span)) : spans };
};

const withOne = (before: Replayed, one: Happened): Replayed => {
  switch (one.type) {
    case 'message':
      return { ...before, kept: { ...before.kept, ...keptAfterMessage(before.kept, one.message, one.at) } };
    case 'stars':
      return { ...before, kept: { ...before.kept, ...keptAfterRating(before.kept, one.from, one.to) } };
    case 'entry':
      return withEntry(before, one.entry, one.at);
  }
};

/** One transaction: the public version increases by one if any versioned field changed. The first one opens the ticket. */
const withTransaction = (before: Replayed, happened: readonly Happened[]): Replayed => {
  const after = happened.reduce(withOne, before);
  const isNew = before.version === 0;
  const rises = isNew || VERSIONED.some((name) => !same(before.fields[name], after.fields[name]));
  return { ...after, version: before.version + Number(rises) };
};

/** Computes a ticket from its log, transaction by transaction, with the same steps as commands. Pure. */
export const replay = (createdAt: string, transactions: readonly (readonly Happened[])[]): Replayed =>
  transactions.reduce(withTransaction, stateBefore(createdAt));
