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
 * A queue changed: its tickets are evaluated again. The event moves the generation since which tickets are stale, as a change of the queue by API does, and
 * the projection `reevaluation` starts the same walk; a newer change overtakes it. @throws Problem not_found, conflict; TableUnavailable
 */
export const reevaluateByEvent = async (deps: QueueEventDeps, { tenantId, topic, id, data }: QueueEvent): Promise<QueueEffect> =>
  (await touchQueue(deps, { tenantId }, data.queueId, eventKey(tenantId, topic, id))) ? 'applied' : 'duplicate';

/** The consumer's command. Changes of one tenant's configuration take turns anyway. Never throws. */
export const applyQueueEvents = (deps: QueueEventDeps, events: readonly QueueEvent[], tries: number): Promise<Outcome<QueueEffect>[]> =>
  applyInOrder(events, { keyOf: ({ tenantId }) => tenantId, apply: (event) => reevaluateByEvent(deps, event), tries });
