import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { messageOf } from '../support/messages/message.ts';
import type { Item } from '../table/port.ts';
import { asNew, type Projection } from './projection.ts';
import { overMessages } from './rebuild/over-log.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { sendMessages } from './relay/send-messages.ts';

/** Messages older than this need no suggestion any more. */
const OLDEST_MS = 86_400_000;

const isWanted = (item: Item | undefined): boolean => item?.['analysis'] === 'wanted';

/**
 * Sends customers' messages that request an analysis (`analysis` of their item) to the queue of the AI toolbox's caller. In order within a
 * conversation.
 */
export const analysisProjection = (deps: ProjectorDeps): Projection => ({
  name: 'analysis',
  ordered: false,
  // If AI is off, no item requests an analysis, and this projection does nothing.
  wants: (item) => item.sk.startsWith('M#') && isWanted(item),
  async of(changes) {
    const messages = changes.flatMap(({ before, after }) => {
      const thread = after && isWanted(after) && !isWanted(before) ? parseThreadPk(after.pk) : null;
      if (!thread || !after) return [];
      const { number } = messageOf(after);
      const correlationId = `${thread.threadId}.${number}`;
      return [{ body: JSON.stringify({ ...thread, number, correlationId }), groupId: thread.threadId, dedupeId: correlationId }];
    });
    await sendMessages(deps, 'analysis', deps.analysisQueueUrl, messages);
    return { count: messages.length, failures: [] };
  },
  again: asNew,
  // An analysed message has no request any more, so no message is analysed twice.
  rebuild: overMessages({ which: 'active', owes: (item, _, now) => isWanted(item) && now - Date.parse(String(item['appendedAt'])) < OLDEST_MS }),
});
