import { hash } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { Participant } from '../../conversations/kinds/kind.ts';
import { append } from '../../conversations/log/append.ts';
import { Problem } from '../../errors.ts';
import { answeredBefore, onceReads, onceWrite, Replayed } from '../../idempotency/commit.ts';
import { answerKey } from '../../idempotency/parts.ts';
import { newJobWrite } from '../../jobs/job.ts';
import { GROUP_MEMBERS, MEMBERS_AT_ONCE } from '../../limits.ts';
import { type Table, TransactionRefused } from '../../table/port.ts';
import { type NamesOf, requireKnown } from '../known-people.ts';
import { newMember } from '../members.ts';
import { participantOf } from '../participant.ts';
import { fill, type GroupDeps } from './filling.ts';
import { type About, aboutItem, aboutKey, aboutOf, groupHead, groupOf, type PublicGroup, publicId } from './group.ts';
import { type Group, happened, tooMany } from './joining.ts';
import { type MembersJobDeps, membersJob, sendMembersJob, storeList } from './members-job.ts';

export interface CreateGroup {
  /** A UUID that the client made: the same request with it makes one group. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly memberIds?: readonly string[] | undefined;
}

export interface CreateDeps extends GroupDeps, MembersJobDeps {
  readonly namesOf: NamesOf;
}

/** A group that is made by a job: it is there, with its owner. */
export interface Started {
  readonly id: string;
  readonly jobId: string;
}
export type Created = { readonly status: 201; readonly body: PublicGroup } | { readonly status: 202; readonly body: Started };

/** Binds the id to the request's Idempotency-Key, so that a repeat continues the same group. @throws Replayed; Problem unprocessable */
const idOfRequest = async (deps: { readonly table: Table; readonly newId: () => string }, context: Context, given: string | undefined): Promise<string> => {
  const id = (given ?? deps.newId()).toLowerCase();
  const write = onceWrite(context, { status: 0, body: { id } });
  if (write?.op !== 'put') return id;
  try {
    await deps.table.write(write);
    return id;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    const before = await answeredBefore(deps.table, context);
    if (before) throw new Replayed(before);
    const [item] = await deps.table.get(onceReads(context), { consistent: true });
    if (!item) throw error;
    return (JSON.parse(String(item['body'])) as { id: string }).id;
  }
};

const fingerprint = (by: Participant, name: string, description: string | null, others: readonly string[]): string =>
  hash('sha256', JSON.stringify([by.id, name, description, others]), 'base64url');

/**
 * Makes a group. Its creator is the owner and a member. Repeating the request with the same id or the same key continues where an interrupted call ended, and answers the same. Above
 * `MEMBERS_AT_ONCE` people, a job adds them.
 * @throws Replayed; Problem conflict (too many; the id has another group), unprocessable (unknown people), unavailable; ObjectsUnavailable, QueueUnavailable
 */
export const createGroup = async (deps: CreateDeps, context: Context, input: CreateGroup): Promise<Created> => {
  const { tenantId } = context;
  const by = participantOf(context.actor);
  const group = groupOf(tenantId, await idOfRequest(deps, context, input.id));
  // Sorted, so that a repeat continues at the same person.
  const others = [...new Set(input.memberIds)].filter((id) => id !== by.id).sort();
  if (others.length >= GROUP_MEMBERS) throw tooMany();
  const description = input.description === undefined || input.description === '' ? null : input.description;
  const made = fingerprint(by, input.name, description, others);
  const [before] = await deps.table.get([aboutKey(group)], { consistent: true });
  if (!before) await requireKnown(deps.namesOf, tenantId, others, 'memberIds');
  const jobId = others.length > MEMBERS_AT_ONCE ? (aboutOf(before).jobId ?? deps.newId()) : null;
  if (jobId !== null && !before) await storeList(deps, tenantId, jobId, { add: others, remove: [] });
  const about: About = { description, made, filled: others.length > 0 && jobId === null ? 0 : null, jobId, invite: null };
  const { stored, createdAt } = await begin(deps, context, group, { name: input.name, by, about, total: others.length });
  if (stored.made !== made) throw new Problem('conflict', 'Another group has this id.', { errors: [{ path: 'id', message: 'belongs to another group' }] });
  const id = publicId(group.id);
  if (stored.jobId !== null) {
    await sendMembersJob(deps, tenantId, stored.jobId);
    return answered(deps, context, { status: 202, body: { id, jobId: stored.jobId } });
  }
  await fill(deps, group, by, others, stored.filled);
  const body: PublicGroup = {
    id,
    conversationId: group.id,
    name: input.name,
    description,
    membersCount: others.length + 1,
    slowModeSeconds: 0,
    messagesCount: 0,
    unreadCount: 0,
    lastMessage: null,
    role: 'owner',
    mutedUntil: null,
    pinned: false,
    createdAt,
  };
  return answered(deps, context, { status: 201, body });
};

const answered = async (deps: { readonly table: Table }, context: Context, created: Created): Promise<Created> => {
  await answerKey(deps.table, context, created);
  return created;
};

interface Beginning {
  readonly name: string;
  readonly by: Participant;
  readonly about: About;
  readonly total: number;
}

/** The group with its owner alone, unless it exists. A job's row is in the same transaction. */
const begin = (deps: GroupDeps, { tenantId, correlationId }: Context, group: Group, { name, by, about, total }: Beginning) =>
  append(deps, {
    head: groupHead(group),
    reads: [aboutKey(group)],
    decide(draft, [stored]) {
      if (draft.head.revision > 0) return { stored: aboutOf(stored), createdAt: draft.head.createdAt };
      const createdAt = new Date(deps.clock()).toISOString();
      draft.setHead({ name, owner: by.id, members: 1, createdAt });
      const amendment = happened(draft, 'join', { users: [by.id] }, { by, at: createdAt });
      draft.put(newMember({ ...group, list: 'groups' }, by.id, { number: 0, amendment, at: createdAt }), { absent: true });
      draft.put(aboutItem(group, about), { absent: true });
      if (about.jobId !== null) draft.write(newJobWrite(deps.clock, tenantId, membersJob(about.jobId, { group: group.id, by, correlationId, total })));
      return { stored: about, createdAt };
    },
  });
