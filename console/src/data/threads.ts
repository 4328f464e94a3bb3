import type { Message, ServerAmendedFrame } from '../../../client/api.ts';
import type { Notifier } from './notifier.ts';

/** What is loaded of one thread. */
export interface Thread {
  /** By number, without doubles. */
  readonly messages: readonly Message[];
  /** Continues with older messages; null: the thread begins with the first of `messages`. Undefined: nothing was read yet. */
  readonly olderCursor: string | null | undefined;
}

export interface Threads {
  get(conversationId: string): Thread | undefined;
  /** What a request answers may be older than a frame that came meanwhile: take `turn()` before the request, and put its answer with it. */
  turn(): number;
  /** Adds a page, newest first or oldest first. `olderCursor`: of a page of older messages; left out for news at the end. */
  put(conversationId: string, messages: readonly Message[], turn: number, olderCursor?: string | null): void;
  /** Adds a message as it was when it was made. One that is loaded already is the same or newer. */
  add(message: Message): void;
  /** Applies what a frame says about a message, also if the message is still being read. */
  amend(frame: Amendment): void;
  subscribe(conversationId: string, listener: () => void): () => void;
}
type Amendment = Pick<ServerAmendedFrame, 'conversationId' | 'number' | 'body' | 'hidden' | 'deleted' | 'editedAt' | 'delivery'> &
  Partial<Pick<ServerAmendedFrame, 'reactions' | 'suggestion' | 'truncated'>>;

/** The number of amendments that are remembered for requests that are on their way. */
const REMEMBERED = 500;

const keyOf = (id: string): string => `thread:${id}`;

const amended = (message: Message, { body, hidden, deleted, editedAt, delivery, reactions, suggestion, truncated }: Amendment): Message => ({
  ...message,
  hidden,
  deleted,
  editedAt,
  // A frame that was cut has only the beginning of the text.
  ...(truncated === true || (body === null && !deleted) ? {} : { text: body }),
  ...(delivery === null ? {} : { delivery: { ...message.delivery, ...delivery } as Message['delivery'] }),
  ...(reactions === undefined ? {} : { reactions: reactions as Message['reactions'] }),
  ...(suggestion === undefined ? {} : { suggestion }),
});

/** Messages by conversation. A thread that is not open any more may be dropped and read again. */
export function createThreads(notifier: Notifier, most = 50): Threads {
  // In the order of last use: a long shift must not fill the memory.
  const threads = new Map<string, Thread>();
  const keep = (id: string, thread: Thread): void => {
    threads.delete(id);
    threads.set(id, thread);
    for (const oldest of threads.keys()) {
      if (threads.size <= most) break;
      threads.delete(oldest);
    }
    notifier.changed(keyOf(id));
  };
  /** The last amendments with the turn of each. */
  const recent: { readonly turn: number; readonly frame: Amendment }[] = [];
  let turn = 0;
  const put: Threads['put'] = (id, messages, before, olderCursor) => {
    const known = threads.get(id);
    const byNumber = new Map((known?.messages ?? []).map((message) => [message.number, message]));
    for (const message of messages) byNumber.set(message.number, message);
    const numbers = new Set(messages.map(({ number }) => number));
    for (const { turn: at, frame } of recent) {
      const message = frame.number === null ? undefined : byNumber.get(frame.number);
      if (at > before && frame.conversationId === id && message !== undefined && numbers.has(message.number))
        byNumber.set(message.number, amended(message, frame));
    }
    keep(id, {
      messages: [...byNumber.values()].toSorted((a, b) => a.number - b.number),
      olderCursor: olderCursor === undefined ? known?.olderCursor : olderCursor,
    });
  };
  return {
    get: (id) => threads.get(id),
    turn: () => turn,
    put,
    add(message) {
      const { conversationId, number } = message;
      if (threads.get(conversationId)?.messages.some((one) => one.number === number) !== true) put(conversationId, [message], 0);
    },
    amend(frame) {
      recent.push({ turn: (turn += 1), frame });
      if (recent.length > REMEMBERED) recent.shift();
      const { conversationId, number } = frame;
      const known = threads.get(conversationId);
      const at = known?.messages.findIndex((message) => message.number === number) ?? -1;
      const message = known?.messages[at];
      if (known === undefined || message === undefined) return;
      keep(conversationId, { ...known, messages: known.messages.with(at, amended(message, frame)) });
    },
    subscribe: (id, listener) => notifier.subscribe(keyOf(id), listener),
  };
}
