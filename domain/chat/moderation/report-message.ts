import type { Clock, Context } from '../../context.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import type { Conversation } from '../../conversations/kinds/kind.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { LogHead } from '../../conversations/log/head.ts';
import { notFound, Problem } from '../../errors.ts';
import { answerKey, bindKey } from '../../idempotency/parts.ts';
import { type Table, TransactionRefused } from '../../table/port.ts';
import { type ChatRef, conversationOfChat, readChat } from '../chats.ts';
import { participantOf } from '../participant.ts';
import { type RoomHead, readRoom } from '../rooms.ts';
import { type Report, reportId, reportItem, reportKey, reportOf } from './report.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

/** What the person who reports is told: not what became of it. */
export type OwnReport = Pick<Report, 'id' | 'conversationId' | 'number' | 'reason' | 'createdAt'>;

const report = async <Head extends LogHead>(
  { table, clock }: Deps,
  context: Context,
  { kind, tenantId, id: conversationId }: Conversation<Head>,
  number: number,
  reason: string,
): Promise<OwnReport> => {
  const { id: reportedBy } = participantOf(context.actor);
  const [item] = await table.get([messageKey(kind.pk(tenantId, conversationId), number)], { consistent: true });
  if (!item) throw notFound('message');
  const message = chatMessageOf(item);
  if (message.author.id === reportedBy) throw new Problem('unprocessable', 'You cannot report your own message.');
  if (message.deleted) throw new Problem('conflict', 'The message is deleted.', { extra: { current: 'deleted' } });
  await bindKey(table, context);
  const made: Report = {
    id: reportId(conversationId, number, reportedBy),
    state: 'open',
    conversationId,
    number,
    reason,
    reportedBy,
    createdAt: new Date(clock()).toISOString(),
    action: null,
    settledBy: null,
    settledAt: null,
  };
  const { id, createdAt, ...kept } = await storedOnce(table, tenantId, made);
  const body = { id, conversationId, number, reason: kept.reason, createdAt };
  await answerKey(table, context, { status: 201, body });
  return body;
};

/** The first report of a person about a message stays. */
const storedOnce = async (table: Table, tenantId: string, made: Report): Promise<Report> => {
  try {
    await table.write({ op: 'put', item: reportItem(tenantId, made), when: { absent: true } });
    return made;
  } catch (error) {
    const [before] = error instanceof TransactionRefused ? await table.get([reportKey(tenantId, made.id)], { consistent: true }) : [];
    if (!before) throw error;
    return reportOf(before);
  }
};

/**
 * Reports a message of a group or a direct to the admins of the tenant, who read and settle it then. One for each person and message: a repeat gets the first one.
 * @throws Replayed; Problem not_found (also for somebody who is no member), conflict (deleted), unprocessable (one's own); TableUnavailable
 */
export const reportInRoom = async <Head extends RoomHead>(
  deps: Deps,
  context: Context,
  room: Conversation<Head>,
  number: number,
  reason: string,
): Promise<OwnReport> => {
  await readRoom(deps.table, room, participantOf(context.actor).id, room.kind.name);
  return report(deps, context, room, number, reason);
};

/** The same in a chat of an application. @throws as `reportInRoom` */
export const reportInChat = async (deps: Deps, context: Context, ref: ChatRef, number: number, reason: string): Promise<OwnReport> => {
  await readChat(deps, context.tenantId, ref);
  return report(deps, context, conversationOfChat(context.tenantId, ref), number, reason);
};
