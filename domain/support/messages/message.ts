import { type Entry, entryCodec } from '../../conversations/entries/entry.ts';
import type { Item } from '../../table/port.ts';
import type { Choices } from '../../vocabulary/choices.ts';
import { type DeliveryError, readDeliveryError } from '../../vocabulary/delivery-error.ts';
import { DELIVERY_STATES, type DeliveryState, MESSAGE_KINDS, type MessageKind } from '../../vocabulary/message-words.ts';
import type { Template } from '../../vocabulary/template.ts';
import type { Attachment } from '../messages/content.ts';
import type { Mention } from './mention.ts';

export { DELIVERY_STATES, type DeliveryState, MESSAGE_KINDS, type MessageKind };

export interface Delivery {
  readonly state: DeliveryState;
  readonly error: DeliveryError | null;
  /** A visitor of a live chat was gone: the state is that of the mail with the reply. */
  readonly via?: 'mail' | undefined;
}

/** One of several messages of the provider that a reply needed. */
export interface Part {
  /** The provider's id of it; `''` when the provider gave none, null when it was not sent or nobody knows. */
  readonly id: string | null;
  readonly state: DeliveryState;
  readonly error: DeliveryError | null;
}

/** What an AI says of an entry of its own. */
export interface AiSource {
  readonly model: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why the AI wrote it, in its own words. */
  readonly cause: string | null;
}

/** The state of a suggestion. */
export interface Suggestion {
  readonly state: 'open' | 'accepted' | 'dismissed';
  /** Number of the reply that it became. */
  readonly reply?: number | undefined;
}

export interface MessageAuthor {
  readonly type: 'customer' | 'agent' | 'rule' | 'system' | 'origin' | 'ai';
  readonly id: string;
  readonly name: string | null;
  readonly handle: string | null;
}

/**
 * What a provider was asked to do with a message that it has, and how often something was asked of it: with a reply `edit`, `unsend`; with a customer's public
 * message `hide`, `unhide`, `delete`; with a customer's message `react`. `delivery` is then that request's.
 */
export interface Asked {
  readonly kind: 'edit' | 'unsend' | 'hide' | 'unhide' | 'delete' | 'react';
  readonly count: number;
  /** The provider's id of the request, if it has one of its own: statuses with this id are about the request. */
  readonly id?: string | undefined;
}

/** An entry of a thread: what every conversation's entry has, and what only tickets' messages have. */
export interface Message extends Entry {
  readonly kind: MessageKind;
  /** The ticket it belongs to; null if none was open and it opened none. */
  readonly ticketId: string | null;
  readonly author: MessageAuthor;
  readonly html: string | null;
  readonly subject: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly surface: string;
  /** Number of the message that it answers, within the thread. */
  readonly inReplyTo: number | null;
  readonly permalink: string | null;
  readonly providerId: string | null;
  readonly starRating: number | null;
  /** `first`: a machine wrote it on its own. `answer`: a machine answered or reported, which opens no ticket. Null for people. */
  readonly automatic: 'first' | 'answer' | null;
  /** When it was written; for customers by the provider's clock. */
  readonly createdAt: string;
  readonly late: boolean;
  readonly hidden: boolean;
  /** When the provider or an agent last hid or showed it; older events are ignored. */
  readonly hiddenAt?: string | undefined;
  /** It arrived while its origin was disabled, and has not been revealed since. */
  readonly shadowed: boolean;
  /** When each person last set or removed a reaction. */
  readonly reactedAt?: Readonly<Record<string, string>> | undefined;
  /** The business's reaction: the provider knows one, whichever agent set it. `reactions` has it under that agent's id. */
  readonly reacted?: { readonly by: string; readonly emoji: string | null } | undefined;
  /** Of replies, and of a customer's message once a provider was asked to change it. */
  readonly delivery: Delivery | null;
  /** Of a reply to a public message: only its author sees it. */
  readonly privately?: true | undefined;
  /** Of a reply that is a template; `text` says only what the hub knows of it. */
  readonly template?: Template | undefined;
  /** Of a reply that offers answers to pick. */
  readonly choices?: Choices | undefined;
  /** Of a reply that needed several messages of the provider: the state of each. `delivery` sums them up. */
  readonly parts?: readonly Part[] | undefined;
  /** Of a message that was changed at its provider, on a channel that does so. */
  readonly asked?: Asked | undefined;
  /** Links of the chain of automation that wrote it, or that a customer's webhook call brought back; 0 for people. */
  readonly depth: number;
  /** Colleagues whom a note mentions. */
  readonly mentions: readonly Mention[];
  /** For an AI's entries, and for a reply that was its suggestion. */
  readonly ai?: AiSource | undefined;
  /** Only for suggestions. */
  readonly suggestion?: Suggestion | undefined;
  /** For a customer's message: it waits for the AI toolbox, or the toolbox has given an invalid answer. */
  readonly analysis?: 'wanted' | 'failed' | undefined;
  /** The results of the AI toolbox. */
  readonly sentiment?: 'positive' | 'neutral' | 'negative' | undefined;
  readonly language?: string | undefined;
  /** Languages into which it was translated, with the time of each; the texts are stored separately (`ai-answer.ts`). */
  readonly translations?: Readonly<Record<string, string>> | undefined;
  /** When a summary of the ticket up to this message was last made. */
  readonly summarizedAt?: string | undefined;
  /** Amendments that hold its earlier texts, oldest first. */
  readonly edits?: readonly number[] | undefined;
}

