import { wantOf } from '../../automation/ai/analysis-policy.ts';
import type { Analysed, ToolboxRequest } from '../../automation/ai/toolbox.ts';
import { aiSettingsOf } from '../../configuration/ai-settings.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { messageOf } from '../messages/message.ts';
import { loadLeading } from '../tickets/store.ts';
import type { AiDeps } from './append-ai-entry.ts';
import { type Applied, applyAnalysis, endAnalysis } from './apply-analysis.ts';
import { threadForToolbox } from './thread-for-toolbox.ts';
import type { WaitingAnalysis } from './waiting-analysis.ts';

export interface AnalysisDeps extends AiDeps {
  /** Null: the deployment has no toolbox. */
  readonly analyse: ((request: ToolboxRequest) => Promise<Analysed>) | null;
}

/** `nothing`: it was done before, or is not wanted. The request is then removed, so that no rebuild repeats it when hours open. */
export type AnalysisOutcome = Applied | 'nothing' | Exclude<Analysed, { outcome: 'answered' }>;

/**
 * Analyses a message according to the tenant's current settings, and applies the results once: a suggestion, an automatic reply, sentiment and language.
 * Sends no call if AI is off or the message has no request any more. @throws TableUnavailable and others: try again
 */
export const analyseMessage = async (deps: AnalysisDeps, waiting: WaitingAnalysis): Promise<AnalysisOutcome> => {
  const { tenantId, threadId, number } = waiting;
  const [item, tenant] = await deps.table.get([messageKey(threadPk(tenantId, threadId), number), tenantKey(tenantId)], { consistent: true });
  const message = item && messageOf(item);
  const want = wantOf(aiSettingsOf(tenant), deps.clock()).filter((part) => part !== 'reply' || message?.depth === 0);
  if (message?.analysis !== 'wanted' || message.ticketId === null) return 'nothing';
  const [ticket] = await loadLeading(deps.table, tenantId, [message.ticketId]);
  if (!ticket) return 'nothing';
  const isAsked = want.length > 0 && !message.deleted && !message.hidden;
  const messages = deps.analyse && isAsked ? await threadForToolbox(deps, tenantId, ticket, { ...message, threadId }) : [];
  const tickets = { own: message.ticketId, leading: ticket.id };
  if (!deps.analyse || messages.length === 0) return endAnalysis(deps, waiting, tickets);
  const analysed = await deps.analyse({ tenantId, ticketId: ticket.id, conversationId: threadId, messages, want });
  return analysed.outcome === 'answered' ? applyAnalysis(deps, waiting, tickets, analysed.answer) : analysed;
};
