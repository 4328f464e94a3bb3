import type { Queues } from '../../adapters/queues/queues.ts';
import { projectionsOf } from '../../domain/projections/projections.ts';
import { rebuildable } from '../../domain/projections/rebuild/run.ts';
import { searchProjection } from '../../domain/search/search-projection.ts';
import type { BodyStore } from '../../domain/support/messages/body-store.ts';
import type { Table } from '../../domain/table/port.ts';
import { lazily } from '../lazily.ts';
import { projectorDeps } from '../projector-deps.ts';
import type { BulkDeps } from './bulk-jobs.ts';

/** The VPC has no route to the scheduler. The projector arms timers (`by-marks.ts`). */
const unreachable = (): Promise<never> => Promise.reject(new Error('the bulk lane does not reach the scheduler'));

/** Rebuilds of projections, by name. The first rebuild of search loads its client. */
export const openRebuilds = (edges: { readonly table: Table; readonly queues: Queues; readonly bodies: BodyStore }): BulkDeps['rebuilds'] => {
  const { table, queues, bodies } = edges;
  const schedules = { arm: unreachable, disarm: unreachable };
  const search = lazily(async () => (await import('#search')).openSearch());
  const projections = [...projectionsOf(projectorDeps({ table, queues, schedules })), searchProjection({ table, search, bodies })];
  const byName = new Map(projections.map((projection) => [projection.name, rebuildable(projection)]));
  return async (name) => byName.get(name);
};
