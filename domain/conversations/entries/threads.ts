import { Problem } from '../../errors.ts';
import type { Item, Key } from '../../table/port.ts';
import { type Draft, padded } from '../log/draft.ts';
import type { LogHead } from '../log/head.ts';
import { type ChatMessage, chatMessageAttributes, chatMessageOf } from './chat-message.ts';

/** A message of a thread in the thread's list, which is in the order of the messages' numbers. */
export const threadKey = (pk: string, root: number, number: number): Key => ({ pk, sk: `TH#${padded(root)}#${padded(number)}` });

/** The first message of a thread, as it is stored. */
export interface Root {
  readonly item: Item;
  readonly message: ChatMessage;
}

/** @throws Problem unprocessable (it does not exist, or is in a thread itself), conflict (deleted) */
export const rootIn = (item: Item | undefined): Root => {
  const message = item && chatMessageOf(item);
  if (!item || !message || message.threadOf !== null)
    throw new Problem('unprocessable', 'There is no such thread.', { errors: [{ path: 'threadOf', message: 'is not a message that can have a thread' }] });
  if (message.deleted) throw new Problem('conflict', 'The first message of the thread is deleted.', { extra: { current: 'deleted' } });
  return { item, message };
};

/** Lists a message of the draft in its thread, and counts it in the thread's first message, in the same transaction. */
export const joinThread = <Head extends LogHead>(draft: Draft<Head>, { item, message }: Root, number: number, at: string): void => {
  const counted = { ...message, replyCount: message.replyCount + 1, lastReplyAt: at, revision: draft.revision };
  draft.rewrite(item, chatMessageAttributes(counted));
  draft.put({ ...threadKey(draft.pk, message.number, number), n: number }, { absent: true });
};
