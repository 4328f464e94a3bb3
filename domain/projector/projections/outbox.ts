import { isQueued, outboxEntryOf } from '../../delivery/outbox.ts';
import { asNew, type Projection } from '../projection.ts';
import type { ProjectorDeps } from '../projector-deps.ts';
import { reach } from '../reach.ts';

/** What the business owes to the world outside: replies and the actions of rules, to the sender's queue. In order within a conversation. */
export const outboxProjection = (deps: ProjectorDeps): Projection => ({
  name: 'outbox',
  ordered: true,
  // Few messages leave the hub: the others cost this projection nothing.
  wants: (item) => item.sk.startsWith('O#') || (item.sk.startsWith('M#') && isQueued(item)),
  async of(changes) {
    const entries = changes.flatMap((change) => outboxEntryOf(change) ?? []);
    const messages = entries.map(({ outbound, groupId, dedupeId }) => ({ body: JSON.stringify(outbound), groupId, dedupeId }));
    if (messages.length > 0) await reach(deps, 'outbound', () => deps.queues.send(deps.outboundQueueUrl, messages));
    return { count: entries.length, failures: [] };
  },
  again: asNew,
});
