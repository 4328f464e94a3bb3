import { feedEntriesOf } from '../realtime/feed-entry.ts';
import { changesOf } from '../realtime/positions/changes-of.ts';
import { appendSegment, type SegmentDeps } from '../realtime/positions/segments.ts';
import type { Rebuild } from './projection.ts';
import { overTickets } from './rebuild/over-tickets.ts';

/**
 * Names every active ticket once more in the list of changes, so that whoever resumes is shown its state. No live frame is sent: a screen that shows a
 * state twice shows nothing new, but 100,000 frames at once keep live ones waiting.
 */
export const rebuildFeed = (deps: SegmentDeps): Rebuild =>
  overTickets('active', async ({ tenantId }, _, found) => {
    const changes = changesOf(found.flatMap(({ item }) => feedEntriesOf(undefined, item)));
    if (changes.length > 0) await appendSegment(deps, tenantId, changes);
    return { carried: found.length, skipped: 0 };
  });
