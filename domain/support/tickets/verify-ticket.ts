import { notFound, Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import { previewOf } from '../messages/bodies.ts';
import { isSaid, type Message } from '../messages/message.ts';
import { fieldOf, LOGGED } from './fields.ts';
import { keptOf } from './kept.ts';
import { same } from './next-version.ts';
import { replay } from './replay.ts';
import { messagesOfSpan, readTicketHistory } from './replay-log.ts';
import { spansOf } from './spans.ts';
import { loadTicket } from './store.ts';
import type { Span, Ticket } from './ticket.ts';

/** A difference between a ticket and the state computed from its log. */
export interface Difference {
  readonly field: string;
  readonly stored: unknown;
  readonly replayed: unknown;
}

/** Attempts to read ticket and log while nothing changes the ticket. */
const TRIES = 10;

/** A custom field that is null equals a missing one. */
export const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) : value;

/** The newest visible message of each span. Which span was last depends on the order of the writes. */
const newestOf = (messages: readonly Message[], span: Span, own: string) => {
  const last = messages.findLast(isSaid);
  return last && { number: last.number, kind: last.kind, text: previewOf(last), ...(span.threadId === own ? {} : { threadId: span.threadId }) };
};

const compare = async (table: Table, tenantId: string, ticket: Ticket): Promise<Difference[]> => {
  const log = await readTicketHistory(table, tenantId, ticket);
  const { fields, kept, taken, version } = replay(ticket.createdAt, log.transactions);
  const { threadId, firstNumber } = ticket;
  const spans = [{ threadId, first: firstNumber }, ...taken];
  const messages = [log.messages, ...(await Promise.all(taken.map((span) => messagesOfSpan(table, tenantId, span))))];
  const newest = spans.flatMap((span, at) => newestOf(messages[at] as readonly Message[], span, threadId) ?? []);
  const { createdAt: _c, threadId: lastIn, ...last } = ticket.lastMessage ?? { createdAt: '', threadId: undefined };
  const stored = ticket.lastMessage && { ...last, ...(lastIn === undefined ? {} : { threadId: lastIn }) };
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ...LOGGED.map((name) => [name, plain(fieldOf(ticket, name)), plain(fields[name])] as const),
    ...Object.entries(keptOf(ticket)).map(([name, value]) => [name, value, (kept as Readonly<Record<string, unknown>>)[name]] as const),
    ['version', ticket.version, version],
    ['spans', spansOf(ticket).slice(1), taken],
    ['lastNumber', ticket.lastNumber, log.messages.at(-1)?.number],
    ['visibleMessageCount', ticket.visibleMessageCount, messages.flat().filter(isSaid).length],
    ['lastMessage', stored, newest.find((one) => same(one, stored)) ?? newest[0] ?? null],
  ];
  return pairs.flatMap(([field, has, gives]) => (same(has, gives) ? [] : [{ field, stored: has ?? null, replayed: gives ?? null }]));
};

/**
 * Computes a ticket from its log and returns the differences: none for tickets that were opened since the release of December 2026. Earlier
 * logs are incomplete.
 * @throws Problem not_found; unavailable if the ticket keeps changing
 */
export const verifyTicket = async (table: Table, tenantId: string, ticketId: string): Promise<readonly Difference[]> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const ticket = await loadTicket(table, tenantId, ticketId);
    if (!ticket) throw notFound('ticket');
    const differences = await compare(table, tenantId, ticket);
    const now = await loadTicket(table, tenantId, ticketId);
    if (now?.revision === ticket.revision && now.status === ticket.status) return differences;
  }
  throw new Problem('unavailable', 'The ticket keeps changing; try again.', { retryAfter: 1 });
};
