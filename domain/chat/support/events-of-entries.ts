import type { ChatMessage } from '../../conversations/entries/chat-message.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import type { LogEntry } from '../../conversations/log/cursor.ts';
import type { GivenEvent } from '../../support/inbound/batch.ts';
import { fitEvent } from '../../support/inbound/fit-event.ts';
import type { ChannelEvent } from '../../support/inbound/inbound-event.ts';
import { objectKeyOf } from '../../support/messages/attachment-keys.ts';
import type { Attachment, Person } from '../../support/messages/content.ts';
import type { Item } from '../../table/port.ts';
import { isSupport, messageIdIn } from './sender.ts';

/** The chat, and its origin. */
export interface Followed {
  readonly tenantId: string;
  readonly originId: string;
  readonly conversationId: string;
  /** The chat's own name, or null. */
  readonly name: string | null;
  /** Names of people by id. */
  readonly names: ReadonlyMap<string, string>;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** Messages up to this number are older than the origin: no ticket has them. */
  readonly from: number;
}

interface Maker {
  readonly type: string;
  readonly id: string;
}

type Given = Pick<ChannelEvent, 'verb' | 'providerId' | 'occurredAt'> & Partial<Pick<ChannelEvent, 'version' | 'content' | 'reaction'>>;

/** People of the tenant with the role `user` are customers. Agents and keys write for the business. */
const isCustomer = ({ type }: Maker): boolean => type === 'user';

const envelope = (chat: Followed, maker: Maker, given: Given, onlyText = false): GivenEvent => {
  const { tenantId, originId, conversationId, receivedAt } = chat;
  const personName = chat.names.get(maker.id) ?? null;
  const author: Person = { id: maker.id, name: personName, handle: null };
  // The whole chat is one conversation, whoever writes in it. Without a name of its own, it has that of the customer who wrote last.
  const customer: Person = { id: conversationId, name: chat.name ?? (isCustomer(maker) ? personName : null), handle: null };
  const fromCustomer = isCustomer(maker);
  const whole: ChannelEvent = {
    version: '',
    content: null,
    reaction: null,
    ...given,
    threadKey: conversationId,
    author,
    customer,
    fromCustomer,
    opensTicket: fromCustomer && given.verb === 'created',
    status: null,
  };
  const { event } = fitEvent(whole);
  const identity = event.providerId ?? '';
  return {
    schema: 'messages/1',
    tenantId,
    originId,
    channel: 'application',
    correlationId: identity,
    receivedAt,
    identity,
    late: false,
    event,
    contentRef: null,
    ...(onlyText ? { onlyText: true as const } : {}),
  };
};

const fileOf = (tenantId: string, { id, name, type, size }: ChatMessage['attachments'][number]): Attachment => ({
  name,
  type,
  size,
  url: null,
  mediaId: null,
  objectKey: objectKeyOf(tenantId, id),
});

const contentOf = ({ tenantId, conversationId }: Followed, { text, attachments, replyTo, threadOf }: ChatMessage): NonNullable<ChannelEvent['content']> => {
  const answered = replyTo ?? threadOf;
  return {
    surface: 'chat',
    text: text === '' ? null : text,
    html: null,
    subject: null,
    to: [],
    cc: [],
    attachments: attachments.map((file) => fileOf(tenantId, file)),
    inReplyTo: answered === null ? null : messageIdIn(conversationId, answered),
    references: [],
    permalink: null,
    starRating: null,
  };
};

/** Nothing of what the hub itself has written, and nothing of a message that is deleted by now: its ticket would open with a tombstone. */
const messageEvents = (chat: Followed, message: ChatMessage): GivenEvent[] => {
  if (isSupport(message.author) || message.deleted) return [];
  const { number, author, createdAt } = message;
  return [
    envelope(chat, author, {
      verb: 'created',
      providerId: messageIdIn(chat.conversationId, number),
      content: contentOf(chat, message),
      occurredAt: createdAt,
    }),
  ];
};

const amendmentEvents = (chat: Followed, item: Item, message: ChatMessage | undefined): GivenEvent[] => {
  const maker = item['actor'] as Maker | undefined;
  if (!maker || !message || isSupport(maker) || message.number <= chat.from) return [];
  const about = { providerId: messageIdIn(chat.conversationId, message.number), version: `a${String(item['number'])}`, occurredAt: String(item['at']) };
  switch (item['type']) {
    case 'edit': {
      const text = item['text'];
      // A tombstone removes the texts of earlier versions.
      if (typeof text !== 'string') return [];
      return [envelope(chat, maker, { ...about, verb: 'edited', content: { ...contentOf(chat, message), text } }, true)];
    }
    case 'tombstone':
      return [envelope(chat, maker, { ...about, verb: 'removed', version: '' })];
    case 'hide':
    case 'unhide':
      return [envelope(chat, maker, { ...about, verb: item['type'] === 'hide' ? 'hidden' : 'unhidden' })];
    case 'reaction': {
      // A ticket's message shows one reaction of each person: the newest that they have.
      const emoji = message.reactions[maker.id]?.split(' ').at(-1) ?? null;
      return [envelope(chat, maker, { ...about, verb: 'reaction', reaction: { emoji } })];
    }
    default:
      return [];
  }
};

/**
 * What entries of a chat's log are for its ticket, in the order of the log. Their identities follow from the numbers, so the same entries give the same events. `messages`: the changed ones as
 * they are now, by number. Pure.
 */
export const eventsOfEntries = (chat: Followed, entries: readonly LogEntry[], messages: ReadonlyMap<number, ChatMessage>): GivenEvent[] =>
  entries.flatMap(({ type, item }) =>
    type === 'message' ? messageEvents(chat, chatMessageOf(item)) : amendmentEvents(chat, item, messages.get(Number(item['of']))),
  );
