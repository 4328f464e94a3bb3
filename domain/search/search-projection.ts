import { Rejected, Unavailable } from '../edge-errors.ts';
import { asNew, type Projection } from '../projections/projection.ts';
import type { BodyStore } from '../support/messages/body-store.ts';
import type { Table } from '../table/port.ts';
import { isSearched } from './documents.ts';
import { indexChanges } from './index-changes.ts';
import type { Search } from './port.ts';
import { rebuildSearch } from './rebuild.ts';

/** Tickets and messages in the index, in one bulk. It has a reader of the stream of its own, so that it may wait for its engine. */
export const searchProjection = (deps: {
  readonly table: Pick<Table, 'get'>;
  readonly search: Pick<Search, 'bulk' | 'beginRebuild' | 'resumeRebuild'>;
  readonly bodies: BodyStore;
}): Projection => ({
  name: 'search',
  ordered: false,
  holdsStream: true,
  wants: isSearched,
  async of(changes) {
    const failures = await indexChanges(deps, changes);
    return {
      count: changes.length - failures.length,
      failures: failures.map(({ index, permanent, reason }) => ({ at: index, error: permanent ? new Rejected(reason) : new Unavailable(reason) })),
    };
  },
  again: asNew,
  rebuild: rebuildSearch(deps),
});
