import { type ChangedIndex, changedIndex } from '../../automation/conditions/changed-index.ts';
import { type ConditionIndex, conditionIndex, positionsOf } from '../../automation/conditions/condition-index.ts';
import { effortOf, QUEUES_EFFORT } from '../../automation/conditions/effort.ts';
import type { TicketView } from '../../automation/ticket-view.ts';
import type { CompiledQueue, QueueSet } from './queue.ts';

/** A ticket, and the generation of its last evaluation. */
type Evaluated = TicketView & { readonly generation: number };

interface QueueIndex {
  readonly canHold: ConditionIndex;
  readonly mayDiffer: ChangedIndex;
  /** By id. */
  readonly positions: ReadonlyMap<string, number>;
}

/** Compiled at the first use of a list of queues, which is one generation of the configuration. */
const indexes = new WeakMap<readonly CompiledQueue[], QueueIndex>();

const indexOf = (queues: readonly CompiledQueue[]): QueueIndex => {
  const known = indexes.get(queues);
  if (known) return known;
  const conditions = queues.map(({ condition }) => condition);
  const positions = new Map(queues.map(({ id }, at) => [id, at]));
  const made = { canHold: conditionIndex(conditions), mayDiffer: changedIndex(conditions), positions };
  indexes.set(queues, made);
  return made;
};

/**
 * The queues a ticket is in, by priority. Depends on the ticket alone, so that evaluating again gives the same result: `message.…`
 * in a queue's condition means the ticket's last message, and queues have an effort budget of their own.
 * Only queues that can hold are evaluated. `before`: the ticket at the last evaluation of these very queues; then only queues that read a changed
 * field are evaluated. Calls `tooHeavy` with the queues whose condition exceeds the effort; the ticket is not in them.
 */
export const queueIdsFor = ({ queues }: Pick<QueueSet, 'queues'>, ticket: TicketView, tooHeavy?: (queueId: string) => void, before?: TicketView): string[] => {
  const { canHold, mayDiffer, positions } = indexOf(queues);
  const differs = before && mayDiffer(before, ticket);
  const holding = new Uint8Array(queues.length);
  for (const id of before?.queueIds ?? []) {
    const at = positions.get(id);
    if (at !== undefined && differs?.[at] === 0) holding[at] = 1;
  }
  if (!differs || differs.includes(1)) {
    const effort = effortOf(QUEUES_EFFORT);
    const snapshot = { ticket, message: ticket.lastMessage, effort };
    for (const at of positionsOf(canHold(snapshot, effort))) {
      if (differs?.[at] === 0) continue;
      const { id, matches } = queues[at] as CompiledQueue;
      const holds = matches(snapshot);
      if (holds === null) tooHeavy?.(id);
      if (holds) holding[at] = 1;
    }
  }
  return [...positionsOf(holding)].map((at) => (queues[at] as CompiledQueue).id);
};

/**
 * The queues after a change of a ticket, whose last evaluation may have used an older generation than this one, or a newer one that this process
 * has not yet loaded.
 */
export const queueIdsAfter = (
  configuration: Pick<QueueSet, 'queues' | 'queuesGeneration'> & { readonly generation: number },
  ticket: TicketView,
  before: Evaluated | null,
  tooHeavy?: (queueId: string) => void,
): string[] => {
  const isKnown = before !== null && before.generation >= configuration.queuesGeneration && before.generation <= configuration.generation;
  return queueIdsFor(configuration, ticket, tooHeavy, isKnown ? before : undefined);
};

/** True if the ticket was evaluated before a queue was created, deleted or changed its condition. Closed tickets keep the queues they closed with. */
export const isStale = (configuration: Pick<QueueSet, 'queuesGeneration'>, ticket: Pick<Evaluated, 'generation' | 'status'>): boolean =>
  ticket.status !== 'closed' && ticket.generation < configuration.queuesGeneration;

/** The ticket as if the re-evaluation had already reached it; for answers, stores nothing. */
export const freshQueues = <Ticket extends Evaluated>(configuration: Pick<QueueSet, 'queues' | 'queuesGeneration'>, ticket: Ticket): Ticket =>
  isStale(configuration, ticket) ? { ...ticket, queueIds: queueIdsFor(configuration, ticket) } : ticket;
