import type { AmendedFrame, MessageFrame } from '../../../../client/index.ts';
import type { ChatMessage, Log, Outgoing, State } from './types.ts';

export const EMPTY: Log = { messages: [], older: undefined };

/** Changes the log of a room. */
export const withLog = (state: State, id: string, next: (log: Log) => Log): State => ({
  ...state,
  logs: { ...state.logs, [id]: next(state.logs[id] ?? EMPTY) },
});

const sorted = (messages: readonly ChatMessage[]): readonly ChatMessage[] => messages.toSorted((a, b) => a.number - b.number);

/** Puts messages of the API into the log, instead of what it has of the same numbers. */
export function withMessages(log: Log, messages: readonly ChatMessage[]): Log {
  const numbers = new Set(messages.map(({ number }) => number));
  return { ...log, messages: sorted([...log.messages.filter(({ number }) => !numbers.has(number)), ...messages]) };
}

/** Puts in a page of older messages; `older`: where the next one continues. */
export const withOlder = (log: Log, messages: readonly ChatMessage[], older: string | null): Log => ({ ...withMessages(log, messages), older });

/** Puts in the newest page. If it does not reach the log, which is the case after a long absence, it is the log: what is in between is read page by page. */
export function withNewest(log: Log, messages: readonly ChatMessage[], older: string | null): Log {
  const first = Math.min(...messages.map(({ number }) => number));
  const last = log.messages.at(-1)?.number ?? 0;
  if (log.older === undefined || first > last + 1) {
    const newer = log.messages.filter(({ number }) => number > Math.max(0, ...messages.map((one) => one.number)));
    return { messages: sorted([...messages, ...newer]), older };
  }
  return withMessages(log, messages);
}

/** A message that nobody has changed yet. */
const fresh = (given: Pick<ChatMessage, 'number' | 'body' | 'senderId' | 'createdAt'> & Partial<ChatMessage>): ChatMessage => ({
  editedAt: null,
  deleted: false,
  hidden: false,
  inReplyTo: null,
  threadOf: null,
  replyCount: 0,
  lastReplyAt: null,
  mentions: [],
  attachments: [],
  reactions: [],
  ...given,
});

export const ofFrame = ({ number, body, senderId, createdAt, inReplyTo, threadOf, attachments, preview }: MessageFrame): ChatMessage =>
  fresh({
    number,
    body,
    senderId,
    createdAt,
    inReplyTo: inReplyTo ?? null,
    threadOf: threadOf ?? null,
    attachments: attachments ?? [],
    ...(preview ? { preview } : {}),
  });

/** What was sent from here, once it has its number. Its files are known to the hub only. */
export function ofOutgoing({ frame, number, createdAt }: Outgoing, senderId: string): ChatMessage | undefined {
  if (frame.type !== 'send' || number === undefined) return undefined;
  const { body = '', inReplyTo, threadOf } = frame;
  return fresh({ number, body, senderId, createdAt, inReplyTo: inReplyTo ?? null, threadOf: threadOf ?? null });
}

/** Adds a message that has just come, unless the log has it. Its thread's first message counts it. */
export function withNew(log: Log, message: ChatMessage): Log {
  if (log.messages.some(({ number }) => number === message.number)) return log;
  const counted = log.messages.map((one) =>
    one.number === message.threadOf ? { ...one, replyCount: one.replyCount + 1, lastReplyAt: message.createdAt } : one,
  );
  return { ...log, messages: sorted([...counted, message]) };
}

/** What an amendment says of its message: without a preview it has none (any more). Its reactions are in the API only. */
export const withAmended = (log: Log, { number, body, hidden, deleted, editedAt, preview }: AmendedFrame): Log => ({
  ...log,
  messages: log.messages.map((one) => {
    if (one.number !== number) return one;
    const { preview: _former, ...rest } = one;
    const now = { body: body ?? null, hidden: hidden ?? false, deleted: deleted ?? false, editedAt: editedAt ?? null };
    return { ...rest, ...now, ...(preview ? { preview } : {}), ...(deleted ? GONE : {}) };
  }),
});

const GONE = { attachments: [], reactions: [] };
