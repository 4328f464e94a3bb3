import type { Written } from '../../../automation/ai/toolbox-answer.ts';
import { aiSettingsOf, answersRequests } from '../../../configuration/ai-settings.ts';
import { tenantKey } from '../../../configuration/keys.ts';
import { threadPk } from '../../../conversations/kinds/thread.ts';
import { Problem } from '../../../errors.ts';
import { type StoredJob, storedJob, storeStep } from '../../../jobs/job.ts';
import { cut } from '../../../text/well-formed.ts';
import { type KeptAnswer, keptAnswerOf, keptItem, presentAnswer, summaryKey, translationKey } from '../../messages/ai-answer.ts';
import { amend } from '../../tickets/amend.ts';
import { changeTicket } from '../../tickets/change.ts';
import { readMessage } from '../../tickets/read-message.ts';
import { loadTicket } from '../../tickets/store.ts';
import type { AnalysisDeps } from '../analyse-message.ts';
import { isTold } from '../thread-for-toolbox.ts';
import type { AskedAi, AskedWork, FailedWork } from './ask.ts';
import { type Question, questionOf, type Wanted } from './question.ts';

/** `kept`: an earlier answer to the same question was used, without a call. `nothing`: the job has already ended. */
export type AnswerOutcome = 'answered' | 'kept' | 'nothing' | { readonly outcome: 'failed'; readonly reason: string };

/** Maximum characters of a stored answer; a job and an answer of the API have room for it. */
const KEPT_TEXT = 50_000;
/** Maximum languages per message. */
const LANGUAGES = 20;

/** Why there is no answer, as the caller reads it. */
class NoAnswer extends Error {
  readonly code: FailedWork['code'];
  constructor(code: FailedWork['code'], message: string) {
    super(message);
    this.name = 'NoAnswer';
    this.code = code;
  }
}

/**
 * Answers an agent's request, once: calls the toolbox unless there is an answer to the same question, stores the answer and a mark at its message in one
 * transaction, and completes the job. Because an agent waits, the job fails if the toolbox does not answer: nothing is stored or retried.
 * @throws TableUnavailable and others: to be tried again
 */
export const answerRequest = async (deps: AnalysisDeps, asked: AskedAi): Promise<AnswerOutcome> => {
  const job = await storedJob(deps.table, asked.tenantId, asked.ask);
  if (job?.state !== 'running') return 'nothing';
  try {
    const { answer, isNew } = await answerOf(deps, asked, job.work as AskedWork);
    await storeStep(deps, asked.tenantId, { ...job, step: job.step + 1, state: 'done', done: 1, work: null, result: presentAnswer(answer) });
    return isNew ? 'answered' : 'kept';
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    await fail(deps, asked.tenantId, job, error.code, error.message);
    return { outcome: 'failed', reason: error.message };
  }
};

const fail = async (deps: AnalysisDeps, tenantId: string, job: StoredJob, code: FailedWork['code'], error: string): Promise<void> => {
  await storeStep(deps, tenantId, { ...job, step: job.step + 1, state: 'failed', work: { code } satisfies FailedWork, error });
};

/** Fails the job after our own errors have lasted too long. @throws TableUnavailable */
export const giveUpRequest = async (deps: AnalysisDeps, { tenantId, ask }: AskedAi): Promise<void> => {
  const job = await storedJob(deps.table, tenantId, ask);
  if (job?.state === 'running') await fail(deps, tenantId, job, 'unavailable', 'The request to the AI toolbox failed.');
};

