import { threadPk } from '../conversations/kinds/thread.ts';
import type { Walls } from '../policy/configuration.ts';
import { bodyKey } from '../support/messages/bodies.ts';
import { freshQueues } from '../support/queues/evaluate.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Table } from '../table/port.ts';
import type { Member } from './audience.ts';
import { type StaffAudience, staffAudience } from './audiences/staff.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import type { MessageEntry, News } from './news.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';

interface Audience {
  readonly tenantId: string;
  /** Of whoever has seen nothing of these news yet. */
  readonly cursor: string;
  readonly configuration: Walls;
  readonly members: readonly Member[];
}

/** The frames of one ticket, in order, and who may see it. */
export interface Lane {
  readonly frames: readonly ServerFrame[];
  readonly texts: readonly string[];
  readonly seenBy: ReadonlySet<Member>;
}

/**
 * One lane a ticket: its messages by number, because words are what an agent waits for, then the ticket as it is after them. A frame is
 * written once, however many get it. A ticket of which no frame can be made is left out, and only it: `faults` says why.
 * @throws TableUnavailable
 */
export const lanesOf = async (table: Table, audience: Audience, news: News): Promise<{ lanes: Lane[]; faults: unknown[] }> => {
  const { tenantId } = audience;
  const entries = [...news.messages.values()];
  const unknown = [...new Set([...news.ticketRefs, ...entries.map(({ message }) => message.ticketId)])].filter((id) => !news.tickets.has(id));
  const [others, messages] = await Promise.all([loadTickets(table, tenantId, unknown), withWholeBodies(table, tenantId, entries)]);
  const tickets: Ticket[] = [...news.tickets.values(), ...others.filter((ticket): ticket is Ticket => ticket !== undefined)];
  const byTicket = Map.groupBy(messages, ({ message }) => message.ticketId);
  const staff = staffAudience(audience.members, audience.configuration);
  const lanes: Lane[] = [];
  const faults: unknown[] = [];
  for (const ticket of tickets) {
    try {
      const isNews = news.tickets.has(ticket.id) || news.ticketRefs.has(ticket.id);
      lanes.push(laneOf({ ...audience, staff }, ticket, byTicket.get(ticket.id) ?? [], isNews));
    } catch (error) {
      faults.push(error);
    }
  }
  return { lanes, faults };
};

const laneOf = (
  { cursor, configuration, staff }: Audience & { readonly staff: StaffAudience },
  stored: Ticket,
  entries: readonly MessageEntry[],
  isNews: boolean,
): Lane => {
  const ticket = freshQueues(configuration, stored);
  const seenBy = staff.of(ticket);
  if (seenBy.size === 0) return { frames: [], texts: [], seenBy };
  const own = entries.toSorted((a, b) => a.message.number - b.message.number || (a.kind === 'message' ? -1 : 1));
  const frames = own.map(({ kind, message }) => (kind === 'message' ? messageFrame : amendedFrame)(cursor, message));
  if (isNews) frames.push(ticketFrame(cursor, ticket));
  return { frames, texts: frames.map(frameText), seenBy };
};

const withWholeBodies = async (table: Table, tenantId: string, entries: readonly MessageEntry[]): Promise<MessageEntry[]> => {
  const aside = entries.filter(({ message }) => message.aside);
  if (aside.length === 0) return [...entries];
  const items = await table.get(aside.map(({ message }) => bodyKey(threadPk(tenantId, message.threadId), message.number)));
  const texts = new Map(aside.map((entry, place) => [entry, items[place]?.['text']]));
  return entries.map((entry) => {
    const text = texts.get(entry);
    return typeof text === 'string' ? { ...entry, message: { ...entry.message, body: text, aside: false } } : entry;
  });
};
