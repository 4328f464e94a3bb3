import { threadPk } from '../conversations/kinds/thread.ts';
import type { Walls } from '../policy/configuration.ts';
import { bodyKey } from '../support/messages/bodies.ts';
import { freshQueues } from '../support/queues/evaluate.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Table } from '../table/port.ts';
import { countOf, type Recipients, recipientList, type StaffAudience } from './audiences/staff.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { leadingTicketsOf } from './frames-of-changes.ts';
import type { MessageEntry, News } from './news.ts';
import type { Piece } from './parcels.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';

interface Audience {
  readonly tenantId: string;
  /** The cursor of connections that have seen none of these changes, and of those that have seen all. */
  readonly cursors: Cursors;
  readonly configuration: Walls;
  readonly staff: StaffAudience;
}

export interface Cursors {
  readonly before: string;
  readonly after: string;
}

/** The frames of one ticket in order, and their recipients. */
export interface Lane extends Piece {
  readonly recipients: Recipients;
}

/** `make`: the frames with a cursor. Each frame is serialised once, however many connections receive it. */
export const laneFor = (recipients: Recipients, { before, after }: Cursors, make: (cursor: string) => readonly ServerFrame[]): Lane => {
  if (countOf(recipients) === 0) return { texts: [], recipientList: [], recipients };
  const frames = make(before);
  const texts = frames.map(frameText);
  let closed: readonly string[] | undefined;
  const closing = (): readonly string[] => {
    const last = frames.at(-1);
    closed ??= last ? [...texts.slice(0, -1), frameText({ ...last, cursor: after } as ServerFrame)] : texts;
    return closed;
  };
  return { texts, recipientList: recipientList(recipients), recipients, closing };
};

/**
 * One lane per ticket: first its messages by number, because agents wait for the text, then the ticket in its state after them. A ticket whose frames
 * cannot be created is left out alone: `faults` has the reason.
 * @throws TableUnavailable
 */
export const lanesOf = async (table: Table, audience: Audience, news: News): Promise<{ lanes: Lane[]; faults: unknown[] }> => {
  const { tenantId } = audience;
  const entries = [...news.messages.values()];
  const unknown = [...new Set([...news.ticketRefs, ...entries.map(({ message }) => message.ticketId)])].filter((id) => !news.tickets.has(id));
  const [others, whole] = await Promise.all([loadTickets(table, tenantId, unknown), withWholeBodies(table, tenantId, entries)]);
  const present: Ticket[] = [...news.tickets.values(), ...others.filter((ticket): ticket is Ticket => ticket !== undefined)];
  const { tickets, messages } = await underLeading(table, tenantId, present, whole);
  const byTicket = Map.groupBy(messages, ({ message }) => message.ticketId);
  const lanes: Lane[] = [];
  const faults: unknown[] = [];
  for (const ticket of tickets) {
    try {
      const isNews = news.tickets.has(ticket.id) || news.ticketRefs.has(ticket.id);
      lanes.push(laneOf(audience, ticket, byTicket.get(ticket.id) ?? [], isNews));
    } catch (error) {
      faults.push(error);
    }
  }
  return { lanes, faults };
};

/** What is written under a merged ticket is told as a message of the leading one, behind its wall. */
const underLeading = async (
  table: Table,
  tenantId: string,
  tickets: readonly Ticket[],
  messages: readonly MessageEntry[],
): Promise<{ readonly tickets: readonly Ticket[]; readonly messages: readonly MessageEntry[] }> => {
  const known = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const merged = [...new Set(messages.map(({ message }) => message.ticketId))].flatMap((id) => {
    const ticket = known.get(id);
    return ticket?.mergedInto ? [ticket] : [];
  });
  if (merged.length === 0) return { tickets, messages };
  const under = await leadingTicketsOf(table, tenantId, merged);
  const leading = new Map(merged.flatMap(({ id }, at) => (under[at] ? [[id, under[at]] as const] : [])));
  for (const ticket of leading.values()) if (!known.has(ticket.id)) known.set(ticket.id, ticket);
  return {
    tickets: [...known.values()],
    messages: messages.map((entry) => {
      const into = leading.get(entry.message.ticketId);
      return into ? { ...entry, message: { ...entry.message, ticketId: into.id } } : entry;
    }),
  };
};

const laneOf = ({ cursors, configuration, staff }: Audience, stored: Ticket, entries: readonly MessageEntry[], isNews: boolean): Lane => {
  const ticket = freshQueues(configuration, stored);
  const own = entries.toSorted((a, b) => a.message.number - b.message.number || (a.kind === 'message' ? -1 : 1));
  return laneFor(staff.of(ticket), cursors, (cursor) => [
    ...own.map(({ kind, message }) => (kind === 'message' ? messageFrame : amendedFrame)(cursor, message)),
    ...(isNews ? [ticketFrame(cursor, ticket)] : []),
  ]);
};

const withWholeBodies = async (table: Table, tenantId: string, entries: readonly MessageEntry[]): Promise<MessageEntry[]> => {
  const aside = entries.filter(({ message }) => message.aside);
  if (aside.length === 0) return [...entries];
  const items = await table.get(aside.map(({ message }) => bodyKey(threadPk(tenantId, message.threadId), message.number)));
  const texts = new Map(aside.map((entry, index) => [entry, items[index]?.['text']]));
  return entries.map((entry) => {
    const text = texts.get(entry);
    return typeof text === 'string' ? { ...entry, message: { ...entry.message, body: text, aside: false } } : entry;
  });
};
