import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item, Table } from '../../table/port.ts';
import { asRevealed } from '../messages/as-revealed.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { entriesOfLine, entriesOfMessage, type LogEntry } from './log-entry.ts';
import type { Happened } from './replay.ts';
import { isWithin, writtenAs } from './spans.ts';
import type { Span, Ticket } from './ticket.ts';

type Logged = Pick<Ticket, 'id' | 'threadId' | 'firstNumber'>;

/** Everything in the log of a thread about one ticket. */
export interface TicketLog {
  /** In order, grouped by transaction. */
  readonly transactions: readonly (readonly Happened[])[];
  /** The ticket's messages in its own thread, in their current state. */
  readonly messages: readonly Message[];
}

/** Items between two sort keys, both inclusive, page by page. */
export async function* pagesBetween(table: Table, pk: string, from: string, to: string): AsyncGenerator<readonly Item[]> {
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ pk, from, to, consistent: true, ...(after ? { after } : {}) });
    yield page.items;
    after = page.next ?? undefined;
  } while (after);
}

export const itemsBetween = async (table: Table, pk: string, from: string, to: string): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of pagesBetween(table, pk, from, to)) for (const item of page) items.push(item);
  return items;
};

/** The parts of amendments of a message that a replay needs. */
interface Amended {
  readonly revision: number;
  readonly of: number;
  readonly type: string;
  readonly stars?: { readonly from: number | null; readonly to: number | null };
}
interface Reveal {
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  readonly at: string;
}

/** One message and the transaction that added it to the ticket. */
interface Arrival {
  readonly revision: number;
  readonly message: Message;
  readonly at: string;
  readonly isRevealed: boolean;
}

interface Told {
  readonly revision: number;
  readonly entry: LogEntry;
}

/** A message of a disabled origin joins its ticket when it is revealed. Later amendments are undone, to get its state at that time. */
const arrivalOf = (message: Message, item: Item, reveals: readonly Reveal[], amendments: readonly Amended[]): Arrival => {
  const { number } = message;
  const reveal = message.kind === 'customer' ? reveals.find(({ from, to }) => from <= number && number <= to) : undefined;
  const revision = reveal?.revision ?? (item['entered'] as number);
  const since = amendments.filter((one) => one.of === number && one.revision >= revision);
  const deleted = message.deleted && !since.some(({ type }) => type === 'tombstone');
  const rated = since.find(({ stars }) => stars !== undefined)?.stars;
  const at = reveal?.at ?? (item['appendedAt'] as string | undefined) ?? message.createdAt;
  return { revision, message: { ...message, deleted, starRating: rated ? rated.from : message.starRating }, at, isRevealed: reveal !== undefined };
};

/** The number of the message that made an entry, which follows it. */
const behind = ({ cause }: LogEntry): number => (cause?.type === 'message' ? Number(cause.id) : 0);

/** The events of one transaction in order: a span is revealed first, and an entry follows the message that made it. */
const inOrder = (arrivals: readonly Arrival[], entries: readonly LogEntry[], amendments: readonly Amended[]): Happened[] => {
  const happened: Happened[] = [];
  const waiting = arrivals.toSorted((a, b) => Number(b.isRevealed) - Number(a.isRevealed) || a.message.number - b.message.number);
  const take = (isNow: (arrival: Arrival) => boolean): void => {
    while (waiting[0] && isNow(waiting[0])) {
      const { message, at } = waiting.shift() as Arrival;
      happened.push({ type: 'message', message, at });
    }
  };
  take(({ isRevealed }) => isRevealed);
  for (const entry of entries) {
    take(({ message }) => message.number <= behind(entry));
    happened.push({ type: 'entry', entry, at: entry.at });
  }
  take(() => true);
  for (const { stars } of amendments) if (stars) happened.push({ type: 'stars', ...stars });
  return happened;
};

/** Reads the whole log of a ticket. It may be long, so requests that people wait for should rarely call it. */
export const readTicketHistory = async (table: Table, tenantId: string, { id, threadId, firstNumber }: Logged): Promise<TicketLog> => {
  const pk = threadPk(tenantId, threadId);
  const stored = await itemsBetween(table, pk, messageKey(pk, firstNumber).sk, 'M#~');
  const shown = await asRevealed(table, tenantId, threadId, stored.map(messageOf));
  const own = shown.flatMap((message, at) => (message.ticketId === id ? [{ message, item: stored[at] as Item }] : []));
  // An amendment is rewritten when its message is deleted; what it did was done when it was entered.
  const all = (await itemsBetween(table, pk, 'A#', 'A#~')).map((item) => ({ ...item, revision: item['entered'] ?? item['revision'] }) as unknown as Amended);
  const reveals = all.filter((one): one is Amended & Reveal => one.type === 'reveal' && (one as Amended & { readonly ticketId?: string }).ticketId === id);
  const lines = await itemsBetween(table, pk, 'L#', 'L#~');

  const arrivals = own.map(({ message, item }) => arrivalOf(message, item, reveals, all));
  const came = new Map(arrivals.map(({ message, revision }) => [message.number, revision]));
  // What became of a message before it was revealed is how it came.
  const amendments = all.filter(({ of, revision }) => revision >= (came.get(of) ?? Number.POSITIVE_INFINITY));
  const told: Told[] = [
    ...own.flatMap(({ item }) => entriesOfMessage(item).map((entry) => ({ revision: item['entered'] as number, entry }))),
    ...lines.flatMap((item) => (item['ticketId'] === id ? entriesOfLine(item).map((entry) => ({ revision: revisionOfLine(item), entry })) : [])),
  ];
  const revisions = [...new Set([...arrivals, ...told, ...amendments].map(({ revision }) => revision))].sort((a, b) => a - b);
  const at = (revision: number) => (one: { readonly revision: number }) => one.revision === revision;
  const transactions = revisions.map((revision) =>
    inOrder(
      arrivals.filter(at(revision)),
      told.filter(at(revision)).map(({ entry }) => entry),
      amendments.filter(at(revision)),
    ),
  );
  return { transactions, messages: own.map(({ message }) => message) };
};

const revisionOfLine = ({ sk }: Item): number => Number(sk.split('#')[1]);

/** The messages of a span that the ticket has taken over, in their current state. */
export const messagesOfSpan = async (table: Table, tenantId: string, span: Span): Promise<Message[]> => {
  const pk = threadPk(tenantId, span.threadId);
  const stored = await itemsBetween(table, pk, messageKey(pk, span.first).sk, span.last === undefined ? 'M#~' : messageKey(pk, span.last).sk);
  const shown = await asRevealed(table, tenantId, span.threadId, stored.map(messageOf));
  return shown.filter((message) => message.ticketId === writtenAs(span) && isWithin(span, message.number));
};
