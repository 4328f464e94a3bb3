import { requestPulse } from '../realtime/pulse/row.ts';
import { type ProjectionOutcome, projectEach } from '../support/queues/project.ts';
import { touchedTickets } from '../support/queues/touched.ts';
import { asNew, type ChangeFailure, type Projection } from './projection.ts';
import { rebuildQueues } from './queues-rebuild.ts';
import { isTicketKey } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Writes rows and counters of queues, then sends frames of changed counters, and evaluates tickets again that an older configuration evaluated. */
export const queuesProjection = (deps: ProjectorDeps): Projection => ({
  name: 'queues',
  ordered: false,
  wants: ({ sk }) => isTicketKey(sk),
  async of(changes) {
    // Every change, not the net one: a screen may have shown a state between two changes of a batch.
    const refs = changes.map(({ before, after }) => touchedTickets(before, after));
    const outcome = await projectEach(deps, refs.flat());
    const failed = new Map(outcome.failed.map(({ tenantId, ticketId, error }) => [`${tenantId}#${ticketId}`, error]));
    const failures = refs.flatMap((own, at): ChangeFailure[] => {
      const failure = own.map(({ tenantId, ticketId }) => `${tenantId}#${ticketId}`).find((name) => failed.has(name));
      return failure === undefined ? [] : [{ at, error: failed.get(failure) }];
    });
    const count = refs.flat().length - failed.size;
    try {
      await tell(deps, outcome);
      return { count, failures };
    } catch (error) {
      // The rows and counters are written. A retry finds them and sends the frames again.
      const told = new Set(failures.map(({ at }) => at));
      return { count, failures: [...failures, ...refs.flatMap((own, at) => (own.length > 0 && !told.has(at) ? [{ at, error }] : []))] };
    }
  },
  again: asNew,
  rebuild: rebuildQueues(deps, (tenantId, queueIds) => tell(deps, { moved: queueIds.map((queueId) => ({ tenantId, queueId })), stale: [] })),
});

const tell = async (deps: ProjectorDeps, { moved, stale }: Pick<ProjectionOutcome, 'moved' | 'stale'>): Promise<void> => {
  const jobs = stale.map(({ tenantId, ticketId }) => ({ body: JSON.stringify({ job: 'reevaluateTicket', tenantId, ticketId }) }));
  // Counters are sent once a second.
  const frames = [...Map.groupBy(moved, ({ tenantId }) => tenantId)].map(([tenantId, own]) => {
    const owed = { queueIds: own.map(({ queueId }) => queueId), changes: false };
    return requestPulse(deps, tenantId, owed, (body, delaySeconds) => sendMessages(deps, 'delivery', deps.deliveryQueueUrl, [{ body, delaySeconds }]));
  });
  const outcomes = await Promise.allSettled([sendMessages(deps, 'bulk', deps.bulkQueueUrl, jobs), ...frames]);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
};
