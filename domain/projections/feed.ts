import { feedEntriesOf, packFeed } from '../realtime/feed-entry.ts';
import type { Projection } from './projection.ts';
import { coalesced, isTicketKey } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { reach } from './relay/reach.ts';

/** What agents watch: tickets and messages, to the queue of live frames. */
export const feedProjection = (deps: ProjectorDeps): Projection => ({
  name: 'feed',
  ordered: false,
  wants: ({ sk }) => isTicketKey(sk) || sk.startsWith('M#'),
  async of(changes) {
    const entries = coalesced(changes).flatMap(({ before, after }) => feedEntriesOf(before, after));
    const messages = packFeed(entries).map((body) => ({ body }));
    if (messages.length > 0) await reach(deps, 'delivery', () => deps.queues.send(deps.deliveryQueueUrl, messages));
    return { count: entries.length, failures: [] };
  },
  // A message that agents had seen before is amended, and may be hidden by now; one that they had not is new.
  again: (item, stood) => ({
    before: stood && item.sk.startsWith('M#') ? { ...item, hidden: false, deleted: false, shadowed: false } : undefined,
    after: item,
  }),
});
