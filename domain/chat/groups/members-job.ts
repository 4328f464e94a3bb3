import { GROUP } from '../../conversations/kinds/group.ts';
import type { Participant } from '../../conversations/kinds/kind.ts';
import { Problem } from '../../errors.ts';
import { type StoredJob, stepWrite, storedJob, storeStep } from '../../jobs/job.ts';
import { addChunk, type GroupDeps, removeChunk, type Step } from './filling.ts';
import { publicId } from './group.ts';
import type { GroupMembersJob } from './job-schema.ts';
import { chunksOf } from './joining.ts';

export const GROUP_MEMBERS_KIND = 'group-members';

/** Who comes and who goes. Too long for the table: an object of the job. */
export interface MembersList {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

interface Work {
  readonly group: string;
  readonly by: Participant;
  readonly correlationId: string;
}

export interface MembersJobDeps {
  readonly objects: { put(key: string, body: Uint8Array, contentType: string): Promise<void> };
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

const listKey = (tenantId: string, jobId: string): string => `T/${tenantId}/group-members/${jobId}`;

export const storeList = (deps: MembersJobDeps, tenantId: string, jobId: string, list: MembersList): Promise<void> =>
  deps.objects.put(listKey(tenantId, jobId), Buffer.from(JSON.stringify(list)), 'application/json');

export const membersJob = (id: string, { total, ...work }: Work & { readonly total: number }): Omit<StoredJob, 'step'> => ({
  id,
  kind: GROUP_MEMBERS_KIND,
  state: 'running',
  done: 0,
  total,
  by: `${work.by.type}:${work.by.id}`,
  work,
});

/** Sent again it does no harm: each step happens once. @throws QueueUnavailable */
export const sendMembersJob = (deps: MembersJobDeps, tenantId: string, id: string): Promise<void> => {
  const job: GroupMembersJob = { job: 'groupMembers', tenantId, id };
  return deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(job) }]);
};

export interface RunDeps extends GroupDeps {
  readonly objects: {
    open(key: string): Promise<{ readonly bytes: AsyncIterable<Uint8Array> } | undefined>;
    delete(key: string): Promise<void>;
  };
}

export type MembersState = 'more' | 'done' | 'failed' | 'overtaken';

/**
 * Runs chunk by chunk until `stretchMs` are over. A chunk of people, the group's count and the job's next step are one transaction: wherever the job is killed, the next run continues there, and
 * of two runs at once each chunk is of one. @throws TableUnavailable, ObjectsUnavailable; repeating is safe
 */
export const runMembersJob = async (deps: RunDeps, { tenantId, id }: GroupMembersJob, stretchMs: number): Promise<MembersState> => {
  const until = deps.clock() + stretchMs;
  const list = await readList(deps, tenantId, id);
  for (;;) {
    const stored = await storedJob(deps.table, tenantId, id);
    if (stored?.state !== 'running') return ended(deps, tenantId, stored);
    if (!list) return failed(deps, tenantId, stored, 'The list of people is gone.');
    try {
      if ((await runChunk(deps, tenantId, stored, list)) === 'done') {
        await deps.objects.delete(listKey(tenantId, id));
        return 'done';
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
      return failed(deps, tenantId, stored, error.message);
    }
    if (deps.clock() >= until) return 'more';
  }
};

const failed = async (deps: RunDeps, tenantId: string, stored: StoredJob, error: string): Promise<MembersState> => {
  await storeStep(deps, tenantId, { ...stored, step: stored.step + 1, state: 'failed', work: null, error });
  await deps.objects.delete(listKey(tenantId, stored.id));
  return 'failed';
};

/** Another run has ended the job, or there is none. */
const ended = async (deps: RunDeps, tenantId: string, stored: StoredJob | undefined): Promise<MembersState> => {
  if (stored) await deps.objects.delete(listKey(tenantId, stored.id));
  return 'overtaken';
};

const readList = async ({ objects }: RunDeps, tenantId: string, id: string): Promise<MembersList | undefined> => {
  const object = await objects.open(listKey(tenantId, id));
  if (!object) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of object.bytes) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString()) as MembersList;
};

/** The people in the order of their turns: those who go, then those who come, so that there is room; the person who asked goes last. */
const turnsOf = ({ add, remove }: MembersList, by: Participant): { readonly ids: readonly string[]; readonly comes: boolean }[] => {
  const turns = [
    { ids: remove.filter((one) => one !== by.id), comes: false },
    { ids: add, comes: true },
    { ids: remove.filter((one) => one === by.id), comes: false },
  ];
  return turns.flatMap(({ ids, comes }) => chunksOf(ids).map((chunk) => ({ ids: chunk, comes })));
};

/** The next chunk, with the job's step in its transaction; nothing if another run was first. The number of the step is that of the chunk. */
const runChunk = async (deps: RunDeps, tenantId: string, stored: StoredJob, list: MembersList): Promise<'more' | 'done'> => {
  const { group: conversationId, by } = stored.work as Work;
  const group = { kind: GROUP, tenantId, id: conversationId };
  const turns = turnsOf(list, by);
  const turn = turns[stored.step];
  if (!turn) return 'done';
  const isLast = stored.step === turns.length - 1;
  const ended = isLast ? { state: 'done' as const, work: null, result: { id: publicId(conversationId) } } : {};
  const next: StoredJob = { ...stored, step: stored.step + 1, done: stored.done + turn.ids.length, ...ended };
  const step: Step = async () => {
    const now = await storedJob(deps.table, tenantId, stored.id);
    return now?.step === stored.step && now.state === 'running' ? stepWrite(deps.clock, tenantId, next) : null;
  };
  const done = await (turn.comes ? addChunk : removeChunk)(deps, group, by, turn.ids, step);
  return done && isLast ? 'done' : 'more';
};
