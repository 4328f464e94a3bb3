import { ANSWERED_BODY_BYTES } from '../../limits.ts';
import type { Table } from '../../table/port.ts';
import { jsonBytes, listThreadMessages, type MessageList } from '../messages/list-messages.ts';
import type { Message } from '../messages/message.ts';
import { spansOf, writtenAs } from './spans.ts';
import type { Span, Ticket } from './ticket.ts';

/** Where a list of a ticket's messages continues: after this number or, for a ticket with several spans, after one number per span. */
export type TicketPosition = number | readonly number[];

/** A message with its thread, which is not always the ticket's own. */
export type TicketMessage = Message & { readonly threadId: string };

export interface TicketMessagePage {
  readonly messages: readonly TicketMessage[];
  /** Null at the end. A page may be shorter than requested if its messages are long. */
  readonly after: TicketPosition | null;
}

export interface TicketMessageList extends Omit<MessageList, 'keep' | 'after' | 'first' | 'last'> {
  readonly after: TicketPosition;
  /** Other kinds are skipped. */
  keep?(message: Message, threadId: string): boolean;
}

type Covered = Pick<Ticket, 'id' | 'threadId' | 'firstNumber'> & Pick<Partial<Ticket>, 'spans' | 'lastNumber'>;

/** One ticket's messages: hidden and deleted ones with their marks, those hidden by a disabled origin not at all. */
export const listTicketMessages = async (table: Table, tenantId: string, ticket: Covered, options: TicketMessageList): Promise<TicketMessagePage> => {
  const [own, ...others] = spansOf(ticket);
  // Later messages of the thread are after a closed ticket's last one, and hidden messages of a disabled origin after an active ticket's: reading them would be
  // useless. Messages that came since the ticket was read come with the next page or through the feed.
  const isBounded = ticket.lastNumber !== undefined;
  const spans = [isBounded ? { last: ticket.lastNumber, ...own } : own, ...others];
  const given = typeof options.after === 'number' ? [options.after] : options.after;
  const after = spans.map((_, at) => given[at] ?? 0);
  const pages = await Promise.all(spans.map((span, at) => pageOf(table, tenantId, ticket, span, { ...options, after: after[at] as number })));
  return pages.length === 1 ? (pages[0] as SpanPage) : merged(pages, after, options);
};

interface SpanPage {
  readonly messages: readonly TicketMessage[];
  readonly after: number | null;
}

const pageOf = async (
  table: Table,
  tenantId: string,
  { id }: Covered,
  span: Span,
  options: Omit<MessageList, 'keep'> & Pick<TicketMessageList, 'keep'>,
): Promise<SpanPage> => {
  const { threadId, first, last } = span;
  const written = writtenAs(span);
  const { messages, after } = await listThreadMessages(table, tenantId, threadId, {
    ...options,
    first,
    ...(last === undefined ? {} : { last }),
    keep: (message) => message.ticketId === written && (options.keep?.(message, threadId) ?? true),
  });
  return { messages: messages.map((message) => ({ ...message, ticketId: id, threadId })), after };
};

/**
 * Merges pages of several spans by time. Messages of one span keep the order of their numbers. The page ends when a span would need another read, or
 * when the answer is full.
 */
const merged = (pages: readonly SpanPage[], starts: readonly number[], { limit, order }: Pick<MessageList, 'limit' | 'order'>): TicketMessagePage => {
  const sign = order === 'desc' ? -1 : 1;
  const taken = pages.map(() => 0);
  const messages: TicketMessage[] = [];
  let room = ANSWERED_BODY_BYTES;
  while (messages.length < limit) {
    const heads = pages.flatMap(({ messages: own }, at) => own[taken[at] as number] ?? []);
    const isCut = pages.some(({ messages: own, after }, at) => taken[at] === own.length && after !== null);
    const [next] = heads.sort((a, b) => sign * (Date.parse(a.createdAt) - Date.parse(b.createdAt)));
    if (!next || isCut) break;
    room -= jsonBytes(next);
    if (room < 0 && messages.length > 0) break;
    messages.push(next);
    const at = pages.findIndex(({ messages: own }, index) => own[taken[index] as number] === next);
    taken[at] = (taken[at] as number) + 1;
  }
  const isDone = pages.every(({ messages: own, after }, at) => taken[at] === own.length && after === null);
  const after = pages.map(({ messages: own }, at) => own[(taken[at] as number) - 1]?.number ?? (starts[at] as number));
  return { messages, after: isDone ? null : after };
};
