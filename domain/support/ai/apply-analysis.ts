import { entryOf } from '../../automation/ai/analysis-policy.ts';
import type { ToolboxAnswer } from '../../automation/ai/toolbox-answer.ts';
import { CALLS_PER_HOUR, spend } from '../../automation/outgoing-budget.ts';
import { aiSettingsOf } from '../../configuration/ai-settings.ts';
import { Problem } from '../../errors.ts';
import type { Message } from '../messages/message.ts';
import { refuseFault } from '../replies/post-message.ts';
import { amend } from '../tickets/amend.ts';
import { type Change, changeTicket } from '../tickets/change.ts';
import { stepIn, takeWrites } from '../tickets/leading.ts';
import { readMessage } from '../tickets/read-message.ts';
import { isLast } from '../tickets/spans.ts';
import { type AiDeps, appendAiEntry } from './append-ai-entry.ts';
import type { WaitingAnalysis } from './waiting-analysis.ts';

export type Applied = 'analysed' | 'suggested' | 'replied' | 'nothing';

/** The automatic replies of a thread share an hourly limit like those of one rule, so that two machines that answer each other stop. */
const BUDGET = 'ai';
const BY = { type: 'system', id: null } as const;

/** The message's own ticket, and the one that has its messages: the same, or the one that the first was merged into. */
export interface Tickets {
  readonly own: string;
  readonly leading: string;
}

/** Changes a message that waits for the toolbox, and the ticket that has it; does nothing if it no longer waits. */
const settle = async (
  deps: AiDeps,
  { tenantId, number, correlationId }: WaitingAnalysis,
  { own, leading }: Tickets,
  decide: (change: Change, message: Message) => Promise<{ readonly after: Message; readonly applied: Applied }>,
): Promise<Applied> => {
  const context = { tenantId, actor: { type: 'system' as const }, correlationId, causationId: null, depth: 0 };
  const { result } = await changeTicket<Applied>(deps, context, leading, {
    audit: true,
    mayTouch: () => true,
    async decide(change) {
      const { draft, ticketDraft } = change;
      const here = { table: deps.table, bodies: deps.bodies, draft, ticketDraft };
      const step = own === leading ? here : await stepIn(here, own);
      const before = step && (await readMessage(step, number));
      if (!step || before?.analysis !== 'wanted') return 'nothing';
      ticketDraft.causedAt(before.depth);
      const { after, applied } = await decide(change, before);
      await amend(step, before, after, { type: 'analysis', by: BY });
      takeWrites(draft, step.draft);
      return applied;
    },
    answer: () => ({ status: 200 }),
  });
  return result;
};

const takes = async (deps: AiDeps, change: Change, message: Message, text: string): Promise<boolean> => {
  try {
    await refuseFault(deps, change, { text, attachments: [], cc: [], bcc: [], surface: message.surface }, message);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
};

const waits = async ({ table, bodies }: AiDeps, { draft }: Change, number: number): Promise<boolean> =>
  (await readMessage({ table, bodies, draft }, number))?.analysis === 'wanted';

/**
 * Applies an answer to a message and its ticket, and ends the message's waiting, in one transaction. What is written behind a merged ticket becomes a
 * suggestion in the leading one, never an automatic reply: that would go to another conversation than the customer wrote in. @throws TableUnavailable
 */
export const applyAnalysis = (deps: AiDeps, waiting: WaitingAnalysis, tickets: Tickets, answer: ToolboxAnswer): Promise<Applied> =>
  settle(deps, waiting, tickets, async (change, message) => {
    const { draft, ticketDraft, ticket, policy, moment, tenant } = change;
    const isElsewhere = waiting.threadId !== ticket.threadId;
    const isNewest = isElsewhere ? isLast(ticket, message, waiting.threadId) : ticket.lastCustomerNumber === message.number;
    const calls = spend(draft.head.calls, BUDGET, moment.now, policy.callsPerHour ?? CALLS_PER_HOUR);
    const isTaken = answer.reply !== undefined && !isElsewhere && (await takes(deps, change, message, answer.reply.text));
    const entry = entryOf(aiSettingsOf(tenant), answer, {
      now: moment.now,
      isClosed: ticket.status === 'closed',
      isOriginEnabled: policy.originState(ticket.origin.id) === 'enabled',
      isAutomatic: message.automatic !== null || ticket.automatic || message.depth > 0,
      isAnswered: ticket.waitingSince === null,
      isNewest,
      isSuperseded: answer.suggestion !== undefined && !isNewest && !isElsewhere && (await waits(deps, change, ticket.lastCustomerNumber)),
      isSpent: calls === null,
      takes: () => isTaken,
    });
    if (entry) {
      const { text, model, confidence } = entry.from;
      await appendAiEntry(deps, change, {
        kind: entry.kind,
        text,
        ai: { model, confidence, cause: entry.cause },
        answers: isElsewhere ? 0 : message.number,
        depth: message.depth,
        cause: `analysis ${waiting.threadId} ${waiting.number}`,
      });
    }
    if (entry?.kind === 'ai_message' && calls) draft.setHead({ calls });
    const sentiment = answer.sentiment?.label;
    const { language } = answer;
    const present = ticketDraft.ticket ?? ticket;
    const found = { sentiment: sentiment ?? present.sentiment, language: language ?? present.language };
    const isNews = isNewest && (found.sentiment !== present.sentiment || found.language !== present.language);
    if (isNews) {
      ticketDraft.causedBy(BY, { cause: { type: 'ai', id: String(message.number) } });
      ticketDraft.change({ ...present, ...found });
    }
    if (ticket.status !== 'closed' && (isNews || entry?.kind === 'ai_message')) await ticketDraft.automate('ticket.updated', null);
    return {
      after: { ...message, analysis: undefined, sentiment: sentiment ?? message.sentiment, language: language ?? message.language },
      applied: entry === null ? 'analysed' : entry.kind === 'ai_message' ? 'replied' : 'suggested',
    };
  });

/** Ends the waiting without an analysis. @throws TableUnavailable */
export const endAnalysis = (deps: AiDeps, waiting: WaitingAnalysis, tickets: Tickets): Promise<Applied> =>
  settle(deps, waiting, tickets, async (_, message) => ({ after: { ...message, analysis: undefined }, applied: 'nothing' }));

/** Ends the waiting and marks the analysis as failed. @throws TableUnavailable */
export const failAnalysis = (deps: AiDeps, waiting: WaitingAnalysis, ownId: string): Promise<Applied> =>
  settle(deps, waiting, { own: ownId, leading: ownId }, async (_, message) => ({ after: { ...message, analysis: 'failed' }, applied: 'analysed' }));