/** The content of a message. */
export type MessageBody = Pick<Message, 'text' | 'html'>;

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
/** Validates a value that was stored as JSON. */
export const isMessageBody = (value: unknown): value is MessageBody =>
  typeof value === 'object' && value !== null && 'text' in value && 'html' in value && isTextOrNull(value.text) && isTextOrNull(value.html);

const DEFAULTS: Omit<Message, 'number' | 'kind' | 'author' | 'createdAt' | 'revision'> = {
  ticketId: null,
  text: null,
  html: null,
  subject: null,
  to: [],
  cc: [],
  bcc: [],
  attachments: [],
  surface: 'chat',
  inReplyTo: null,
  permalink: null,
  providerId: null,
  starRating: null,
  automatic: null,
  editedAt: null,
  late: false,
  hidden: false,
  shadowed: false,
  deleted: false,
  reactions: {},
  reacted: undefined,
  delivery: null,
  privately: undefined,
  parts: undefined,
  template: undefined,
  choices: undefined,
  asked: undefined,
  depth: 0,
  mentions: [],
  ai: undefined,
  suggestion: undefined,
  analysis: undefined,
  sentiment: undefined,
  language: undefined,
  translations: undefined,
  summarizedAt: undefined,
  edits: undefined,
};

export const newMessage = (given: Pick<Message, 'kind' | 'author' | 'createdAt'> & Partial<Message>): Omit<Message, 'number' | 'revision'> => ({
  ...DEFAULTS,
  ...given,
});

const { attributes, parse } = entryCodec<Message>(DEFAULTS);

/** The item's attributes without its key. */
export const messageAttributes = attributes;

/** Reads an `M#` item, also from a stream image. A long body is stored separately: see `bodies.ts`. */
export const messageOf = (item: Item): Message => {
  const message = parse(item);
  return message.delivery === null ? message : { ...message, delivery: { ...message.delivery, error: readDeliveryError(message.delivery.error) } };
};

/** Statuses only move forward, because providers repeat and reorder them. A failure only counts until the message was delivered. */
const RANK: Readonly<Record<DeliveryState, number>> = { queued: 0, unknown: 1, sent: 2, failed: 3, delivered: 4, read: 5 };
export const isNewer = (state: DeliveryState, present: DeliveryState | undefined): boolean => present === undefined || RANK[state] > RANK[present];

/** Compares times of different precision: `10:00:00Z` is `10:00:00.000Z`. */
export const isEarlier = (left: string, right: string): boolean => Date.parse(left) < Date.parse(right);

/** The message without its content; number, author and time stay. The result is the same in any order of edit and removal. */
export const tombstone = <M extends Pick<Message, 'text' | 'html' | 'attachments' | 'editedAt' | 'deleted'>>(message: M): M => ({
  ...message,
  edits: undefined,
  translations: undefined,
  summarizedAt: undefined,
  choices: undefined,
  text: null,
  html: null,
  attachments: [],
  editedAt: null,
  deleted: true,
});

/** Shown in its thread. */
export const isVisible = (message: Pick<Message, 'hidden' | 'shadowed' | 'deleted'>): boolean => !message.hidden && !message.shadowed && !message.deleted;

/** Counts for `visibleMessageCount`, and appears in search and `lastMessage`. A suggestion was not sent, so it does not count. */
export const isSaid = (message: Pick<Message, 'kind' | 'hidden' | 'shadowed' | 'deleted'>): boolean => isVisible(message) && message.kind !== 'ai_suggestion';
