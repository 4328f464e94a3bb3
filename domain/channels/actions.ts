import type { Surface } from '../vocabulary/message-words.ts';

/** The actions that Parley can ask of a provider. A channel's capabilities name those that it supports, by surface. */
export const ACTIONS = ['reply', 'template', 'edit', 'unsend', 'react', 'hide', 'unhide', 'delete', 'privateReply', 'markRead', 'typing'] as const;
export type ActionKind = (typeof ACTIONS)[number];

/** A file of an action. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  /** Bytes, or null if unknown. */
  readonly size: number | null;
  /** A link that is valid for five minutes, for receivers that fetch files themselves. */
  readonly url: string;
  /** The bytes, streamed from the object store; each call starts at the beginning. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** The place and id of an action. Ids of conversations and messages are the provider's own unless their name says otherwise. */
interface Placed {
  /** Parley's id of the action, the same in every retry: the basis of a provider's idempotency key. */
  readonly id: string;
  readonly tenantId: string;
  readonly originId: string;
  /** Parley's ids, which only the business's own system gets. */
  readonly ticketId: string;
  readonly threadId: string;
  /** The conversation: the customer's id, or that of a group chat. */
  readonly to: string;
  readonly surface: Surface;
  /** The signed depth of the chain of automation, for receivers that may call back (`X-Parley-Causation`). */
  readonly causation: string;
}

/** An action that sends text to the customer. A channel may need several of the provider's messages for it, its *parts*. */
interface Said extends Placed {
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | null;
  readonly files: readonly OutgoingFile[];
  /** The message that it answers, or null. */
  readonly inReplyTo: string | null;
  readonly agentName: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601 time of the customer's newest message; null if unknown or if the channel has no window. */
  readonly customerWroteAt: string | null;
  /** Ids of the parts that earlier attempts have sent, in order. The next attempt continues after them. */
  readonly sentParts: readonly string[];
}

interface Written extends Said {
  readonly text: string;
  readonly html: string | null;
}

/** An action on one message. */
interface OfMessage extends Placed {
  readonly message: string;
}

export interface ReplyAction extends Written {
  readonly kind: 'reply';
}
/** A template that the provider has approved, with the values of its placeholders. */
export interface TemplateAction extends Said {
  readonly kind: 'template';
  readonly template: { readonly name: string; readonly language: string | null; readonly variables: Readonly<Record<string, string>> };
}
/** An answer to a public message that only its author sees. */
export interface PrivateReplyAction extends Written {
  readonly kind: 'privateReply';
  /** The public message. */
  readonly message: string;
}
/** Replaces the text of one of our messages. */
export interface EditAction extends OfMessage {
  readonly kind: 'edit';
  readonly text: string;
  readonly html: string | null;
}
/** `unsend` removes one of our messages; `hide`, `unhide` and `delete` concern the customer's. */
export interface ModerationAction extends OfMessage {
  readonly kind: 'unsend' | 'hide' | 'unhide' | 'delete';
}
export interface ReactAction extends OfMessage {
  readonly kind: 'react';
  /** Null removes our reaction. */
  readonly emoji: string | null;
}
/** Marks this message and the earlier ones as read. */
export interface MarkReadAction extends OfMessage {
  readonly kind: 'markRead';
}
export interface TypingAction extends Placed {
  readonly kind: 'typing';
  readonly on: boolean;
}

export type ChannelAction = ReplyAction | TemplateAction | PrivateReplyAction | EditAction | ModerationAction | ReactAction | MarkReadAction | TypingAction;
export type ActionOf<Kind extends ActionKind> = ChannelAction & { readonly kind: Kind };
