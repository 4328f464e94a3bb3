import { ANSWERED_BODY_BYTES } from '../../limits.ts';
import type { Table } from '../../table/port.ts';
import { jsonBytes, listThreadMessages, type MessageList } from '../messages/list-messages.ts';
import type { Message } from '../messages/message.ts';
import { isWithin, spansOf, writtenAs } from './spans.ts';
import type { Span, Ticket } from './ticket.ts';

/** Where a list of a ticket's messages continues: after this number or, of a ticket that covers several spans, after these, one a span. */
export type TicketPosition = number | readonly number[];

/** A message with its thread, which is not always the ticket's own. */
export type TicketMessage = Message & { readonly threadId: string };

export interface TicketMessagePage {
  readonly messages: readonly TicketMessage[];
  /** Null at the end. A page may be shorter than asked for when its messages are long. */
  readonly after: TicketPosition | null;
}

export interface TicketMessageList extends Omit<MessageList, 'keep' | 'after'> {
  readonly after: TicketPosition;
}

type Covered = Pick<Ticket, 'id' | 'threadId' | 'firstNumber'> & { readonly spans?: Ticket['spans'] };

/** One ticket's messages, oldest first: hidden and deleted ones with their marks, shadowed ones not at all. */
export const listTicketMessages = async (table: Table, tenantId: string, ticket: Covered, options: TicketMessageList): Promise<TicketMessagePage> => {
  const [own, ...others] = spansOf(ticket);
  const after = typeof options.after === 'number' ? [options.after] : options.after;
  const [first, ...further] = await Promise.all(
    [own, ...others].map((span, at) => pageOf(table, tenantId, ticket, span, { ...options, after: after[at] ?? 0 })),
  );
  return further.length === 0
    ? (first as SpanPage)
    : merged(
        [first as SpanPage, ...further],
        [own, ...others].map((span, at) => start(span, after[at] ?? 0)),
        options.limit,
      );
};

interface SpanPage {
  readonly messages: readonly TicketMessage[];
  readonly after: number | null;
}

const start = ({ first }: Span, after: number): number => Math.max(after, first - 1);

const pageOf = async (table: Table, tenantId: string, { id }: Covered, span: Span, options: Omit<MessageList, 'keep'>): Promise<SpanPage> => {
  const { threadId, last } = span;
  const from = start(span, options.after);
  if (last !== undefined && from >= last) return { messages: [], after: null };
  const written = writtenAs(span);
  const { messages, after } = await listThreadMessages(table, tenantId, threadId, {
    ...options,
    after: from,
    ...(last === undefined ? {} : { last }),
    keep: (message) => message.ticketId === written && isWithin(span, message.number),
  });
  return { messages: messages.map((message) => ({ ...message, ticketId: id, threadId })), after };
};

/**
 * Pages of several spans as one, by time. Messages of one span keep the order of their numbers. It ends where a span would have to be read on, or
 * where the answer is full.
 */
const merged = (pages: readonly SpanPage[], starts: readonly number[], limit: number): TicketMessagePage => {
  const taken = pages.map(() => 0);
  const messages: TicketMessage[] = [];
  let room = ANSWERED_BODY_BYTES;
  while (messages.length < limit) {
    const heads = pages.flatMap(({ messages: own }, at) => own[taken[at] as number] ?? []);
    const isCut = pages.some(({ messages: own, after }, at) => taken[at] === own.length && after !== null);
    const [next] = heads.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
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
