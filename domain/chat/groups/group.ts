import { GROUP, type GroupHead, groupId } from '../../conversations/kinds/group.ts';
import type { Conversation } from '../../conversations/kinds/kind.ts';
import { type HeadStore, headStore } from '../../conversations/log/head.ts';
import { notFound } from '../../errors.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { type PublicRoom, presentRooms, type Room, readRoom } from '../rooms.ts';
import { type GroupRole, roleIn } from './roles.ts';

/** As the API shows it to a member. */
export interface PublicGroup extends PublicRoom {
  /** The UUID; the conversation's id is derived from it. */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly membersCount: number;
  /** Seconds between two messages of a plain member; 0: no limit. */
  readonly slowModeSeconds: number;
  /** The caller's own; null after they left. */
  readonly role: GroupRole | null;
}

const UUID = /^(?:g\.)?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;

/** The conversation of a group's id, or of its conversation's id. @throws Problem not_found if it is neither */
export const groupOf = (tenantId: string, id: string): Conversation<GroupHead> => {
  const uuid = UUID.exec(id)?.[1];
  if (uuid === undefined) throw notFound('group');
  return { kind: GROUP, tenantId, id: groupId(uuid.toLowerCase()) };
};

/** The group's id in the API. */
export const publicId = (conversationId: string): string => UUID.exec(conversationId)?.[1] ?? conversationId;

export const groupHead = ({ tenantId, id }: Pick<Conversation<GroupHead>, 'tenantId' | 'id'>): HeadStore<GroupHead> =>
  headStore(GROUP.headKey(tenantId, id), GROUP.shape);

/** What messages do not need: the head is rewritten by each of them, and billed by its size. */
export interface About {
  readonly description: string | null;
  /** Fingerprint of the request that made the group. */
  readonly made: string;
  /** How many of the given people are in the group, while it is being made; null: all of them. */
  readonly filled: number | null;
  /** The job that adds them, if they are many. */
  readonly jobId: string | null;
  /** Hash of the present invitation. */
  readonly invite: string | null;
}

export const aboutKey = ({ tenantId, id }: Pick<Conversation<GroupHead>, 'tenantId' | 'id'>): Key => ({ pk: GROUP.pk(tenantId, id), sk: 'ABOUT' });

export const aboutItem = (group: Pick<Conversation<GroupHead>, 'tenantId' | 'id'>, about: About): Item => ({
  ...aboutKey(group),
  ...Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null)),
});

export const aboutOf = (item: Item | undefined): About => ({
  description: (item?.['description'] as string | undefined) ?? null,
  made: (item?.['made'] as string | undefined) ?? '',
  filled: (item?.['filled'] as number | undefined) ?? null,
  jobId: (item?.['jobId'] as string | undefined) ?? null,
  invite: (item?.['invite'] as string | undefined) ?? null,
});

/** @throws Problem not_found, also for somebody who is no member */
export const readGroup = (table: Table, tenantId: string, id: string, userId: string): Promise<Room<GroupHead>> =>
  readRoom(table, groupOf(tenantId, id), userId, 'group');

/** Groups as their member sees them. */
export const presentGroups = async (table: Table, rooms: readonly Room<GroupHead>[], now: number): Promise<PublicGroup[]> => {
  const [shown, abouts] = await Promise.all([
    presentRooms(table, rooms, now),
    table.get(
      rooms.map(({ conversation }) => aboutKey(conversation)),
      { consistent: true },
    ),
  ]);
  return rooms.flatMap(({ conversation, head, member }, index) => {
    const room = shown[index];
    if (!room) return [];
    const { name, members, slowMode } = head;
    const role = roleIn(head, member.userId);
    return [
      { ...room, id: publicId(conversation.id), name, description: aboutOf(abouts[index]).description, membersCount: members, slowModeSeconds: slowMode, role },
    ];
  });
};
