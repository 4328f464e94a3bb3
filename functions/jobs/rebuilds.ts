import type { Queues } from '../../adapters/queues/queues.ts';
import { projectionsOf } from '../../domain/projections/projections.ts';
import { rebuildable } from '../../domain/projections/rebuild/run.ts';
import { searchProjection } from '../../domain/search/search-projection.ts';
import type { BodyStore } from '../../domain/support/messages/body-store.ts';
import type { Table } from '../../domain/table/port.ts';
import { lazily } from '../lazily.ts';
import { projectorDeps } from '../projector-deps.ts';
import type { BulkDeps } from './bulk-jobs.ts';

/** Nothing leads out of the network to the scheduler. Timers are armed by the projector (`by-marks.ts`). */
const outOfReach = (): Promise<never> => Promise.reject(new Error('the bulk lane does not reach the scheduler'));

/** How projections are made anew, by name. The client of search is loaded by the first rebuild that reaches it. */
export const openRebuilds = (edges: { readonly table: Table; readonly queues: Queues; readonly bodies: BodyStore }): BulkDeps['rebuilds'] => {
  const { table, queues, bodies } = edges;
  const schedules = { arm: outOfReach, disarm: outOfReach };
  const search = lazily(async () => (await import('#search')).openSearch());
  const projections = [...projectionsOf(projectorDeps({ table, queues, schedules })), searchProjection({ table, search, bodies })];
  const byName = new Map(projections.map((projection) => [projection.name, rebuildable(projection)]));
  return async (name) => byName.get(name);
};
