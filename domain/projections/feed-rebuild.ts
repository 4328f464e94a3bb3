import { feedEntriesOf } from '../realtime/feed-entry.ts';
import { changesOf } from '../realtime/positions/changes-of.ts';
import { appendSegment, type SegmentDeps } from '../realtime/positions/segments.ts';
import type { Rebuild } from './projection.ts';
import { overTickets } from './rebuild/over-tickets.ts';

/**
 * Adds every active ticket to the list of changes again, so that a resume shows its state. It sends no live frames: 100,000 frames at once would
 * delay live traffic, and screens already show these states.
 */
export const rebuildFeed = (deps: SegmentDeps): Rebuild =>
  overTickets('active', async ({ tenantId }, _, found) => {
    const changes = changesOf(found.flatMap(({ item }) => feedEntriesOf(undefined, item)));
    if (changes.length > 0) await appendSegment(deps, tenantId, changes);
    return { carried: found.length, skipped: 0 };
  });
