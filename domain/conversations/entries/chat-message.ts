import { type Entry, entryCodec } from './entry.ts';

/** A file of a message, as it was announced. */
export interface ChatFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** What the page of a message's link says of itself. Plain text, cut. */
export interface LinkPreview {
  /** The link, as a browser reads it; never an address that the page names. */
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
  /** An attachment of the message. */
  readonly image?: ChatFile;
}

/** Who wrote a message for the business, from a ticket. */
export interface SupportSender {
  /** The agent's; null for a rule and an AI. */
  readonly name: string | null;
  /** Written by a rule or an AI. */
  readonly automatic: boolean;
}

/** A message of a chat, a group or a direct conversation. In `reactions`, several emojis of one person are separated by spaces. Threads have support's message, which has more fields. */
export interface ChatMessage extends Entry {
  /** Hidden by a moderator: only moderators see its text. */
  readonly hidden: boolean;
  /** Number of the message that it answers. */
  readonly replyTo: number | null;
  /** Number of the message in whose thread it is. */
  readonly threadOf: number | null;
  /** Messages in its own thread, deleted ones included. */
  readonly replyCount: number;
  /** Of the newest one. */
  readonly lastReplyAt: string | null;
  /** Ids of the people whom it mentions. */
  readonly mentions: readonly string[];
  readonly attachments: readonly ChatFile[];
  /** Of the first link in the text; null without one, until its page is read, and for a page that has none. */
  readonly preview: LinkPreview | null;
  /** Set on replies from a ticket (chats of an application that is an origin). */
  readonly support: SupportSender | null;
  /** Numbers of the amendments that edited it, oldest first. */
  readonly edits: readonly number[];
}

const DEFAULTS = {
  text: null,
  editedAt: null,
  deleted: false,
  hidden: false,
  reactions: {},
  replyTo: null,
  threadOf: null,
  replyCount: 0,
  lastReplyAt: null,
  mentions: [],
  attachments: [],
  preview: null,
  support: null,
  edits: [],
} satisfies Partial<ChatMessage>;

export const { attributes: chatMessageAttributes, parse: chatMessageOf } = entryCodec<ChatMessage>(DEFAULTS);

export const newChatMessage = (
  given: Pick<ChatMessage, 'author' | 'text' | 'createdAt' | 'replyTo' | 'threadOf' | 'mentions' | 'attachments'> & Partial<Pick<ChatMessage, 'support'>>,
  numbered: Pick<ChatMessage, 'number' | 'revision'>,
): ChatMessage => ({
  ...DEFAULTS,
  ...given,
  ...numbered,
});
