import type { Context } from '../../context.ts';
import { append } from '../../conversations/log/append.ts';
import { notFound, Problem } from '../../errors.ts';
import { beginJob } from '../../jobs/job.ts';
import { GROUP_MEMBERS, MEMBERS_AT_ONCE } from '../../limits.ts';
import { type NamesOf, requireKnown } from '../known-people.ts';
import { moderationLine } from '../moderation/moderator.ts';
import { participantOf } from '../participant.ts';
import { bannedAmong } from './banned.ts';
import { addAll, type GroupDeps, removeAll, removeChunk } from './filling.ts';
import { aboutKey, aboutOf, groupHead, groupOf, type PublicGroup, presentGroups, publicId, readGroup } from './group.ts';
import { type Group, happened, memberKeys, tooMany } from './joining.ts';
import { type MembersJobDeps, membersJob, sendMembersJob, storeList } from './members-job.ts';
import { requireRemoval, requireRight } from './roles.ts';

/** What is missing stays. */
export interface ChangeGroup {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
  /** Seconds between two messages of a plain member; 0: no limit. */
  readonly slowModeSeconds?: number | undefined;
}

export interface ChangeDeps extends GroupDeps, MembersJobDeps {
  readonly namesOf: NamesOf;
}

export type Changed =
  | { readonly status: 200; readonly body: PublicGroup }
  | { readonly status: 202; readonly body: { readonly id: string; readonly jobId: string } };

/** @throws Problem forbidden, conflict (too many), unprocessable (unknown or banned people, or the same one comes and goes); nothing has been changed then */
const requirePossible = async (deps: ChangeDeps, context: Context, group: Group, add: readonly string[], remove: readonly string[]): Promise<void> => {
  const { id: userId } = participantOf(context.actor);
  const { head } = await readGroup(deps.table, context.tenantId, group.id, userId);
  const both = add.find((id) => remove.includes(id));
  if (both !== undefined)
    throw new Problem('unprocessable', 'Nobody can be added and removed at once.', {
      errors: [{ path: 'remove', message: `${JSON.stringify(both)} is in add too` }],
    });
  if (add.length > 0) requireRight(head, userId, 'add');
  const rows = await deps.table.get(memberKeys(group, [...add, ...remove]));
  const leaving = remove.filter((_, index) => rows[add.length + index] !== undefined);
  requireRemoval(head, userId, leaving);
  const joining = add.filter((_, index) => rows[index] === undefined);
  await requireKnown(deps.namesOf, context.tenantId, joining, 'add');
  const banned = await bannedAmong(deps.table, head, group, joining);
  if (banned.size > 0)
    throw new Problem('unprocessable', 'Somebody is banned from this group. End the ban first.', {
      errors: [...banned].map((userId) => ({ path: 'add', message: `${JSON.stringify(userId)} is banned` })),
    });
  if (head.members - leaving.length + joining.length > GROUP_MEMBERS) throw tooMany();
};

/**
 * Renames a group, adds and removes members. Adding members and removing others again changes nothing, so a repeat completes an interrupted call. Above `MEMBERS_AT_ONCE` people, a job does it.
 * @throws Problem not_found, forbidden, conflict (too many), unprocessable, unavailable; ObjectsUnavailable, QueueUnavailable
 */
export const changeGroup = async (deps: ChangeDeps, context: Context, id: string, input: ChangeGroup): Promise<Changed> => {
  const { tenantId, correlationId } = context;
  const by = participantOf(context.actor);
  const group = groupOf(tenantId, id);
  const [add, remove] = [[...new Set(input.add)], [...new Set(input.remove)]];
  await requirePossible(deps, context, group, add, remove);
  if (input.name !== undefined || input.description !== undefined || input.slowModeSeconds !== undefined)
    await describe(deps, context, group, { ...input, ...(input.description === '' ? { description: null } : {}) });
  if (add.length + remove.length > MEMBERS_AT_ONCE) {
    const jobId = deps.newId();
    await storeList(deps, tenantId, jobId, { add, remove });
    const job = membersJob(jobId, { group: group.id, by, correlationId, total: add.length + remove.length });
    await beginJob(deps, { tenantId }, job, () => sendMembersJob(deps, tenantId, jobId));
    return { status: 202, body: { id: publicId(group.id), jobId } };
  }
  await removeAll(
    deps,
    group,
    by,
    remove.filter((one) => one !== by.id),
  );
  await addAll(deps, group, by, add);
  const room = await readGroup(deps.table, tenantId, group.id, by.id);
  const leaves = remove.includes(by.id);
  if (leaves) await removeChunk(deps, group, by, [by.id]);
  const [shown] = await presentGroups(deps.table, [room], deps.clock());
  if (!shown) throw notFound('group');
  return { status: 200, body: leaves ? { ...shown, membersCount: shown.membersCount - 1, role: null, unreadCount: 0 } : shown };
};

/** The name and the slow mode are in the head, the description beside it. */
const describe = (deps: ChangeDeps, context: Context, group: Group, { name, description, slowModeSeconds }: ChangeGroup): Promise<void> => {
  const by = participantOf(context.actor);
  const about = aboutKey(group);
  return append(deps, {
    head: groupHead(group),
    reads: [about, ...memberKeys(group, [by.id])],
    decide(draft, [stored, own]) {
      if (draft.head.revision === 0 || !own) throw notFound('group');
      requireRight(draft.head, by.id, 'describe');
      const renamed = name !== undefined && name !== draft.head.name;
      const described = description !== undefined && description !== aboutOf(stored).description;
      const before = draft.head.slowMode;
      const paced = slowModeSeconds !== undefined && slowModeSeconds !== before;
      if (!renamed && !described && !paced) return;
      const at = new Date(deps.clock()).toISOString();
      if (renamed) draft.setHead({ name });
      if (described)
        draft.write({ op: 'update', key: about, ...(description === null ? { remove: ['description'] } : { set: { description } }), when: { exists: true } });
      if (paced) {
        draft.setHead({ slowMode: slowModeSeconds });
        const changes = [{ field: 'slowModeSeconds', from: before, to: slowModeSeconds }];
        draft.write(moderationLine(deps, context, at, { type: 'group', id: publicId(group.id), changes }));
      }
      const said = { ...(renamed ? { name } : {}), ...(described ? { description } : {}), ...(paced ? { slowModeSeconds } : {}) };
      happened(draft, 'describe', said, { by, at });
    },
  });
};
