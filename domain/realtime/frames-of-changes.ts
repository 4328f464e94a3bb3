import { threadPk } from '../conversations/kinds/thread.ts';
import { FRAME_BODY } from '../limits.ts';
import { withBodies } from '../support/messages/bodies.ts';
import { isVisible, messageOf } from '../support/messages/message.ts';
import { padded } from '../support/threads/keys.ts';
import { lastThreadOf } from '../support/tickets/spans.ts';
import { loadLeading } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item, Table } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';
import { type FeedMessage, feedMessageOf } from './feed-entry.ts';
import type { ServerFrame } from './frames.ts';
import type { Change } from './positions/changes.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';

/** Maximum messages per ticket: the newest are sent, and the client reads the others through the API. */
const MESSAGES = 1000;
/** Messages whose bodies are read in parallel, and the number of characters after which reading stops. */
const PAGE = 25;
const CHARACTERS = 8_000_000;

/** Of each ticket the one whose messages its own are: itself, or what it was merged into. @throws TableUnavailable */
export const leadingTicketsOf = async (table: Table, tenantId: string, tickets: readonly (Ticket | undefined)[]): Promise<(Ticket | undefined)[]> => {
  const merges = tickets.flatMap((ticket, at) => (ticket?.mergedInto ? [{ at, into: ticket.mergedInto }] : []));
  if (merges.length === 0) return [...tickets];
  const leading = await loadLeading(
    table,
    tenantId,
    merges.map(({ into }) => into),
  );
  const under = [...tickets];
  for (const [index, { at }] of merges.entries()) under[at] = leading[index];
  return under;
};

type WithCursor = (cursor: string) => ServerFrame;

/**
 * The current state of what a segment names of one ticket: the ticket, and its messages by number, as messages of `under`. One read for all.
 * @throws TableUnavailable
 */
export const framesOfChanges = async (
  table: Table,
  tenantId: string,
  { ticket, under }: { readonly ticket: Ticket; readonly under: Ticket },
  changes: readonly Pick<Change, 'appended' | 'amended'>[],
): Promise<{ readonly head: WithCursor; readonly messages: readonly WithCursor[] }> => {
  const appended = new Set(changes.flatMap((change) => change.appended));
  const amended = new Set(changes.flatMap((change) => change.amended));
  const numbers = [...new Set([...appended, ...amended])].sort((a, b) => a - b);
  const newest = numbers.slice(-MESSAGES);
  const pk = threadPk(tenantId, ticket.threadId);
  const keys = newest.map((number) => ({ pk, sk: `M#${padded(number)}` }));
  const items = keys.length === 0 ? [] : await table.get(keys, { consistent: true });
  const here = items.filter((item): item is Item => {
    if (!item) return false;
    const { ticketId, shadowed } = messageOf(item);
    return ticketId === ticket.id && !shadowed;
  });
  const messages = await withText(table, pk, { threadId: ticket.threadId, id: under.id }, here);
  const isWhole = newest.length === numbers.length && messages.length === here.length && lastThreadOf(ticket) === ticket.threadId;
  const isNew = ({ message, item }: Present): boolean => appended.has(message.number) && isVisible(messageOf(item));
  return {
    // The last message may be one of a merged ticket, which somebody who cannot see that one gets no frame of.
    head: (cursor) => (isWhole ? ticketFrame(cursor, ticket) : { ...ticketFrame(cursor, ticket), truncated: true as const }) as ServerFrame,
    messages: messages.flatMap((one) => {
      // Later changes of a new message, such as the delivery of a reply, are not part of its first frame.
      const presents = isNew(one) ? [messageFrame, ...(amended.has(one.message.number) ? [amendedFrame] : [])] : [amendedFrame];
      return presents.map(
        (present): WithCursor =>
          (cursor) =>
            present(cursor, one.message),
      );
    }),
  };
};

interface Present {
  readonly item: Item;
  readonly message: FeedMessage;
}

/** With bodies as far as a frame shows them, for the newest messages, up to the limit of one ticket. */
const withText = async (table: Table, pk: string, { threadId, id }: Pick<Ticket, 'threadId' | 'id'>, items: readonly Item[]): Promise<Present[]> => {
  const present: Present[] = [];
  for (let end = items.length, characters = 0; end > 0 && characters < CHARACTERS; end -= PAGE) {
    const some = await withBodies(table, pk, items.slice(Math.max(0, end - PAGE), end));
    const messages = some.map((item) => ({ item, message: short(feedMessageOf(threadId, id, item)) }));
    characters += messages.reduce((sum, { message }) => sum + (message.body?.length ?? 0), 0);
    present.unshift(...messages);
  }
  return present;
};

const short = (message: FeedMessage): FeedMessage =>
  message.body !== null && message.body.length > FRAME_BODY ? { ...message, body: cut(message.body, FRAME_BODY), aside: true } : message;
