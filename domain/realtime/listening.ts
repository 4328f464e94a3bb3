import { membershipsOf } from '../chat/members.ts';
import { CHAT } from '../conversations/kinds/chat.ts';
import { GROUP, memberKey } from '../conversations/kinds/group.ts';
import { inParallel } from '../in-parallel.ts';
import { LISTED_MEMBERSHIPS } from '../limits.ts';
import type { Item, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import { listen, stopListening } from './audiences/conversation.ts';
import { type LiveOne, livePersonKey } from './live-people.ts';

/** Rows written in parallel. */
export const ROWS_AT_ONCE = 20;

/** The large groups of a person. */
const largeGroupsOf = async (table: Table, tenantId: string, personId: string): Promise<string[]> => {
  const ids = await membershipsOf(table, tenantId, 'groups', personId, LISTED_MEMBERSHIPS);
  const heads = await table.get(
    ids.map((id) => GROUP.headKey(tenantId, id)),
    { consistent: true },
  );
  return ids.filter((_, index) => {
    const head = heads[index];
    return head !== undefined && GROUP.shape.parse(head).large;
  });
};

/** The conversations that a connection has asked for; they are with its person's live connections. */
const askedName = (connectionId: string): string => `s_${connectionId}`;
const askedIn = (item: Item | undefined, connectionId: string): string[] => (item?.[askedName(connectionId)] as string[] | undefined) ?? [];

/**
 * A new connection listens to the large groups of its person. It is findable by its person already, so that somebody who is added meanwhile is found.
 * Somebody who is removed meanwhile is no member any more after the row is written, so the row goes.
 * @throws TableUnavailable
 */
export const beginListening = async (table: Table, connection: LiveOne, now: number): Promise<void> => {
  const { tenantId, personId } = connection;
  await inParallel(await largeGroupsOf(table, tenantId, personId), ROWS_AT_ONCE, async (conversationId) => {
    const listening = { ...connectionOnly(connection), conversationId };
    await listen(table, listening, now);
    const [member] = await table.get([memberKey(tenantId, conversationId, personId)], { consistent: true });
    if (!member) await stopListening(table, listening);
  });
};

const connectionOnly = ({ tenantId, personId, connectionId, role }: LiveOne): LiveOne => ({ tenantId, personId, connectionId, role });

/** @throws TableUnavailable */
export const endListening = async (table: Table, { tenantId, personId, connectionId }: LiveOne): Promise<void> => {
  const key = livePersonKey(tenantId, personId);
  const [groups, [item]] = await Promise.all([largeGroupsOf(table, tenantId, personId), table.get([key], { consistent: true })]);
  const asked = askedIn(item, connectionId);
  await inParallel([...groups, ...asked], ROWS_AT_ONCE, (conversationId) => stopListening(table, { tenantId, conversationId, connectionId }));
  if (asked.length > 0) await written(table.write({ op: 'update', key, remove: [askedName(connectionId)], when: { exists: true } }));
};

/**
 * From now on the connection listens to these chats, and to no other. Groups and directs need no asking, and ids of no chat have no effect. Does nothing if the connection
 * has ended. @throws TableUnavailable
 */
export const listenToChats = async (table: Table, connection: LiveOne, ids: readonly string[], now: number): Promise<void> => {
  const { tenantId, personId, connectionId } = connection;
  const named = [...new Set(ids)].filter((id) => CHAT.owns(id));
  const key = livePersonKey(tenantId, personId);
  const [item, ...heads] = await table.get([key, ...named.map((id) => CHAT.headKey(tenantId, id))], { consistent: true });
  const asked = named.filter((_, index) => heads[index] !== undefined);
  const before = askedIn(item, connectionId);
  const change = asked.length === 0 ? { remove: [askedName(connectionId)] } : { set: { [askedName(connectionId)]: asked } };
  if (!(await written(table.write({ op: 'update', key, ...change, when: { exists: true } })))) return;
  const stopped = before.filter((id) => !asked.includes(id));
  await inParallel(asked, ROWS_AT_ONCE, (conversationId) => listen(table, { ...connectionOnly(connection), conversationId }, now));
  await inParallel(stopped, ROWS_AT_ONCE, (conversationId) => stopListening(table, { tenantId, conversationId, connectionId }));
};
