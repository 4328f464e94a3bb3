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
  /** Adds a page, newest first or oldest first. `olderCursor`: of a page of older messages; left out for news at the end. */
  put(conversationId: string, messages: readonly Message[], olderCursor?: string | null): void;
  /** Applies what a frame says about a message that is loaded. */
  amend(frame: Pick<ServerAmendedFrame, 'conversationId' | 'number' | 'body' | 'hidden' | 'deleted' | 'editedAt' | 'delivery'> & Amendments): void;
  subscribe(conversationId: string, listener: () => void): () => void;
}
type Amendments = Partial<Pick<ServerAmendedFrame, 'reactions' | 'suggestion' | 'truncated'>>;

const keyOf = (id: string): string => `thread:${id}`;

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
  return {
    get: (id) => threads.get(id),
    put(id, messages, olderCursor) {
      const known = threads.get(id);
      const byNumber = new Map((known?.messages ?? []).map((message) => [message.number, message]));
      for (const message of messages) byNumber.set(message.number, message);
      keep(id, {
        messages: [...byNumber.values()].toSorted((a, b) => a.number - b.number),
        olderCursor: olderCursor === undefined ? known?.olderCursor : olderCursor,
      });
    },
    amend({ conversationId, number, body, hidden, deleted, editedAt, delivery, reactions, suggestion, truncated }) {
      const known = threads.get(conversationId);
      const at = known?.messages.findIndex((message) => message.number === number) ?? -1;
      const message = known?.messages[at];
      if (known === undefined || message === undefined) return;
      const changed: Message = {
        ...message,
        hidden,
        deleted,
        editedAt,
        // A frame that was cut has only the beginning of the text.
        ...(truncated === true || (body === null && !deleted) ? {} : { text: body }),
        ...(delivery === null ? {} : { delivery: { ...message.delivery, ...delivery } as Message['delivery'] }),
        ...(reactions === undefined ? {} : { reactions: reactions as Message['reactions'] }),
        ...(suggestion === undefined ? {} : { suggestion }),
      };
      keep(conversationId, { ...known, messages: known.messages.with(at, changed) });
    },
    subscribe: (id, listener) => notifier.subscribe(keyOf(id), listener),
  };
}
