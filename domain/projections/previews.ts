import { mayAwaitPreview, previewOf } from '../chat/previews/preview-entry.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Sends messages with a new first link to the queue of files, whose function reads the page. Each link is a group: a slow page delays only messages with the same link. */
export const previewsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'previews',
  ordered: false,
  wants: mayAwaitPreview,
  async of(changes) {
    const messages = changes.flatMap((change) => {
      const preview = previewOf(change);
      return preview ? [{ body: JSON.stringify(preview.entry), groupId: preview.groupId, dedupeId: preview.dedupeId }] : [];
    });
    await sendMessages(deps, 'media', deps.mediaQueueUrl, messages);
    return { count: messages.length, failures: [] };
  },
  again: asNew,
  // Pages of old messages are not read: a link in an old message may lead elsewhere by now.
  rebuild: overMarksOnly,
});
