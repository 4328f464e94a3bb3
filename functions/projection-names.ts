import { projectionsOf } from '../domain/projections/projections.ts';
import type { ProjectorDeps } from '../domain/projections/relay/projector-deps.ts';

/** Of the projector, in the order of their list. Projections reach for their edges when they carry changes on, not before. */
export const PROJECTOR_PROJECTIONS: readonly string[] = projectionsOf({} as ProjectorDeps).map(({ name }) => name);
/** All of them: what can be rebuilt, and what is measured apart. Search has a reader of its own. */
export const PROJECTIONS: readonly string[] = [...PROJECTOR_PROJECTIONS, 'search'];
