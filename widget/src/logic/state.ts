import type { Cells } from './cells.ts';
import type { Connection } from './feed.ts';
import { inOrder, type Messages, stillWaiting, unread } from './log.ts';
import type { Pending, Settings } from './types.ts';

/** What the views show. Only `chat.ts` and its parts write. */
export function createState({ cell, derived }: Cells) {
  const messages = cell<Messages>(new Map());
  const waiting = cell<readonly Pending[]>([]);
  const readTo = cell(0);
  return {
    settings: cell<Settings>({ mail: false, widget: {} }),
    isOpen: cell(false),
    messages,
    waiting,
    readTo,
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
    unsent: derived([messages, waiting], () => stillWaiting(messages.value, waiting.value)),
    unread: derived([messages, readTo], () => unread(messages.value, readTo.value)),
  };
}
export type State = ReturnType<typeof createState>;
