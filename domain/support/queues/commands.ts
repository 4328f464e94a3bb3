import type { Condition } from '../../automation/conditions/condition.ts';
import { refusedInQueues } from '../../automation/conditions/message-fields.ts';
import { referencesOf } from '../../automation/conditions/references.ts';
import { requireRoom } from '../../automation/conditions/tenant-room.ts';
import { validateCondition } from '../../automation/conditions/validate.ts';
import { changeEntry, createEntry, deleteEntry } from '../../configuration/entries.ts';
import { configurationKey } from '../../configuration/keys.ts';
import { type Reference, requireKnown } from '../../configuration/references.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import type { Key, Table, Write } from '../../table/port.ts';
import { same } from '../tickets/next-version.ts';
import { goneWrite } from './drop-queues.ts';
import { QUEUE } from './list-queues.ts';
import { pastQueueItem, presentQueue, type Queue, queueOf } from './queue.ts';
import type { QueueChange, QueueDraft } from './queue-schema.ts';

interface Deps {
  readonly table: Table;
}
interface WriteDeps extends Deps {
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Validates a condition when it is created or changed; an unchanged condition was validated before. */
const validateQueueCondition = async (table: Table, tenantId: string, id: string, condition: Condition, before?: Condition): Promise<void> => {
  await validateCondition(condition, { refuse: refusedInQueues });
  await requireKnown(table, tenantId, referencesOf(condition));
  await requireRoom(table, tenantId, configurationKey(tenantId, 'QUEUE', id).sk, condition, before);
};

const validateAudience = async (table: Table, tenantId: string, { visibleTo }: Pick<Queue, 'visibleTo'>): Promise<void> => {
  const references = (kind: Reference['kind'], name: 'teamIds' | 'agentIds'): Reference[] =>
    visibleTo[name].map((id, index) => ({ kind, id, path: `visibleTo.${name}.${index}` }));
  await requireKnown(table, tenantId, [...references('TEAM', 'teamIds'), ...references('AGENT', 'agentIds')]);
};

/**
 * Creates a queue. The projector starts a re-evaluation that adds existing tickets to it.
 * @throws Problem unprocessable; Replayed; TableUnavailable
 */
export const createQueue = async (deps: WriteDeps, context: Context, draft: QueueDraft, answer: (queue: Queue) => unknown = presentQueue): Promise<Queue> => {
  const now = new Date(deps.clock()).toISOString();
  const queue: Queue = { id: deps.newId(), ...draft, createdAt: now, updatedAt: now };
  await validateQueueCondition(deps.table, context.tenantId, queue.id, queue.condition);
  await validateAudience(deps.table, context.tenantId, queue);
  await createEntry(deps, context, QUEUE, { entry: { ...queue }, reevaluate: true }, answer(queue));
  return queue;
};

/** @throws Problem not_found, unprocessable, conflict; TableUnavailable */
export const changeQueue = async (deps: WriteDeps, context: Context, id: string, change: QueueChange): Promise<Queue> => {
  let changed: Queue | undefined;
  await changeEntry(deps, context, QUEUE, id, async (item) => {
    const before = queueOf(item);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as QueueChange;
    changed = { ...before, ...given, id, updatedAt: new Date(deps.clock()).toISOString() } as Queue;
    if (change.condition) await validateQueueCondition(deps.table, context.tenantId, id, changed.condition, before.condition);
    // A team that was deleted since must not block a new name.
    if (change.visibleTo) await validateAudience(deps.table, context.tenantId, changed);
    return { entry: { ...changed }, reevaluate: !same(before.condition, changed.condition) };
  });
  return changed as Queue;
};

/**
 * Starts a re-evaluation of every active ticket without changing the queue. `mark`: written in the same transaction; if it exists already, nothing happens.
 * Returns whether it started one. @throws Problem not_found, conflict; TableUnavailable
 */
export const touchQueue = async (deps: Pick<WriteDeps, 'table' | 'clock'>, context: Pick<Context, 'tenantId'>, id: string, mark: Key): Promise<boolean> => {
  let touched = false;
  await changeEntry(deps, context, QUEUE, id, async (item) => {
    const [before] = await deps.table.get([mark], { consistent: true });
    touched = before === undefined;
    if (!touched) return null;
    const put: Write = { op: 'put', item: { ...mark, at: new Date(deps.clock()).toISOString() }, when: { absent: true } };
    return { entry: { ...queueOf(item) }, reevaluate: true, writes: [put] };
  });
  return touched;
};

/**
 * Deletes a queue. Its rows and counters are deleted when the re-evaluation has removed the active tickets from it. Its visibility is kept for the tickets that
 * closed in it. @throws Problem not_found, conflict; TableUnavailable
 */
export const deleteQueue = (deps: Pick<WriteDeps, 'table' | 'clock'>, context: Context, id: string): Promise<void> =>
  deleteEntry(deps, context, QUEUE, id, {
    reevaluate: true,
    further: (item) => [goneWrite(context.tenantId, id), { op: 'put', item: pastQueueItem(context.tenantId, queueOf(item)) }],
  });
