import type { Clock, Context } from '../context.ts';
import { type Posted, post } from '../conversations/entries/post.ts';
import type { Conversation } from '../conversations/kinds/kind.ts';
import type { LogDeps } from '../conversations/log/append.ts';
import type { LogHead } from '../conversations/log/head.ts';
import { type Answer, onceReads, onceWrite, refuseRepeat } from '../idempotency/commit.ts';
import type { Item } from '../table/port.ts';
import type { PublicChatMessage } from './log-messages.ts';
import { participantOf } from './participant.ts';

export type WritingDeps = LogDeps & { readonly clock: Clock };

const created = (message: PublicChatMessage): Answer => ({ status: 201, body: message, fromRequest: ['body'] });

/** Appends the caller's message, once for one Idempotency-Key; its number is final. `answer`: what a repeat is told. @throws Replayed; Problem not_found, unprocessable, unavailable */
export const writeMessage = <Head extends LogHead>(
  deps: WritingDeps,
  context: Context,
  conversation: Conversation<Head>,
  body: string,
  answer: (message: PublicChatMessage) => Answer = created,
): Promise<PublicChatMessage> => {
  const by = participantOf(context.actor);
  const made = ({ number, createdAt }: Posted): PublicChatMessage => ({ number, body, senderId: by.id, createdAt, editedAt: null, deleted: false });
  const once = {
    reads: onceReads(context),
    refuse: (item: Item | undefined) => refuseRepeat(context, item),
    write: (posted: Posted) => onceWrite(context, answer(made(posted))),
  };
  return post(deps, conversation, by, { text: body }, once).then(made);
};
