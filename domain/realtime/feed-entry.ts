import type { AvailabilitySetting } from '../availability/availability.ts';
import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { FRAME_BODY, FRAME_BYTES, QUEUE_ENTRY_BYTES } from '../limits.ts';
import { isForVisitor } from '../livechat/present.ts';
import { inboundId } from '../support/messages/attachment-keys.ts';
import type { Attachment } from '../support/messages/content.ts';
import type { Mention } from '../support/messages/mention.ts';
import { isVisible, type Message, messageOf } from '../support/messages/message.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item } from '../table/port.ts';
import { fitsBytes, queueJson } from '../text/json-size.ts';
import { cut } from '../text/well-formed.ts';
import { aiPartsOf } from './ai-parts.ts';
import type { FanOut } from './fan-out/work.ts';

/** The data of one message in frames. */
export interface FeedMessage {
  readonly ticketId: string;
  readonly threadId: string;
  readonly number: number;
  readonly kind: string;
  /** Null if there is no text, or if it may not be shown any more. */
  readonly body: string | null;
  /** The whole body is in the object store; `body` is its beginning. */
  readonly aside: boolean;
  readonly senderId: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly delivery: Message['delivery'];
  /** An AI's proposals, stored with the message. */
  readonly translations?: Message['translations'];
  readonly summarizedAt?: string | undefined;
  readonly suggestion?: Message['suggestion'];
  readonly sentiment?: Message['sentiment'];
  readonly language?: Message['language'];
  /** Of a message that has or had any; left out if they are too many for a frame. */
  readonly reactions?: Message['reactions'];
  /** Those of its files that are fetched from a provider. */
  readonly files?: readonly { readonly id: string; readonly state: NonNullable<Attachment['state']> }[];
  readonly revision: number;
  /** A visitor of a live chat may see it. */
  readonly forVisitor?: true;
}

/** A person's sockets must be closed: those of one session, or (`null`) all. */
export interface Closing {
  readonly kind: 'close';
  readonly tenantId: string;
  readonly personId: string;
  readonly sessionId: string | null;
}

/** A note mentions colleagues. */
export interface MentionEntry {
  readonly kind: 'mention';
  readonly tenantId: string;
  readonly message: FeedMessage;
  readonly mentions: readonly Mention[];
}

/** A reply failed for good. */
export interface FailureEntry {
  readonly kind: 'failure';
  readonly tenantId: string;
  readonly message: FeedMessage;
}

/** An agent's availability setting. */
export interface Presence {
  readonly kind: 'presence';
  readonly tenantId: string;
  readonly userId: string;
  readonly said: AvailabilitySetting;
}

/** Work that comes to the worker of its conversation now. The queue of such work is ordered, and an ordered queue delays no message. */
export interface DueFanOut {
  readonly kind: 'fanOut';
  readonly tenantId: string;
  readonly fanOut: FanOut;
}

/** A message of the `delivery` queue: from the projector, a change for live agents; from code that ends sessions, sockets to close. */
export type FeedEntry =
  | { readonly kind: 'ticket'; readonly tenantId: string; readonly ticket: Ticket }
  /** A ticket that is too long for the queue: delivery reads it. */
  | { readonly kind: 'ticketRef'; readonly tenantId: string; readonly ticketId: string }
  | { readonly kind: 'message' | 'amended'; readonly tenantId: string; readonly message: FeedMessage }
  /** From earlier releases: counters of one queue. */
  | { readonly kind: 'queue'; readonly tenantId: string; readonly queueId: string }
  /** The tenant's row of the pulse must be delivered. */
  | { readonly kind: 'pulse'; readonly tenantId: string; readonly since: number }
  /** The segment of the list of changes that names the tenant's other entries of this body. */
  | { readonly kind: 'segment'; readonly tenantId: string; readonly shard: number; readonly number: number }
  /** A note that mentions colleagues. */
  | MentionEntry
  /** A reply that failed for good, for the ticket's owner. */
  | FailureEntry
  /** An agent's availability setting. */
  | Presence
  | DueFanOut
  | Closing;

