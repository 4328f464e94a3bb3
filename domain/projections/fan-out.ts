import { packFanOut } from '../realtime/fan-out/work.ts';
import { isEntry, isPosition, workOfChanges } from '../realtime/fan-out/work-of-changes.ts';
import { asNew, type Projection } from './projection.ts';
import { overMarksOnly } from './rebuild/over-tenant.ts';
import type { Change } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** One message of the queue for each conversation of the batch. */
const send = async (deps: ProjectorDeps, changes: readonly Change[]): Promise<number> => {
  const messages = workOfChanges(changes).map(packFanOut);
  await sendMessages(deps, 'fanout', deps.fanOutQueueUrl, messages);
  return messages.length;
};

/** Tells the fan-out what has been appended to chats, groups and directs. In order within a conversation. */
export const fanOutProjection = (deps: ProjectorDeps): Projection => ({
  name: 'fanout',
  ordered: true,
  wants: isEntry,
  of: async (changes) => ({ count: await send(deps, changes), failures: [] }),
  again: (item, stood) => ({ before: stood ? item : undefined, after: item }),
  // What was not told is owed: devices read it when they resume.
  rebuild: overMarksOnly,
});

/**
 * Tells the fan-out how far somebody has got. While the queue is away, a position is not told, and the next one of its owner tells more: it is a state, and nothing is stored beside the rows of
 * members, which are listed.
 */
export const receiptsProjection = (deps: ProjectorDeps): Projection => ({
  name: 'receipts',
  ordered: false,
  wants: isPosition,
  async of(changes) {
    try {
      return { count: await send(deps, changes), failures: [] };
    } catch {
      return { count: 0, failures: [] };
    }
  },
  again: asNew,
  rebuild: overMarksOnly,
});
