import { awaitsMedia, mediaEntriesOf } from '../outbound/media/media-entry.ts';
import { asNew, type Projection } from './projection.ts';
import { overMessages } from './rebuild/over-log.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Sends the files of customers' messages that are to be fetched to their own queue. Each file is a group: a slow one delays no other. */
export const mediaProjection = (deps: ProjectorDeps): Projection => ({
  name: 'media',
  ordered: false,
  wants: (item) => item.sk.startsWith('M#') && awaitsMedia(item),
  async of(changes) {
    const messages = changes.flatMap(mediaEntriesOf).map((entry) => {
      const id = `${entry.threadId}.${entry.number}.${entry.source}`;
      return { body: JSON.stringify(entry), groupId: id, dedupeId: id };
    });
    await sendMessages(deps, 'media', deps.mediaQueueUrl, messages);
    return { count: messages.length, failures: [] };
  },
  again: asNew,
  // A fetched file does not wait any more, so no file is fetched twice.
  rebuild: overMessages({ which: 'all', owes: awaitsMedia }),
});