const answerOf = async (deps: AnalysisDeps, asked: AskedAi, { wanted, by }: AskedWork): Promise<{ readonly answer: KeptAnswer; readonly isNew: boolean }> => {
  const { tenantId } = asked;
  const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
  if (!answersRequests(aiSettingsOf(tenant))) throw new NoAnswer('conflict', 'AI was turned off.');
  const ticket = await loadTicket(deps.table, tenantId, wanted.ticketId);
  const question = ticket ? await questionOf(deps, tenantId, ticket, wanted) : null;
  if (!question) throw new NoAnswer('conflict', 'There is no text that the AI toolbox may read.');
  const key = keyOf(tenantId, wanted, question);
  const [item] = await deps.table.get([key], { consistent: true });
  const kept = item && keptAnswerOf(item);
  if (kept?.of === question.fingerprint) return { answer: kept, isNew: false };
  return { answer: await keep(deps, asked, { wanted, by, question, key, written: await call(deps, wanted, question) }), isNew: true };
};

const keyOf = (tenantId: string, wanted: Wanted, { threadId, number }: Question): { readonly pk: string; readonly sk: string } => {
  const key = wanted.about === 'summary' ? summaryKey(tenantId, wanted.ticketId) : translationKey(threadPk(tenantId, threadId), number, wanted.language);
  if (!key) throw new NoAnswer('not_found', 'No such ticket.');
  return key;
};

const call = async ({ analyse }: AnalysisDeps, { about }: Wanted, { request }: Question): Promise<Written> => {
  if (!analyse) throw new NoAnswer('conflict', 'This hub has no AI toolbox.');
  const analysed = await analyse(request);
  if (analysed.outcome === 'later') throw new NoAnswer('unavailable', `The AI toolbox does not answer: ${analysed.reason}.`);
  if (analysed.outcome === 'bad') throw new NoAnswer('unavailable', `The answer of the AI toolbox cannot be used: ${analysed.reason}.`);
  const written = analysed.answer[about];
  if (!written) throw new NoAnswer('unavailable', `The AI toolbox gave no ${about}.`);
  return written;
};

interface Keeping {
  readonly wanted: Wanted;
  readonly by: KeptAnswer['by'];
  readonly question: Question;
  readonly key: { readonly pk: string; readonly sk: string };
  readonly written: Written;
}

/** Stores the answer, and the mark at its message that notifies agents, in one transaction. */
const keep = async (deps: AnalysisDeps, { tenantId, correlationId }: AskedAi, { wanted, by, question, key, written }: Keeping): Promise<KeptAnswer> => {
  const { about, ticketId, language } = wanted;
  const { ownTicketId, threadId, number, request, fingerprint } = question;
  const context = { tenantId, actor: { type: 'system' as const }, correlationId, causationId: null, depth: 0 };
  const isCut = question.truncated || written.text.length > KEPT_TEXT;
  try {
    const { result } = await changeTicket<KeptAnswer>(deps, context, ownTicketId, {
      audit: false,
      mayTouch: () => true,
      async decide({ draft, ticketDraft }) {
        const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
        if (!before || !isTold(before)) throw new NoAnswer('conflict', 'The message was deleted or hidden.');
        const answer: KeptAnswer = {
          about,
          ticketId,
          conversationId: threadId,
          number,
          ...(about === 'summary' ? { messages: request.messages.length } : {}),
          language,
          text: cut(written.text, KEPT_TEXT, '…'),
          ...(isCut ? { truncated: true } : {}),
          ai: { model: written.model ?? 'toolbox', confidence: written.confidence, cause: `${about} on request` },
          at: ticketDraft.now,
          by,
          of: fingerprint,
        };
        draft.put(keptItem(key, answer));
        const marked =
          about === 'summary' ? { summarizedAt: ticketDraft.now } : { translations: { ...before.translations, [wanted.language]: ticketDraft.now } };
        if (Object.keys(marked.translations ?? {}).length > LANGUAGES) throw new NoAnswer('conflict', `A message has at most ${LANGUAGES} translations.`);
        const step = { table: deps.table, bodies: deps.bodies, draft, ticketDraft };
        await amend(step, before, { ...before, ...marked }, { type: about, by, ...(language === null ? {} : { detail: { language } }) });
        return answer;
      },
      answer: () => ({ status: 200 }),
    });
    return result;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') throw new NoAnswer('not_found', error.message);
    throw error;
  }
};
