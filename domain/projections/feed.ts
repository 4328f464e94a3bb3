import { batchesOf, bodyOf, type FeedBatch, type FeedEntry, feedEntriesOf } from '../realtime/feed-entry.ts';
import { changesOf } from '../realtime/positions/changes-of.ts';
import { appendSegment } from '../realtime/positions/segments.ts';
import { rebuildFeed } from './feed-rebuild.ts';
import type { Projection } from './projection.ts';
import { coalesced, isTicketKey } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Writes the entries of each tenant to the list of changes first, so that a frame's cursor can name the segment. */
const listed = async (deps: ProjectorDeps, batch: FeedBatch): Promise<string> => {
  const byTenant = Map.groupBy(batch.entries, ({ tenantId }) => tenantId);
  const segments = await Promise.all(
    [...byTenant].map(
      async ([tenantId, entries]): Promise<FeedEntry> => ({ kind: 'segment', tenantId, ...(await appendSegment(deps, tenantId, changesOf(entries))) }),
    ),
  );
  return bodyOf(batch, segments);
};

/** Brings tickets and messages to the list of changes and to the queue of live frames. */
export const feedProjection = (deps: ProjectorDeps): Projection => ({
  name: 'feed',
  ordered: false,
  wants: ({ sk }) => isTicketKey(sk) || sk.startsWith('M#'),
  async of(changes) {
    const entries = coalesced(changes).flatMap(({ before, after }) => feedEntriesOf(before, after));
    const messages = (await Promise.all(batchesOf(entries).map((batch) => listed(deps, batch)))).map((body) => ({ body }));
    await sendMessages(deps, 'delivery', deps.deliveryQueueUrl, messages);
    return { count: entries.length, failures: [] };
  },
  // A message that agents could see before is an amendment, and may be hidden now. Any other message is new. A failure is told again rather than not.
  again: (item, stood) => ({
    before: stood && item.sk.startsWith('M#') ? { ...item, hidden: false, deleted: false, shadowed: false, delivery: null } : undefined,
    after: item,
  }),
  rebuild: rebuildFeed(deps),
});
