import * as z from 'zod';
import { LANGUAGE } from '../../../domain/automation/ai/toolbox-answer.ts';
import type { Context } from '../../../domain/context.ts';
import { notFound, Problem } from '../../../domain/errors.ts';
import { askAi, refuseUnlessOn } from '../../../domain/support/ai/on-request/ask.ts';
import type { Wanted } from '../../../domain/support/ai/on-request/question.ts';
import { isTold } from '../../../domain/support/ai/thread-for-toolbox.ts';
import { presentAnswer, readSummary, readTranslations } from '../../../domain/support/messages/ai-answer.ts';
import { type FoundMessage, findMessage } from '../../../domain/support/tickets/find-message.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';
import { inConversation, numbered } from '../schemas/numbered.ts';
import { visibleTicket } from './tickets.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;
/** Language tags are case-insensitive. */
const language = z.string().regex(LANGUAGE).toLowerCase();

const aiAnswer = z
  .strictObject({
    about: z.enum(['summary', 'translation']),
    ticketId: z.string(),
    conversationId: z.string(),
    number: z.number().int(),
    messages: z.number().int().optional(),
    language: z.string().nullable(),
    text: z.string(),
    truncated: z.literal(true).optional(),
    ai: z.strictObject({ model: z.string(), confidence: z.number().nullable(), cause: z.string() }),
    at: time,
    by: z.strictObject({ type: z.string(), id: z.string().nullable() }),
  })
  .meta({ id: 'AiAnswer' });

const ANSWERS =
  'Calls the AI toolbox in the background: 200 with its answer if it comes in time, else 202 with a job that has the answer as its `result`. The answer is stored, and agents get an `amended` frame of the message. A repeated request returns the stored answer. 409 if AI is off: nothing is sent to the toolbox. 503 if the toolbox does not answer: nothing is stored.';

const found = async (deps: ApiDeps, context: Context, id: string, number: number, conversationId?: string): Promise<FoundMessage & { ticket: Ticket }> => {
  const { ticket } = await visibleTicket(deps, context, id);
  const message = await findMessage({ table: deps.table, bodies: deps.objects }, context.tenantId, ticket, number, conversationId);
  if (!message) throw notFound('message');
  return { ...message, ticket };
};

/** @throws Problem conflict if AI is off, for the tenant or the whole hub */
const refuseOff = async ({ table, settings }: ApiDeps, { tenantId }: Context): Promise<void> => {
  if (!settings.hasToolbox) throw new Problem('conflict', 'This hub has no AI toolbox.', { extra: { current: 'off' } });
  await refuseUnlessOn(table, tenantId);
};

const ask = async (deps: ApiDeps, context: Context, wanted: Wanted) => {
  const { analysisQueueUrl, aiWithinMs: withinMs } = deps.settings;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const asked = await askAi({ ...deps, analysisQueueUrl, withinMs, sleep }, context, wanted);
  return asked.state === 'answered' ? { status: 200 as const, body: asked.answer } : { status: 202 as const, body: asked.job };
};

export const aiRequestRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/summary',
    roles: STAFF,
    summary: 'Have a ticket summarized by an AI',
    description: `The newest 100 messages between the customer and you; notes are never sent. ${ANSWERS}`,
    body: z.strictObject({ language: language.optional() }).meta({ id: 'SummaryDraft' }).optional(),
    answers: { 200: aiAnswer, 202: job },
    handle: async ({ deps, context, params, body }) => {
      const { ticket } = await visibleTicket(deps, context, params.id);
      await refuseOff(deps, context);
      return ask(deps, context, { about: 'summary', ticketId: ticket.id, language: body?.language ?? null });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/summary',
    roles: STAFF,
    summary: 'Read the newest summary of a ticket',
    description: 'A 404 if there is none, or if a message of the ticket was deleted after it.',
    answers: { 200: aiAnswer },
    handle: async ({ deps, context, params }) => {
      const { ticket } = await visibleTicket(deps, context, params.id);
      const kept = await readSummary(deps.table, context.tenantId, ticket.id);
      if (!kept) throw notFound('summary');
      return { status: 200, body: presentAnswer(kept) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/messages/{number}/translation',
    roles: STAFF,
    summary: 'Have a message translated by an AI',
    description: `A note, a suggestion and a message that is hidden or has no text are a 422. ${ANSWERS}`,
    params: numbered,
    query: inConversation,
    body: z.strictObject({ language }).meta({ id: 'TranslationDraft' }),
    answers: { 200: aiAnswer, 202: job },
    handle: async ({ deps, context, params, query, body }) => {
      const { message, threadId, ticket } = await found(deps, context, params.id, params.number, query.conversationId);
      await refuseOff(deps, context);
      if (!isTold(message)) throw new Problem('unprocessable', 'This message is never sent to the AI toolbox.');
      return ask(deps, context, { about: 'translation', ticketId: ticket.id, number: message.number, conversationId: threadId, language: body.language });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/messages/{number}/translations',
    roles: STAFF,
    summary: 'Read the translations of a message',
    description: 'One for each language. After an edit of the message, a translation stays until somebody requests it again.',
    params: numbered,
    query: inConversation,
    answers: { 200: z.strictObject({ items: z.array(aiAnswer) }).meta({ id: 'Translations' }) },
    handle: async ({ deps, context, params, query }) => {
      const { message, threadId } = await found(deps, context, params.id, params.number, query.conversationId);
      const kept = await readTranslations(deps.table, context.tenantId, threadId, message.number, Object.keys(message.translations ?? {}));
      return { status: 200, body: { items: kept.map(presentAnswer) } };
    },
  }),
];
