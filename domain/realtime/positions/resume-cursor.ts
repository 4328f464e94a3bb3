import type { OwedPosition } from '../../chat/owed.ts';
import { decodePosition, type LogPosition, markIn } from '../../conversations/log/cursor.ts';
import { decodeFeedCursor, encodeFeedCursor, type FeedPosition } from './position.ts';

/** How far a replay has come in chats, groups and directs. */
export interface OwedReached {
  /** By the mark of the conversation: what was replayed beyond the acknowledged position. The newest last. */
  readonly ahead: ReadonlyMap<string, LogPosition>;
  /** Where the next replay continues; null: all was replayed. */
  readonly from: OwedPosition | null;
}

/** Where a replay begins. */
export interface ResumeStart extends OwedReached {
  /** Undefined: from the last ack. */
  readonly feed: FeedPosition | undefined;
}

/** Conversations in one cursor. The rest starts from its ack: it is better to send twice than to miss something. */
const AHEAD = 90;
const NOTHING: OwedReached = { ahead: new Map(), from: null };

const write = ({ ahead, from }: OwedReached): string => {
  const point = ({ number, amendment }: LogPosition): string => `${number.toString(36)},${amendment.toString(36)}`;
  const first = from === null ? '' : `${from.conversationId},${point(from.position)}`;
  return [first, ...[...ahead].slice(-AHEAD).map(([mark, at]) => `${mark},${point(at)}`)].join(';');
};

const pointOf = (number = '', amendment = ''): LogPosition => ({ number: Number.parseInt(number, 36), amendment: Number.parseInt(amendment, 36) });

const read = (text: string): OwedReached | null => {
  const [first = '', ...others] = text.split(';');
  const start = /^([\w.-]{1,200}),([0-9a-z]{1,7}),([0-9a-z]{1,7})$/.exec(first);
  const marks = others.map((one) => /^([\w-]{11}),([0-9a-z]{1,7}),([0-9a-z]{1,7})$/.exec(one));
  if ((first !== '' && !start) || marks.includes(null)) return null;
  const ahead = new Map(marks.map((parts) => [parts?.[1] ?? '', pointOf(parts?.[2], parts?.[3])]));
  return { ahead, from: start ? { conversationId: start[1] ?? '', position: pointOf(start[2], start[3]) } : null };
};

/** The feed's cursor, followed by that of the conversations if there is something to say. */
export const encodeResumeCursor = (tenantId: string, feed: FeedPosition, owed: OwedReached): string => {
  const cursor = encodeFeedCursor(tenantId, feed);
  return owed.from === null && owed.ahead.size === 0 ? cursor : `${cursor}~${Buffer.from(write(owed)).toString('base64url')}`;
};

/** Null for a text that is no cursor of this tenant. A cursor of a message in a chat is one too: everything else then starts from its ack. */
export const decodeResumeCursor = (tenantId: string, cursor: string): ResumeStart | null => {
  const position = decodePosition(cursor);
  const mark = markIn(cursor);
  if (position) return { feed: undefined, ahead: new Map(mark === undefined ? [] : [[mark, position]]), from: null };
  const [first = '', second, ...more] = cursor.split('~');
  const feed = decodeFeedCursor(tenantId, first);
  const owed = second === undefined ? NOTHING : read(Buffer.from(second, 'base64url').toString('latin1'));
  return feed && owed && more.length === 0 ? { feed, ...owed } : null;
};
