import type { Surface } from '../vocabulary/message-words.ts';

/** Everything that Parley can ask of a provider. A channel says in its capabilities which of them it has, on which surface. */
export const ACTIONS = ['reply', 'template', 'edit', 'unsend', 'react', 'hide', 'unhide', 'delete', 'privateReply', 'markRead', 'typing'] as const;
export type ActionKind = (typeof ACTIONS)[number];

/** A file of an action. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  /** Bytes, null when it is not known. */
  readonly size: number | null;
  /** A link that is valid for five minutes, for receivers that fetch files themselves. */
  readonly url: string;
  /** The bytes, read from the object store while they are sent; each call reads them from the beginning. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Where an action happens and by which id it is known. Ids of conversations and messages are the provider's own unless they say otherwise. */
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
  /** The signed depth of the chain that led here, for receivers that may call back (`X-Parley-Causation`). */
  readonly causation: string;
}

/** What says something to the customer. A channel may need several messages of the provider for it, its *parts*. */
interface Said extends Placed {
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | null;
  readonly files: readonly OutgoingFile[];
  /** The message answered, or null. */
  readonly inReplyTo: string | null;
  /** Earlier messages of the conversation that led to the one answered, oldest first, without it. Only mails have them. */
  readonly references: readonly string[];
  readonly agentName: string | null;
  /** Written by a rule or an AI: machines on the other side must not answer it. */
  readonly automatic: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** When the customer wrote last, ISO 8601; null when it is not known or the channel has no window. */
  readonly customerWroteAt: string | null;
  /** Ids of the parts that earlier tries have sent, in order. The next try continues after them. */
  readonly sentParts: readonly string[];
}

interface Written extends Said {
  readonly text: string;
  readonly html: string | null;
}

/** What concerns one message. */
interface OfMessage extends Placed {
  readonly message: string;
}

export interface ReplyAction extends Written {
  readonly kind: 'reply';
}
/** A message that the provider has approved beforehand, with the values of its placeholders. */
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
/** Another text for a message of ours. */
export interface EditAction extends OfMessage {
  readonly kind: 'edit';
  readonly text: string;
  readonly html: string | null;
}
/** `unsend` takes back a message of ours; `hide`, `unhide` and `delete` concern the customer's. */
export interface ModerationAction extends OfMessage {
  readonly kind: 'unsend' | 'hide' | 'unhide' | 'delete';
}
export interface ReactAction extends OfMessage {
  readonly kind: 'react';
  /** Null takes our reaction back. */
  readonly emoji: string | null;
}
/** This message and those before it have been read. */
export interface MarkReadAction extends OfMessage {
  readonly kind: 'markRead';
}
export interface TypingAction extends Placed {
  readonly kind: 'typing';
  readonly on: boolean;
}

export type ChannelAction = ReplyAction | TemplateAction | PrivateReplyAction | EditAction | ModerationAction | ReactAction | MarkReadAction | TypingAction;
export type ActionOf<Kind extends ActionKind> = ChannelAction & { readonly kind: Kind };
