import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item, Table } from '../../table/port.ts';
import { padded } from '../threads/keys.ts';
import { entriesOfLine, entriesOfMessage, type LogEntry } from './log-entry.ts';
import type { Ticket } from './ticket.ts';

/** Where a page of a log ended, in both sources: how many entries of which item were returned. */
export interface LogPosition {
  readonly message: SourcePosition | null;
  readonly line: SourcePosition | null;
}
export interface SourcePosition {
  readonly sk: string;
  readonly given: number;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Null at the end. A page may be shorter than requested if long stretches of the thread have nothing about the ticket. */
  readonly after: LogPosition | null;
}

interface LogList {
  readonly order: 'asc' | 'desc';
  readonly after: LogPosition | null;
  readonly limit: number;
}

type Logged = Pick<Ticket, 'id' | 'threadId' | 'firstNumber' | 'lastNumber' | 'status'>;

/** Items per query, and maximum queries per page in each of the two sources. */
const READ_AT_ONCE = 100;
const QUERIES = 5;

/** One of the two sources where a log is stored, read in order. */
interface Source {
  readonly from: string;
  readonly to: string;
  revisionOf(item: Item): number;
  entriesOf(item: Item): LogEntry[];
}

const NOTHING_BEHIND = 'L#~';

/**
 * The log of a ticket, oldest first or newest first. Changes by messages are in the messages' items, all others in items of their own. Both are
 * numbered by the revisions of their thread.
 */
export const readTicketLog = async (table: Table, tenantId: string, ticket: Logged, { order, after, limit }: LogList): Promise<LogPage> => {
  const pk = threadPk(tenantId, ticket.threadId);
  const firstKey = messageKey(pk, ticket.firstNumber);
  const [first] = await table.get([firstKey], { consistent: true });
  const opened = first ? revisionOfMessage(first) : 0;
  // After a closed ticket, the thread contains later tickets.
  const isBounded = ticket.status === 'closed' && ticket.lastNumber !== undefined;
  const messages = open(table, pk, order, after?.message ?? null, {
    from: firstKey.sk,
    to: isBounded ? messageKey(pk, ticket.lastNumber as number).sk : 'M#~',
    revisionOf: revisionOfMessage,
    entriesOf: (item) => (item['ticketId'] === ticket.id ? entriesOfMessage(item) : []),
  });
  const lines = open(table, pk, order, after?.line ?? null, {
    from: `L#${padded(opened)}`,
    to: NOTHING_BEHIND,
    revisionOf: ({ sk }) => Number(sk.split('#')[1]),
    entriesOf: (item) => (item['ticketId'] === ticket.id ? entriesOfLine(item) : []),
  });
  const entries: LogEntry[] = [];
  while (entries.length < limit) {
    const [message, line] = [await messages.peek(), await lines.peek()];
    // A position that was not read to its end may contain more entries.
    if (message === 'later' || line === 'later' || (!message && !line)) break;
    // A message precedes the other effects of its transaction.
    const isMessageFirst = message && line && (order === 'asc' ? message.revision <= line.revision : message.revision > line.revision);
    const source = !line || isMessageFirst ? messages : lines;
    entries.push(source.take());
  }
  const isDone = (await messages.peek()) === null && (await lines.peek()) === null;
  return { entries, after: isDone ? null : { message: messages.position(), line: lines.position() } };
};

const revisionOfMessage = (item: Item): number => (item['entered'] ?? item['revision']) as number;

interface Reading {
  /** The next entry's revision; null at the end; `later` if another page is needed. */
  peek(): Promise<{ readonly revision: number } | 'later' | null>;
  take(): LogEntry;
  position(): SourcePosition | null;
}

const open = (table: Table, pk: string, order: 'asc' | 'desc', start: SourcePosition | null, source: Source): Reading => {
  let position = start;
  let queue: { readonly entry: LogEntry; readonly revision: number; readonly position: SourcePosition }[] = [];
  let queries = 0;
  let isEnd = false;
  /** The last item that was read, with or without entries. */
  let seen = start;

  const read = async (): Promise<void> => {
    const range = order === 'asc' ? { from: seen?.sk ?? source.from, to: source.to } : { from: source.from, to: seen?.sk ?? source.to };
    const page = await table.query({ pk, ...range, descending: order === 'desc', limit: READ_AT_ONCE, consistent: true });
    queries += 1;
    const skip = seen;
    for (const item of page.items) {
      const all = source.entriesOf(item);
      const entries = order === 'asc' ? all : all.toReversed();
      const given = skip?.sk === item.sk ? skip.given : 0;
      queue.push(...entries.slice(given).map((entry, at) => ({ entry, revision: source.revisionOf(item), position: { sk: item.sk, given: given + at + 1 } })));
      seen = { sk: item.sk, given: entries.length };
    }
    isEnd = page.next === null;
  };

  return {
    async peek() {
      const canRead = (): boolean => queue.length === 0 && !isEnd && queries < QUERIES;
      while (canRead()) await read();
      const [next] = queue;
      if (next) return { revision: next.revision };
      position = seen;
      return isEnd ? null : 'later';
    },
    take() {
      const [next, ...others] = queue;
      if (!next) throw new Error('take was called before peek');
      queue = others;
      position = next.position;
      return next.entry;
    },
    position: () => position,
  };
};
