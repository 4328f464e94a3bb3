import type { Choices } from '../vocabulary/choices.ts';
import type { Surface } from '../vocabulary/message-words.ts';
import type { Template } from '../vocabulary/template.ts';

/** The actions that Parley can ask of a provider. A channel's capabilities name those that it supports, by surface. */
export const ACTIONS = ['reply', 'template', 'edit', 'unsend', 'react', 'hide', 'unhide', 'delete', 'privateReply', 'markRead', 'typing'] as const;
export type ActionKind = (typeof ACTIONS)[number];

/** A file of an action. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  /** Bytes in the object store; null when the file is no longer there. */
  readonly size: number | null;
  /** A link that is valid for five minutes, for receivers that fetch files themselves. */
  readonly url: string;
  /** The bytes, streamed from the object store; each call starts at the beginning. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/**
 * The parts of a message by position, in order: the provider's id of a part that was sent (`''` when the provider gave none), null of one that is to be sent.
 * Parts after the last id are to be sent.
 */
export type SentParts = readonly (string | null)[];

/** Where a channel notes the parts of a message while it sends them. A note outlives the process. */
export interface PartNotes {
  /** To be called right before the call that sends a part: if the process ends after it, the outcome of that part is unknown. @throws when another process sends the message */
  begin(): Promise<void>;
  /** These are sent, and no other part is on its way: if the process ends after it, another one goes on with the next part. */
  sent(parts: SentParts): Promise<void>;
}

/** Where an action happens and by which id it is known. Ids of conversations and messages are the provider's own unless they say otherwise. */
interface ActionTarget {
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
interface Said extends ActionTarget {
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | null;
  readonly files: readonly OutgoingFile[];
  /** The message that it answers, or null. */
  readonly inReplyTo: string | null;
  /** Earlier messages of the conversation that led to the one answered, oldest first, without it. Only mails have them. */
  readonly references: readonly string[];
  readonly agentName: string | null;
  /** Written by a rule or an AI: machines on the other side must not answer it. */
  readonly automatic: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601 time of the customer's newest message; null if unknown or if the channel has no window. */
  readonly customerWroteAt: string | null;
  /** The parts that earlier tries have sent. The next try sends the others. */
  readonly sentParts: SentParts;
  readonly notes: PartNotes;
}

interface Written extends Said {
  readonly text: string;
  readonly html: string | null;
}

/** An action on one message. */
interface OfMessage extends ActionTarget {
  readonly message: string;
}

export interface ReplyAction extends Written {
  readonly kind: 'reply';
  /** Answers that the customer can pick; only where the channel's replies have `choices`. */
  readonly choices?: Choices | undefined;
}
export interface TemplateAction extends Said {
  readonly kind: 'template';
  readonly template: Template;
}
/** An answer to a public message that only its author sees. */
export interface PrivateReplyAction extends Written {
  readonly kind: 'privateReply';
  /** The public message. */
  readonly message: string;
}
/** What concerns a message of ours. Done twice, it has the same effect as once. */
interface OfOurs extends ActionTarget {
  /** Null where the provider gave no id, or its answer was lost. */
  readonly message: string | null;
  /** All ids of a message that was sent in parts, in order. Left out where it has one part. */
  readonly parts?: readonly string[];
  /** The message that ours answers, or null. */
  readonly inReplyTo: string | null;
}
/** Another text for a message of ours. */
export interface EditAction extends OfOurs {
  readonly kind: 'edit';
  readonly text: string;
  readonly html: string | null;
}
/** Takes a message of ours back. One that is not there (any more) is taken back. */
export interface UnsendAction extends OfOurs {
  readonly kind: 'unsend';
}
/** Concerns the customer's message. */
export interface ModerationAction extends OfMessage {
  readonly kind: 'hide' | 'unhide' | 'delete';
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
export interface TypingAction extends ActionTarget {
  readonly kind: 'typing';
  readonly on: boolean;
  /** The customer's newest message; left out or null where it is not known. */
  readonly message?: string | null;
}

export type ChannelAction =
  | ReplyAction
  | TemplateAction
  | PrivateReplyAction
  | EditAction
  | UnsendAction
  | ModerationAction
  | ReactAction
  | MarkReadAction
  | TypingAction;
export type ActionOf<Kind extends ActionKind> = ChannelAction & { readonly kind: Kind };
