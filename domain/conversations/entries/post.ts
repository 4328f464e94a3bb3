import { notFound, Problem } from '../../errors.ts';
import type { Item, Key, Write } from '../../table/port.ts';
import { hashedId } from '../kinds/keys.ts';
import type { Conversation, Participant } from '../kinds/kind.ts';
import { append, type LogDeps } from '../log/append.ts';
import { messageKey } from '../log/draft.ts';
import { headStore, type LogHead } from '../log/head.ts';
import { type ChatFile, chatMessageAttributes, newChatMessage, type SupportSender } from './chat-message.ts';
import { joinThread, rootIn } from './threads.ts';

export interface EntryDeps extends LogDeps {
  readonly clock: () => number;
}

export interface PostedEntry {
  readonly text: string;
  /** Number of the message answered. */
  readonly replyTo?: number | undefined;
  /** Number of the message in whose thread it is. */
  readonly threadOf?: number | undefined;
  /** People whom it mentions: those whom its author names must be in the conversation; of those in the text, others are left out. */
  readonly mentions?: { readonly named: readonly string[]; readonly written: readonly string[] } | undefined;
  /** Its files, and what is written beside them for a message of this number. */
  readonly files?: { readonly attachments: readonly ChatFile[]; uses(number: number): readonly Write[] } | undefined;
  /** Of a reply from a ticket: who is shown as its author. */
  readonly support?: SupportSender | undefined;
  /** The client's own id of the message. The same id always stands for the same message. */
  readonly clientId?: string | undefined;
}

/** What else is written with a message so that a request takes effect once: the item of its key. */
export interface OnceWithEntry {
  /** The key's item, read with the head; none without a key. */
  readonly reads: readonly Key[];
  /** @throws if the item shows that the request had its effect before */
  refuse(item: Item | undefined): void;
  write(posted: Posted): Write | undefined;
}
const NO_KEY: OnceWithEntry = { reads: [], refuse: () => undefined, write: () => undefined };

export interface Posted {
  readonly number: number;
  readonly createdAt: string;
  readonly mentions: readonly string[];
  /** True if the client has sent it before. */
  readonly repeated: boolean;
}

/** Scoped to its author, so that nobody can use up another person's id. */
const onceKey = (pk: string, { type, id }: Participant, clientId: string): Key => ({
  pk,
  sk: `I#${hashedId(type, id, clientId)}`,
});

/**
 * Appends a message: one transaction of three items (head, message, client id or the request's key), 6 write units if each is below 1 KB. Without either
 * key, 4: the log itself recognises its own attempt after a lost answer.
 * @throws Problem not_found for a conversation that is not open or does not admit the author, unprocessable for an unknown inReplyTo, threadOf or mention, conflict for a deleted thread, rate_limited in slow mode, unavailable
 * @throws what `request.refuse` throws
 */
export const post = <Head extends LogHead>(
  deps: EntryDeps,
  { kind, tenantId, id }: Conversation<Head>,
  by: Participant,
  entry: PostedEntry,
  request: OnceWithEntry = NO_KEY,
): Promise<Posted> => {
  const key = entry.clientId === undefined ? undefined : onceKey(kind.pk(tenantId, id), by, entry.clientId);
  const repeats = [...(key ? [key] : []), ...request.reads];
  const admission = kind.reads(tenantId, id, by);
  const mentioned = [...new Set([...(entry.mentions?.named ?? []), ...(entry.mentions?.written ?? [])])];
  const thread = entry.threadOf === undefined ? [] : [messageKey(kind.pk(tenantId, id), entry.threadOf)];
  return append(deps, {
    head: headStore(kind.headKey(tenantId, id), kind.shape),
    reads: [...repeats, ...admission, ...(kind.mentionable?.reads(tenantId, id, mentioned) ?? []), ...thread],
    shares: true,
    decide(draft, read): Posted {
      const found = read.slice(repeats.length, repeats.length + admission.length);
      const before = key && read[0];
      if (draft.head.revision === 0 || !kind.admits(by, draft.head, found)) throw notFound('conversation');
      if (request.reads.length > 0) request.refuse(read[repeats.length - 1]);
      if (before) return { number: before['n'] as number, createdAt: before['at'] as string, mentions: [], repeated: true };
      const now = deps.clock();
      const pace = kind.pace?.(by, { tenantId, id, head: draft.head }, found, now) ?? null;
      if (pace && 'waitMs' in pace) {
        const retryAfter = Math.ceil(pace.waitMs / 1000);
        throw new Problem('rate_limited', `Slow mode: you can write again in ${retryAfter} s.`, { retryAfter });
      }
      if (entry.replyTo !== undefined && !(entry.replyTo >= 1 && entry.replyTo <= draft.head.lastNumber))
        throw new Problem('unprocessable', 'The message in inReplyTo does not exist.', {
          errors: [{ path: 'inReplyTo', message: 'is not a message of this conversation' }],
        });
      const root = thread.length > 0 ? rootIn(read.at(-1)) : undefined;
      const members = read.slice(repeats.length + admission.length);
      const mentions = mentioned.filter((userId, index) => kind.mentionable?.admits(userId, draft.head, members[index]) ?? true);
      const stranger = entry.mentions?.named.findIndex((userId) => !mentions.includes(userId)) ?? -1;
      if (stranger >= 0)
        throw new Problem('unprocessable', 'Somebody who is mentioned is not in this conversation.', {
          errors: [{ path: `mentions.${stranger}`, message: 'is not in this conversation' }],
        });
      const createdAt = new Date(now).toISOString();
      const number = draft.head.lastNumber + 1;
      const author = { type: by.type, id: by.id };
      draft.append(
        chatMessageAttributes(
          newChatMessage(
            {
              author,
              text: entry.text,
              createdAt,
              replyTo: entry.replyTo ?? null,
              threadOf: entry.threadOf ?? null,
              mentions,
              attachments: entry.files?.attachments ?? [],
              support: entry.support ?? null,
            },
            { number, revision: draft.revision },
          ),
        ),
      );
      if (root) joinThread(draft, root, number, createdAt);
      for (const write of entry.files?.uses(number) ?? []) draft.write(write);
      if (pace) draft.write(pace.write);
      if (kind.spoken) draft.setHead(kind.spoken(createdAt));
      if (key) draft.put({ ...key, n: number, at: createdAt }, { absent: true });
      const posted = { number, createdAt, mentions, repeated: false };
      const once = request.write(posted);
      if (once) draft.write(once);
      return posted;
    },
  });
};
