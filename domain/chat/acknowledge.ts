import type { Context } from '../context.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import { decodePosition, encodePosition, type LogPosition, laterOf, markIn, markOf } from '../conversations/log/cursor.ts';
import { tailsOf } from '../conversations/log/head.ts';
import { notFound, Problem } from '../errors.ts';
import { answerKey, bindKey } from '../idempotency/parts.ts';
import { type Item, type Key, type Table, TableUnavailable, TransactionRefused, type Write } from '../table/port.ts';
import { chatOf } from './chat-of.ts';
import { markRead } from './mark-read.ts';
import { participantOf } from './participant.ts';
import { positionIn, positionKeyOf } from './reading.ts';

export interface Acknowledge {
  /** A group's id will do. */
  readonly conversationId: string;
  /** The newest message that was received. */
  readonly number?: number | undefined;
  /** The position in both logs, as frames and lists of what is owed have it. */
  readonly cursor?: string | undefined;
  /** Their person has also read them. */
  readonly read?: boolean | undefined;
}

export interface Acknowledged {
  readonly conversationId: string;
  readonly number: number;
  readonly cursor: string;
}

const ATTEMPTS = 20;

const wrong = (path: string, message: string): Problem => new Problem('unprocessable', 'There is nothing to acknowledge.', { errors: [{ path, message }] });

const askedFor = ({ number, cursor }: Acknowledge): LogPosition => {
  if (number === undefined && cursor === undefined) throw wrong('number', 'is missing: give a number or a cursor');
  const at = cursor === undefined ? { number: 0, amendment: 0 } : decodePosition(cursor);
  if (!at) throw wrong('cursor', 'is no cursor of a conversation');
  return laterOf(at, { number: number ?? 0, amendment: 0 });
};

/** A cursor that names a conversation is one of that conversation only. */
const requireOwn = (id: string, { cursor }: Acknowledge): void => {
  const mark = cursor === undefined ? undefined : markIn(cursor);
  if (mark !== undefined && mark !== markOf(id)) throw wrong('cursor', 'is one of another conversation');
};

/** The log may have moved on meanwhile; a position beyond the end is the end. */
const withinEnd = (asked: LogPosition, head: Item): LogPosition => {
  const { lastNumber, lastAmendment } = tailsOf(head);
  return { number: Math.min(asked.number, lastNumber), amendment: Math.min(asked.amendment, lastAmendment) };
};

/**
 * Moves the caller's position in a chat, a group or a direct: forward only, whatever the order in which acknowledgements of several devices arrive.
 * @throws Replayed; Problem not_found (also for a conversation of others), unprocessable; TableUnavailable
 */
export const acknowledge = async (deps: { readonly table: Table }, context: Context, input: Acknowledge): Promise<Acknowledged> => {
  const { tenantId } = context;
  const { id: userId } = participantOf(context.actor);
  await bindKey(deps.table, context);
  const asked = askedFor(input);
  const named = chatOf(tenantId, input.conversationId);
  if (!named) throw notFound('conversation');
  requireOwn(named.id, input);
  const positionKey = positionKeyOf(tenantId, named, userId);
  const at = await move(deps.table, { head: CHAT.headKey(tenantId, named.id), positionKey, isMember: named.kind !== 'chat' }, asked);
  if (input.read) await markRead(deps.table, positionKey, Math.min(asked.number, at.number));
  const body = { conversationId: named.id, number: at.number, cursor: encodePosition(at, named.id) };
  await answerKey(deps.table, context, { status: 200, body });
  return body;
};

interface MoveKeys {
  /** Chats, groups and directs use the same head key. */
  readonly head: Key;
  readonly positionKey: Key;
  readonly isMember: boolean;
}

const move = async (table: Table, { head: headKey, positionKey, isMember }: MoveKeys, asked: LogPosition): Promise<LogPosition> => {
  for (let left = ATTEMPTS; ; left -= 1) {
    const [head, stored] = await table.get([headKey, positionKey], { consistent: true });
    if (!head || (isMember && !stored)) throw notFound('conversation');
    const before = positionIn(stored);
    const after = laterOf(before, withinEnd(asked, head));
    // A first acknowledgement is stored even if there is nothing yet: from then on, the reader is owed what comes.
    if (stored && after.number === before.number && after.amendment === before.amendment) return before;
    const when = stored ? { equals: { n: before.number, a: before.amendment } } : { absent: true as const };
    const write: Exclude<Write, { op: 'check' }> = { op: 'update', key: positionKey, set: { n: after.number, a: after.amendment }, when };
    try {
      await table.write(write);
      return after;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (left <= 1) throw new TableUnavailable(error);
    }
  }
};
