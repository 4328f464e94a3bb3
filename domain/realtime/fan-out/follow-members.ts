import type { Named } from '../../conversations/conversation-of.ts';
import { GROUP } from '../../conversations/kinds/group.ts';
import type { LogEntry } from '../../conversations/log/cursor.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Item, Table } from '../../table/port.ts';
import { listen, stopListening } from '../audiences/conversation.ts';
import { ROWS_AT_ONCE } from '../listening.ts';
import { livePeople } from '../live-people.ts';
import { readMembers, usersIn } from './members-of.ts';

/** People whose live connections are read at once. */
const PEOPLE = 100;

/**
 * Lets the connections of a large group's members listen to it. When a group becomes large, those of all members; then those of who joins, and no longer those of who leaves. Connections
 * that open later see to themselves. Returns whether all members' connections listen now. @throws TableUnavailable
 */
export const followMembers = async (
  table: Table,
  { kind, tenantId, id }: Named,
  head: Item,
  entries: readonly LogEntry[],
  listening: boolean,
  now: number,
): Promise<boolean> => {
  if (kind !== 'group' || !GROUP.shape.parse(head).large) return listening;
  const ofAll = async (people: readonly string[], change: typeof listen | typeof stopListening): Promise<void> => {
    for (let at = 0; at < people.length; at += PEOPLE) {
      const live = await livePeople(table, tenantId, people.slice(at, at + PEOPLE), now);
      await inParallel([...live.values()].flat(), ROWS_AT_ONCE, (one) => change(table, { ...one, conversationId: id }, now));
    }
  };
  if (!listening) {
    await ofAll(await readMembers(table, tenantId, id), listen);
    return true;
  }
  for (const { type, item } of entries) {
    if (type !== 'amendment') continue;
    if (item['type'] === 'join') await ofAll(usersIn(item), listen);
    if (item['type'] === 'leave') await ofAll(usersIn(item), stopListening);
  }
  return true;
};
