import type { Table } from '../../table/port.ts';
import type { Outcome } from '../inbound/batch.ts';
import { eventKey } from '../messages/identity.ts';
import { touchQueue } from '../queues/commands.ts';
import { applyInOrder } from './apply-in-order.ts';
import type { TopicEvent } from './envelope.ts';

export type QueueEvent = TopicEvent<{ readonly queueId: string }>;
type QueueEffect = 'applied' | 'duplicate';

export interface QueueEventDeps {
  readonly table: Table;
  readonly clock: () => number;
}

/**
 * Evaluates a changed queue's tickets again. The event increments the generation since which tickets are stale, like a change of the queue through the API, and
 * the projection `reevaluation` starts the same job; a newer change supersedes it. @throws Problem not_found, conflict; TableUnavailable
 */
export const reevaluateByEvent = async (deps: QueueEventDeps, { tenantId, topic, id, data }: QueueEvent): Promise<QueueEffect> =>
  (await touchQueue(deps, { tenantId }, data.queueId, eventKey(tenantId, topic, id))) ? 'applied' : 'duplicate';

/** The consumer's command. Simultaneous changes of one tenant's configuration retry by themselves. Never throws. */
export const applyQueueEvents = (deps: QueueEventDeps, events: readonly QueueEvent[], tries: number): Promise<Outcome<QueueEffect>[]> =>
  applyInOrder(events, { keyOf: ({ tenantId }) => tenantId, apply: (event) => reevaluateByEvent(deps, event), tries });