export const queueEntry = (tenantId: string, queueId: string): FeedEntry => ({ kind: 'queue', tenantId, queueId });

const fetchedFiles = (threadId: string, { number, attachments }: Message): Pick<FeedMessage, 'files'> => {
  const files = attachments.flatMap(({ state }, at) => (state === undefined ? [] : [{ id: inboundId({ threadId, number }, at), state }]));
  return files.length === 0 ? {} : { files };
};

/** In a group, hundreds may react: a client then reads the message. */
const REACTIONS_BYTES = 2_000;

const reactionsOf = ({ reactions, reactedAt, reacted }: Message): Pick<FeedMessage, 'reactions'> => {
  const isAny = Object.keys(reactions).length > 0 || reactedAt !== undefined || reacted !== undefined;
  return isAny && fitsBytes(JSON.stringify(reactions), REACTIONS_BYTES) ? { reactions } : {};
};

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
    ...aiPartsOf(message),
    ...(isShown ? { ...reactionsOf(message), ...fetchedFiles(threadId, message) } : {}),
    revision: message.revision,
    ...(message.surface === 'chat' && isForVisitor(message) ? { forVisitor: true as const } : {}),
  };
};

/** The feed entries for a change of one item, by its images; usually none. Pure. */
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
  const { ticketId, shadowed, hidden, deleted, mentions } = messageOf(after);
  // A hidden span shows nothing until it is revealed; a message that was deleted from the start was never visible.
  if (ticketId === null || shadowed) return [];
  const wasThere = before !== undefined && !messageOf(before).shadowed;
  if (!wasThere && (hidden || deleted)) return [];
  const message = feedMessageOf(threadId, ticketId, after);
  const called: FeedEntry[] = wasThere || mentions.length === 0 ? [] : [{ kind: 'mention', tenantId, message, mentions }];
  const failed: FeedEntry[] = hasFailed(after) && !hasFailed(before) ? [{ kind: 'failure', tenantId, message }] : [];
  return [{ kind: wasThere ? 'amended' : 'message', tenantId, message }, ...called, ...failed];
};

const hasFailed = (item: Item | undefined): boolean => item !== undefined && messageOf(item).delivery?.state === 'failed';

/** Entries for certain people, beside the news of the ticket for everybody. */
const isAddressed = (entry: FeedEntry): entry is MentionEntry | FailureEntry => entry.kind === 'mention' || entry.kind === 'failure';

/**
 * Shortens an entry that is longer than any frame, so that no entry fills a queue message alone: for a ticket its id is
 * enough, and for a message the beginning that a frame may show.
 */
const shortened = (entry: FeedEntry): FeedEntry => {
  if (entry.kind === 'ticket') return { kind: 'ticketRef', tenantId: entry.tenantId, ticketId: entry.ticket.id };
  if (entry.kind !== 'message' && entry.kind !== 'amended' && !isAddressed(entry)) return entry;
  const { body, delivery } = entry.message;
  const bare = delivery && { ...delivery, error: null };
  return { ...entry, message: { ...entry.message, body: body === null ? null : cut(body, FRAME_BODY), aside: body !== null, delivery: bare } };
};

const entryText = (entry: FeedEntry): string => {
  const text = queueJson(entry);
  return fitsBytes(text, FRAME_BYTES) ? text : queueJson(shortened(entry));
};

/** The entries of one queue message. */
export interface FeedBatch {
  readonly entries: readonly FeedEntry[];
  readonly texts: readonly string[];
}

/** Bytes of the segment entry of a tenant, with its comma. */
const SEGMENT_BYTES = 150;

