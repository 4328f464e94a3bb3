import { QUEUE_ENTRY_BYTES } from '../limits.ts';
import { isVisible, type Message, messageOf } from '../messages/message.ts';
import type { Item } from '../table/port.ts';
import { parseThreadPk } from '../threads/keys.ts';
import { ticketOfItem } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What a frame says of one message. */
export interface FeedMessage {
  readonly ticketId: string;
  readonly threadId: string;
  readonly number: number;
  readonly kind: string;
  /** Null when there is no text, or it is not to be seen any more. */
  readonly body: string | null;
  /** The whole body lies aside; `body` is its beginning. */
  readonly aside: boolean;
  readonly senderId: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly delivery: Message['delivery'];
  readonly revision: number;
}

/** A person's sockets are to be closed: those of one session, or (`null`) all. */
export interface Closing {
  readonly kind: 'close';
  readonly tenantId: string;
  readonly personId: string;
  readonly sessionId: string | null;
}

/** What lies on the `delivery` queue: of the projector, something that live agents may want to see; of who ends sessions, sockets to close. */
export type FeedEntry =
  | { readonly kind: 'ticket'; readonly tenantId: string; readonly ticket: Ticket }
  /** The same of a ticket that is too large for the queue: whoever delivers reads it. */
  | { readonly kind: 'ticketRef'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'message' | 'amended'; readonly tenantId: string; readonly message: FeedMessage }
  | { readonly kind: 'queue'; readonly tenantId: string; readonly queueId: string }
  | Closing;

export const queueEntry = (tenantId: string, queueId: string): FeedEntry => ({ kind: 'queue', tenantId, queueId });

export const feedMessageOf = (threadId: string, ticketId: string, item: Item): FeedMessage => {
  const message = messageOf(item);
  const isShown = isVisible(message);
  return {
    ticketId,
    threadId,
    number: message.number,
    kind: message.kind,
    body: isShown ? message.text : null,
    aside: isShown && item['aside'] === true,
    senderId: message.author.id,
    createdAt: message.createdAt,
    editedAt: message.editedAt,
    hidden: message.hidden,
    deleted: message.deleted,
    delivery: message.delivery,
    revision: message.revision,
  };
};

/** What a change of one item, by its images, means for who is connected; mostly nothing. Pure. */
export const feedEntriesOf = (before: Item | undefined, after: Item | undefined): FeedEntry[] => {
  const thread = after && parseThreadPk(after.pk);
  if (!after || !thread) return [];
  const { tenantId, threadId } = thread;
  if (after.sk === 'HEAD' || after.sk.startsWith('K#')) {
    const ticket = ticketOfItem(after);
    return ticket && ticketOfItem(before)?.revision !== ticket.revision ? [{ kind: 'ticket', tenantId, ticket }] : [];
  }
  return after.sk.startsWith('M#') ? messageEntries(tenantId, threadId, before, after) : [];
};

const messageEntries = (tenantId: string, threadId: string, before: Item | undefined, after: Item): FeedEntry[] => {
  const { ticketId, shadowed, hidden, deleted } = messageOf(after);
  // Of a shadowed span nothing shows until it is revealed; a message born deleted never was there.
  if (ticketId === null || shadowed) return [];
  const wasThere = before !== undefined && !messageOf(before).shadowed;
  if (!wasThere && (hidden || deleted)) return [];
  return [{ kind: wasThere ? 'amended' : 'message', tenantId, message: feedMessageOf(threadId, ticketId, after) }];
};

/** Small batches: those of a burst are delivered side by side. */
const BATCH_BYTES = 80_000;

/** An entry as JSON that fits into a queue. What is too large is read by whoever delivers it: the ticket, or the message's body. */
const textOf = (entry: FeedEntry): string => {
  const text = JSON.stringify(entry);
  // Its array takes two more bytes.
  if (Buffer.byteLength(text) + 2 <= QUEUE_ENTRY_BYTES) return text;
  if (entry.kind === 'ticket') return JSON.stringify({ kind: 'ticketRef', tenantId: entry.tenantId, ticketId: entry.ticket.id } satisfies FeedEntry);
  if (entry.kind === 'message' || entry.kind === 'amended')
    return JSON.stringify({ ...entry, message: { ...entry.message, body: '', aside: true } } satisfies FeedEntry);
  return text;
};

/** Bodies for the `delivery` queue, in order: as few as fit, by the bytes of their JSON. A control character of a text is six. */
export const packFeed = (entries: readonly FeedEntry[]): string[] => {
  const bodies: string[] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const text = textOf(entry);
    const own = Buffer.byteLength(text) + 1;
    if (batch.length > 0 && bytes + own > BATCH_BYTES) {
      bodies.push(`[${batch.join(',')}]`);
      batch = [];
      bytes = 0;
    }
    batch.push(text);
    bytes += own;
  }
  if (batch.length > 0) bodies.push(`[${batch.join(',')}]`);
  return bodies;
};

/** @throws SyntaxError when the body is not one of `packFeed` */
export const unpackFeed = (body: string): FeedEntry[] => {
  const entries = JSON.parse(body) as unknown;
  if (!Array.isArray(entries)) throw new SyntaxError('not a batch of feed entries');
  return entries as FeedEntry[];
};
