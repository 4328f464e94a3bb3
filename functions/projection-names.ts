import { projectionsOf } from '../domain/projections/projections.ts';
import type { ProjectorDeps } from '../domain/projections/relay/projector-deps.ts';

/** The projections of the projector, in the order of their list. No dependencies are needed here: projections use them only to process changes. */
export const PROJECTOR_PROJECTIONS: readonly string[] = projectionsOf({} as ProjectorDeps).map(({ name }) => name);
/** All projections that can be rebuilt and have their own metrics. Search has its own stream reader. */
export const PROJECTIONS: readonly string[] = [...PROJECTOR_PROJECTIONS, 'search'];
/** All that `POST /v1/admin/rebuild` takes. `tickets`: the fields that tickets derive from their logs, which commands write themselves. */
export const REBUILDS: readonly string[] = [...PROJECTIONS, 'tickets'];
