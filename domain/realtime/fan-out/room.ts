import type { Named } from '../../conversations/conversation-of.ts';
import { DIRECT } from '../../conversations/kinds/direct.ts';
import { GROUP } from '../../conversations/kinds/group.ts';
import { tailsOf } from '../../conversations/log/head.ts';
import type { Item, Table } from '../../table/port.ts';
import { conversationAudience } from '../audiences/conversation.ts';
import { type LiveOne, livePeople } from '../live-people.ts';
import { membersOf } from './members-of.ts';

/**
 * Who is told of a conversation: `quiet` nobody (one of the two has blocked the other), `members` the devices of these people, `listeners` the connections
 * that listen to it (a large group, a chat).
 */
export type Room = { readonly told: 'quiet' } | { readonly told: 'members'; readonly ids: ReadonlySet<string> } | { readonly told: 'listeners' };

/** @throws TableUnavailable */
export const roomOf = async (table: Table, named: Named, head: Item): Promise<Room> => {
  if (named.kind === 'direct') {
    const { members, blockedBy } = DIRECT.shape.parse(head);
    return blockedBy.length > 0 ? { told: 'quiet' } : { told: 'members', ids: new Set(members) };
  }
  if (named.kind !== 'group' || GROUP.shape.parse(head).large) return { told: 'listeners' };
  return { told: 'members', ids: await membersOf(table, named, tailsOf(head).lastAmendment) };
};

/** The live connections of a room, by person. `now`: epoch ms. @throws TableUnavailable */
export const liveIn = async (table: Table, { tenantId, id }: Named, room: Room, now: number): Promise<Map<string, readonly LiveOne[]>> => {
  if (room.told === 'quiet') return new Map();
  if (room.told === 'members') return livePeople(table, tenantId, [...room.ids], now);
  return Map.groupBy(await conversationAudience(table, tenantId, id, now), ({ personId }) => personId);
};
