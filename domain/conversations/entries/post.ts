import { notFound, Problem } from '../../errors.ts';
import type { Key } from '../../table/port.ts';
import { hashedId } from '../kinds/keys.ts';
import type { Conversation, Participant } from '../kinds/kind.ts';
import { append, type LogDeps } from '../log/append.ts';
import { headStore, type LogHead } from '../log/head.ts';
import { chatMessageAttributes, newChatMessage } from './chat-message.ts';

export interface EntryDeps extends LogDeps {
  readonly clock: () => number;
}

export interface PostedEntry {
  readonly text: string;
  /** Number of the message answered. */
  readonly replyTo?: number | undefined;
  /** The client's own id of the message. The same id always stands for the same message. */
  readonly clientId: string;
}

export interface Posted {
  readonly number: number;
  readonly createdAt: string;
  /** True if the client has sent it before. */
  readonly repeated: boolean;
}

/** Scoped to its author, so that nobody can use up another person's id. */
const onceKey = (pk: string, { type, id }: Participant, clientId: string): Key => ({
  pk,
  sk: `I#${hashedId(type, id, clientId)}`,
});

/**
 * Appends a message: one transaction of three items (head, message, client id), 6 write units if each is below 1 KB.
 * @throws Problem not_found for a conversation that is not open or does not admit the author, unprocessable for an unknown inReplyTo, unavailable
 */
export const post = <Head extends LogHead>(
  deps: EntryDeps,
  { kind, tenantId, id }: Conversation<Head>,
  by: Participant,
  entry: PostedEntry,
): Promise<Posted> => {
  const key = onceKey(kind.pk(tenantId, id), by, entry.clientId);
  return append(deps, {
    head: headStore(kind.headKey(tenantId, id), kind.shape),
    reads: [key, ...kind.reads(tenantId, id, by)],
    decide(draft, [before, ...found]): Posted {
      if (draft.head.revision === 0 || !kind.admits(by, draft.head, found)) throw notFound('conversation');
      if (before) return { number: before['n'] as number, createdAt: before['at'] as string, repeated: true };
      if (entry.replyTo !== undefined && !(entry.replyTo >= 1 && entry.replyTo <= draft.head.lastNumber))
        throw new Problem('unprocessable', 'The message in inReplyTo does not exist.', {
          errors: [{ path: 'replyTo', message: 'is not a message of this conversation' }],
        });
      const createdAt = new Date(deps.clock()).toISOString();
      const number = draft.head.lastNumber + 1;
      const author = { type: by.type, id: by.id };
      draft.append(
        chatMessageAttributes(newChatMessage({ author, text: entry.text, createdAt, replyTo: entry.replyTo ?? null }, { number, revision: draft.revision })),
      );
      draft.put({ ...key, n: number, at: createdAt }, { absent: true });
      return { number, createdAt, repeated: false };
    },
  });
};
