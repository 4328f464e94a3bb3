import type { Cells } from './cells.ts';
import type { Connection } from './feed.ts';
import { endOf, inOrder, type Messages, stillWaiting, unread } from './log.ts';
import type { ChatState, Pending, Settings } from './types.ts';

/** What the views show. Only `chat.ts` and its parts write. */
export function createState({ cell, derived }: Cells) {
  const messages = cell<Messages>(new Map());
  const waiting = cell<readonly Pending[]>([]);
  const readTo = cell(0);
  const chat = cell<ChatState | null>(null);
  const unsent = derived([messages, waiting], () => stillWaiting(messages.value, waiting.value));
  return {
    settings: cell<Settings>({ mail: false, widget: {} }),
    isOpen: cell(false),
    messages,
    waiting,
    readTo,
    /** As the hub says; null before it has said anything. */
    chat,
    /** When the chat has ended; null while it goes on. */
    endedAt: derived([chat, messages, unsent], () => endOf(chat.value, messages.value, unsent.value)),
    /** The hub does not let this page chat any more. */
    isBlocked: cell(false),
    connection: cell<Connection>('idle'),
    /** The last call got no answer. */
    isCut: cell(false),
    /** The agent who is writing; undefined if nobody is. */
    typing: cell<string | null | undefined>(undefined),
    isAsked: cell(false),
    email: cell(''),
    hasSound: cell(false),
    /** Where older messages go on; null at the beginning. */
    older: cell<string | null>(null),
    list: derived([messages], () => inOrder(messages.value)),
    unsent,
    unread: derived([messages, readTo], () => unread(messages.value, readTo.value)),
  };
}
export type State = ReturnType<typeof createState>;
