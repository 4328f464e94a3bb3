import type { Clock, Context } from '../context.ts';
import { type Posted, post } from '../conversations/entries/post.ts';
import type { Conversation } from '../conversations/kinds/kind.ts';
import type { LogDeps } from '../conversations/log/append.ts';
import type { LogHead } from '../conversations/log/head.ts';
import { type Answer, onceReads, onceWrite, refuseRepeat } from '../idempotency/commit.ts';
import { MENTIONS } from '../limits.ts';
import type { Item } from '../table/port.ts';
import { filesOf, usesOf } from './attachments.ts';
import type { PublicChatMessage } from './log-messages.ts';
import { participantOf } from './participant.ts';

export type WritingDeps = LogDeps & { readonly clock: Clock };

/** What a message can have besides its text. */
export interface MessageExtras {
  /** Number of the message that it answers. */
  readonly inReplyTo?: number | undefined;
  /** Number of the message in whose thread it is. */
  readonly threadOf?: number | undefined;
  /** Ids of people in the conversation, besides those in the text as `@[id]`. */
  readonly mentions?: readonly string[] | undefined;
  /** Ids of files that they have uploaded, or that they may read in a chat. */
  readonly attachmentIds?: readonly string[] | undefined;
}

/** Ids of the people in a text, as `@[id]`: the first ones. */
export const mentionedIn = (body: string): string[] =>
  body.includes('@[') ? [...new Set(Array.from(body.matchAll(/@\[([\w.:-]{1,64})\]/g), ([, id]) => id ?? ''))].filter((_, index) => index < MENTIONS) : [];

/** A message of files alone may have no `body` in its request. */
const created = (message: PublicChatMessage): Answer => ({ status: 201, body: message, ...(message.body === '' ? {} : { fromRequest: ['body'] }) });

/** Appends the caller's message, once for one Idempotency-Key; its number is final. `answer`: what a repeat is told. @throws Replayed; Problem not_found, unprocessable, unavailable */
export const writeMessage = async <Head extends LogHead>(
  deps: WritingDeps,
  context: Context,
  conversation: Conversation<Head>,
  body: string,
  { inReplyTo, threadOf, mentions: named = [], attachmentIds = [] }: MessageExtras = {},
  answer: (message: PublicChatMessage) => Answer = created,
): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  const attachments = await filesOf(deps.table, context.tenantId, context.actor, attachmentIds);
  const made = ({ number, createdAt, mentions }: Posted): PublicChatMessage => ({
    number,
    body,
    senderId: by.id,
    createdAt,
    editedAt: null,
    deleted: false,
    hidden: false,
    inReplyTo: inReplyTo ?? null,
    threadOf: threadOf ?? null,
    replyCount: 0,
    lastReplyAt: null,
    mentions: [...mentions],
    attachments,
    reactions: [],
  });
  const once = {
    reads: onceReads(context),
    refuse: (item: Item | undefined) => refuseRepeat(context, item),
    write: (posted: Posted) => onceWrite(context, answer(made(posted))),
  };
  // In a chat, the caller has found out who of those in the text exists.
  const written = conversation.kind.mentionable ? mentionedIn(body).filter((_, index) => named.length + index < MENTIONS) : [];
  const files = { attachments, uses: (number: number) => usesOf(context.tenantId, conversation.id, attachments, number) };
  return post(deps, conversation, by, { text: body, replyTo: inReplyTo, threadOf, mentions: { named, written }, files }, once).then(made);
};
