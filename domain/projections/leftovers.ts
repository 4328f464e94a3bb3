import type { Attachment } from '../support/messages/content.ts';
import { droppedObjects } from '../support/messages/dropped-objects.ts';
import type { Item } from '../table/port.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { reach } from './relay/reach.ts';

/** Objects that a deleted or edited message leaves behind, to the bulk lane. Their keys stand only in what was before, so that a mark remembers it. */
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
  rebuild: overMarksOnly,
  remember: (change) => (change.before && droppedObjects([change]).length > 0 ? withObjects(change.before) : undefined),
});

/** The keys alone: a body and its text are no business of a mark. */
const withObjects = ({ pk, sk, object, attachments }: Item): Item => ({
  pk,
  sk,
  ...(object === undefined ? {} : { object }),
  ...(attachments === undefined ? {} : { attachments: (attachments as readonly Attachment[]).map(({ objectKey }) => ({ objectKey })) }),
});
