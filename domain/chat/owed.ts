import type { Named } from '../conversations/conversation-of.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import { decodePosition, type LogPosition, laterOf, markIn, markOf, readAfter, START } from '../conversations/log/cursor.ts';
import { tailsOf } from '../conversations/log/head.ts';
import { Problem } from '../errors.ts';
import type { Item, Table } from '../table/port.ts';
import { makerOf, type ToldEntry, toldEntries } from './frames-of-entries.ts';
import { fitting } from './log-messages.ts';
import { conversationsOf, positionIn, positionKeyOf } from './reading.ts';

/** Heads and positions that are read at once. */
const CONVERSATIONS_AT_ONCE = 50;
/** Entries that are read for one page. Own ones are read but not owed: a page of them alone ends here, and the next one continues. */
const ENTRIES_READ = 500;

export interface Owing {
  readonly tenantId: string;
  readonly userId: string;
}

/** Where a page begins: conversations come in the order of their ids. */
export interface OwedPosition {
  readonly conversationId: string;
  readonly position: LogPosition;
}

export interface OwedFrom {
  /** Null: at the first conversation. */
  readonly from: OwedPosition | null;
  /** Positions beyond those acknowledged, by the mark of the conversation. */
  readonly ahead?: ReadonlyMap<string, LogPosition>;
  readonly limit: number;
}

export interface OwedPage {
  readonly items: readonly ToldEntry[];
  /** What was read, by conversation: also where only own entries were. */
  readonly reached: ReadonlyMap<string, LogPosition>;
  /** Null: nothing else is owed. */
  readonly next: OwedPosition | null;
}

interface Unread {
  readonly conversation: Named;
  readonly from: LogPosition;
  readonly end: LogPosition;
}

const isBefore = (from: LogPosition, end: LogPosition): boolean => from.number < end.number || from.amendment < end.amendment;

/** Those of these conversations that have entries after the person's position; those that they have left are missing. */
const unreadAmong = async (
  table: Table,
  { tenantId, userId }: Owing,
  conversations: readonly Named[],
  startOf: (id: string) => LogPosition,
): Promise<Unread[]> => {
  const items: readonly (Item | undefined)[] = await table.get(
    // Chats, groups and directs use the same head key.
    conversations.flatMap((one) => [CHAT.headKey(tenantId, one.id), positionKeyOf(tenantId, one, userId)]),
    { consistent: true },
  );
  return conversations.flatMap((conversation, index) => {
    const [head, row] = [items[2 * index], items[2 * index + 1]];
    if (!head || !row) return [];
    const { lastNumber, lastAmendment } = tailsOf(head);
    const from = laterOf(positionIn(row), startOf(conversation.id));
    const end = { number: lastNumber, amendment: lastAmendment };
    return isBefore(from, end) ? [{ conversation, from, end }] : [];
  });
};

interface Read {
  readonly told: readonly ToldEntry[];
  readonly reached: LogPosition;
  readonly entries: number;
}

/** At most `limit` entries after a position, without the person's own, as many as fit into an answer together with `before`. */
const readIn = async (table: Table, userId: string, conversation: Named, from: LogPosition, limit: number, before: readonly ToldEntry[]): Promise<Read> => {
  const entries = await readAfter(table, conversation.pk, from, limit);
  const owed = entries.filter(({ item }) => makerOf(item) !== userId);
  const told = await toldEntries(table, conversation, owed);
  const fit = Math.max(fitting([...before, ...told]) - before.length, 0);
  const isWhole = fit === told.length;
  const last = isWhole ? entries.at(-1) : owed[fit - 1];
  return { told: told.slice(0, fit), reached: last?.position ?? from, entries: isWhole ? entries.length : limit };
};

/**
 * A page of what a person is owed: by conversation, and in order within each. Nothing is left out and nothing comes twice, whatever is written, acknowledged or read by other devices between
 * the pages: what comes in a conversation that the pages have passed is owed the next time.
 * @throws TableUnavailable
 */
export const owedTo = async (table: Table, who: Owing, { from: first, ahead = new Map(), limit }: OwedFrom): Promise<OwedPage> => {
  const startOf = (id: string): LogPosition => laterOf(ahead.get(markOf(id)) ?? START, first?.conversationId === id ? first.position : START);
  const all = await conversationsOf(table, who.tenantId, who.userId);
  const waiting = first === null ? all : all.filter(({ id }) => id >= first.conversationId);
  const items: ToldEntry[] = [];
  const reached = new Map<string, LogPosition>();
  let left = ENTRIES_READ;
  for (let start = 0; start < waiting.length; start += CONVERSATIONS_AT_ONCE)
    for (const { conversation, from, end } of await unreadAmong(table, who, waiting.slice(start, start + CONVERSATIONS_AT_ONCE), startOf))
      for (let at = from; isBefore(at, end); ) {
        const wanted = Math.min(limit - items.length, left);
        const read = wanted > 0 ? await readIn(table, who.userId, conversation, at, wanted, items) : null;
        if (!read || (read.entries > 0 && !isBefore(at, read.reached))) return { items, reached, next: { conversationId: conversation.id, position: at } };
        // The log ends before its head said so only if an entry is missing: nothing more can be read there.
        if (read.entries === 0) break;
        items.push(...read.told);
        left -= read.entries;
        at = read.reached;
        reached.set(conversation.id, at);
      }
  return { items, reached, next: null };
};

/** Where the cursor of an entry points: its conversation, and the position after it. @throws Problem invalid_request; TableUnavailable */
export const owedAfter = async (table: Table, who: Owing, cursor: string): Promise<OwedPosition> => {
  const [position, mark] = [decodePosition(cursor), markIn(cursor)];
  const found = position && mark !== undefined && (await conversationsOf(table, who.tenantId, who.userId)).find(({ id }) => markOf(id) === mark);
  if (!position || !found)
    throw new Problem('invalid_request', 'The cursor is not from this list.', { errors: [{ path: 'cursor', message: 'is not from this list' }] });
  return { conversationId: found.id, position };
};
