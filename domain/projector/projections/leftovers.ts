import { droppedObjects } from '../../messages/dropped-objects.ts';
import { asNew, type Projection } from '../projection.ts';
import type { ProjectorDeps } from '../projector-deps.ts';
import { reach } from '../reach.ts';

/**
 * Objects that a deleted or edited message leaves behind, to the bulk lane. Their keys stand only in what was before, so a retry finds none: while the
 * bulk queue is away they stay in the bucket.
 */
export const leftoversProjection = (deps: ProjectorDeps): Projection => ({
  name: 'leftovers',
  ordered: false,
  wants: ({ sk }) => sk.startsWith('B#') || sk.startsWith('M#'),
  async of(changes) {
    const jobs = droppedObjects(changes).map((job) => ({ body: JSON.stringify(job) }));
    if (jobs.length > 0) await reach(deps, 'bulk', () => deps.queues.send(deps.bulkQueueUrl, jobs));
    return { count: jobs.length, failures: [] };
  },
  again: asNew,
});
