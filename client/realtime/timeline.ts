import type { AmendedFrame, MessageFrame } from './order.ts';
import type { Outgoing } from './outbox.ts';

/** One line of a conversation: a message with its number, or one's own that has none yet. */
export interface Line {
  readonly number?: number;
  /** The id of what was sent from here. */
  readonly id?: string;
  readonly state: Outgoing['state'] | 'received';
  readonly body: string | null;
  readonly senderId?: string;
  readonly createdAt: string;
  readonly editedAt?: string | null;
  readonly hidden?: boolean;
  readonly deleted?: boolean;
}

/** A list of one conversation: numbered lines in order, then what waits, as it was written. Each function returns a new list. */
export type Lines = readonly Line[];

const sorted = (lines: Lines): Lines => lines.toSorted((a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER));

/** Adds a message of the feed, or of a page of the API. One's own may be there already, from its echo. */
export function withMessage(lines: Lines, { number, body, senderId, createdAt }: Pick<MessageFrame, 'number' | 'body' | 'senderId' | 'createdAt'>): Lines {
  if (lines.some((line) => line.number === number)) return lines;
  return sorted([...lines, { number, body, senderId, createdAt, state: 'received' }]);
}

/** Applies the state that an `amended` event has. */
export const withAmendment = (lines: Lines, { number, body, editedAt, hidden, deleted }: AmendedFrame): Lines =>
  lines.map((line) => {
    if (line.number !== number) return line;
    return {
      ...line,
      ...(body === undefined ? {} : { body }),
      ...Object.fromEntries(Object.entries({ editedAt, hidden, deleted }).filter(([, value]) => value !== undefined)),
    };
  });

/** Applies an `outgoing` event. An accepted message takes its place by number. */
export function withOutgoing(lines: Lines, { id, frame, state, number, createdAt }: Outgoing): Lines {
  if (frame.type !== 'send') return lines;
  const known = lines.find((line) => line.id === id);
  // The message itself came before its number was known here.
  const others = lines.filter((line) => line !== known && (number === undefined || line.number !== number));
  return sorted([...others, { ...(known ?? { createdAt }), id, body: frame.body ?? '', state, ...(number === undefined ? {} : { number }) }]);
}
