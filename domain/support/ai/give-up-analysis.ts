import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { messageOf } from '../messages/message.ts';
import type { AiDeps } from './append-ai-entry.ts';
import { failAnalysis } from './apply-analysis.ts';
import type { WaitingAnalysis } from './waiting-analysis.ts';

/** The toolbox gave no valid answer for too long: ends the waiting and marks the analysis as failed. @throws TableUnavailable */
export const giveUpAnalysis = async (deps: AiDeps, waiting: WaitingAnalysis): Promise<void> => {
  const [item] = await deps.table.get([messageKey(threadPk(waiting.tenantId, waiting.threadId), waiting.number)], { consistent: true });
  const message = item && messageOf(item);
  if (message?.ticketId && message.analysis === 'wanted') await failAnalysis(deps, waiting, message.ticketId);
};
