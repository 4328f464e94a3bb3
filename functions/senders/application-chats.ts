import type { Logger } from '@aws-lambda-powertools/logger';
import { followChat } from '../../domain/chat/support/follow-chat.ts';
import type { ChatWork } from '../../domain/chat/support/work.ts';
import type { SendDeps } from '../../domain/outbound/replies/sending.ts';
import { peopleOf } from '../../domain/people/find-people.ts';
import { failureOf } from '../failure.ts';

/** Brings what people write in chats of applications to their tickets. Its log contains no text. */
export const openApplicationChats = (deps: SendDeps, logger: Pick<Logger, 'info' | 'error'>) => {
  // What a chat accepts is stored in the table, and nothing of it in the object store.
  const following = { ...deps, content: async () => undefined, peopleOf: (tenantId: string, ids: readonly string[]) => peopleOf(deps.table, tenantId, ids) };
  return async (work: ChatWork): Promise<void> => {
    const line = { correlation_id: work.conversationId, tenantId: work.tenantId };
    const { applied, skipped } = await followChat(following, work);
    logger.info('chat of an application', { ...line, applied });
    for (const error of skipped) logger.error('an entry of a chat cannot become one of its ticket', { ...line, failure: failureOf(error) });
  };
};