/** Entries by queue message, in order: as few as possible, none over `QUEUE_ENTRY_BYTES`, with room for one segment per tenant. */
export const batchesOf = (entries: readonly FeedEntry[]): FeedBatch[] => {
  const batches: { entries: FeedEntry[]; texts: string[] }[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const text = entryText(entry);
    // The entry and its comma; the brackets add two bytes.
    const size = Buffer.byteLength(text) + 1 + SEGMENT_BYTES;
    if (bytes + size > QUEUE_ENTRY_BYTES - 2) {
      batches.push({ entries: [], texts: [] });
      bytes = 0;
    }
    const batch = batches.at(-1) as (typeof batches)[number];
    batch.entries.push(entry);
    batch.texts.push(text);
    bytes += size;
  }
  return batches;
};

/** `first`: entries that were created for this message. */
export const bodyOf = ({ texts }: FeedBatch, first: readonly FeedEntry[] = []): string => `[${[...first.map(entryText), ...texts].join(',')}]`;

/** Messages for the `delivery` queue. */
export const packFeed = (entries: readonly FeedEntry[]): string[] => batchesOf(entries).map((batch) => bodyOf(batch));

/** A message for the `delivery` queue. */
export const pulseBody = (tenantId: string, since: number): string => packFeed([{ kind: 'pulse', tenantId, since }]).join('');

/** The entries of a queue message; `isFeedEntry` validates each. @throws SyntaxError if the body is not from `packFeed` */
export const unpackFeed = (body: string): FeedEntry[] => {
  const entries = JSON.parse(body) as unknown;
  if (!Array.isArray(entries)) throw new SyntaxError('not a batch of feed entries');
  return entries as FeedEntry[];
};

type Members = Readonly<Record<string, unknown>>;
const members = (value: unknown): Members | undefined => (typeof value === 'object' && value !== null ? (value as Members) : undefined);
const hasTexts = (value: unknown, ...names: readonly string[]): boolean => names.every((name) => typeof members(value)?.[name] === 'string');

/** The members that delivery needs, by kind. A broken entry, or one of another release, must not fail its neighbours. */
const SHAPES: { readonly [K in FeedEntry['kind']]: (entry: Members) => boolean } = {
  ticket: ({ ticket }) => hasTexts(ticket, 'id', 'threadId', 'updatedAt') && hasTexts(members(ticket)?.['origin'], 'id') && isOwned(ticket),
  ticketRef: (entry) => hasTexts(entry, 'ticketId'),
  message: ({ message }) => hasTexts(message, 'ticketId', 'threadId') && Number.isInteger(members(message)?.['number']),
  amended: (entry) => SHAPES.message(entry),
  queue: (entry) => hasTexts(entry, 'queueId'),
  pulse: ({ since }) => typeof since === 'number',
  segment: ({ shard, number }) => Number.isInteger(shard) && Number.isInteger(number) && Number(shard) >= 0 && Number(number) > 0,
  mention: (entry) => SHAPES.message(entry) && Array.isArray(entry['mentions']) && entry['mentions'].every((one) => hasTexts(one, 'type', 'id')),
  failure: (entry) => SHAPES.message(entry),
  presence: (entry) => hasTexts(entry, 'userId') && hasTexts(entry['said'], 'availability'),
  fanOut: ({ fanOut }) => hasTexts(fanOut, 'tenantId', 'conversationId') && Array.isArray(members(fanOut)?.['work']),
  close: (entry) => hasTexts(entry, 'personId') && (entry['sessionId'] === null || hasTexts(entry, 'sessionId')),
};
const isOwned = (ticket: unknown): boolean => members(members(ticket)?.['owner']) !== undefined && Array.isArray(members(ticket)?.['queueIds']);

export const isFeedEntry = (value: unknown): value is FeedEntry => {
  const entry = members(value);
  const kind = entry?.['kind'];
  return (
    entry !== undefined && typeof kind === 'string' && hasTexts(entry, 'tenantId') && Object.hasOwn(SHAPES, kind) && SHAPES[kind as FeedEntry['kind']](entry)
  );
};
