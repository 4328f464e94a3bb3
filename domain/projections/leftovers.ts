import type { Attachment } from '../support/messages/content.ts';
import { droppedObjects } from '../support/messages/dropped-objects.ts';
import type { Item } from '../table/port.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Sends the objects of deleted or edited messages to the bulk lane. Only the old item has their keys, so a mark stores them. */
export const leftoversProjection = (deps: ProjectorDeps): Projection => ({
  name: 'leftovers',
  ordered: false,
  wants: ({ sk }) => sk.startsWith('B#') || sk.startsWith('M#'),
  async of(changes) {
    const jobs = droppedObjects(changes).map((job) => ({ body: JSON.stringify(job) }));
    await sendMessages(deps, 'bulk', deps.bulkQueueUrl, jobs);
    return { count: jobs.length, failures: [] };
  },
  again: asNew,
  rebuild: overMarksOnly,
  remember: (change) => (change.before && droppedObjects([change]).length > 0 ? withObjects(change.before) : undefined),
});

/** Only the keys: a mark stores no body and no text. */
const withObjects = ({ pk, sk, object, attachments }: Item): Item => ({
  pk,
  sk,
  ...(object === undefined ? {} : { object }),
  ...(attachments === undefined ? {} : { attachments: (attachments as readonly Attachment[]).map(({ objectKey }) => ({ objectKey })) }),
});
