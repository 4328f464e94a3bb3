import * as z from 'zod';
import { ANSWER_PARTS } from '../../../domain/automation/ai/toolbox-answer.ts';
import { toolboxRequest } from '../../../domain/automation/ai/toolbox-request.ts';
import { HELPER_EVENTS } from '../../../domain/outbound/ticket-helper/helper-entry.ts';
import { agentShape, teamShape } from '../../../domain/people/user-service/answer.ts';
import { time } from '../fields.ts';
import { message } from '../schemas/message.ts';
import { ticket } from '../schemas/ticket.ts';
import type { Components, JsonSchema } from './json-schema.ts';
import { header, jsonContent, type Webhook, type Webhooks, webhookOperation } from './webhook-operation.ts';

/** The calls to the services of docs/services.md. Requests and answers are those that the code validates with, where it validates. */
const analysisRequest = toolboxRequest.register(z.globalRegistry, { id: 'AnalysisRequest' });

/** The hub reads each part by itself: null counts as absent. */
export const analysisAnswer = z
  .object(Object.fromEntries(Object.entries(ANSWER_PARTS).map(([part, schema]) => [part, z.nullish(schema)])))
  .meta({ id: 'AnalysisAnswer' });

const { number, kind, author, text, subject, createdAt, inReplyTo, starRating } = message.shape;

/** As `domain/outbound/ticket-helper/helper-entry.ts` writes it; a test compares the two. */
export const helperEvent = z
  .strictObject({
    id: z.string(),
    type: z.enum(HELPER_EVENTS),
    version: z.literal(1),
    tenantId: z.string(),
    occurredAt: time,
    data: z.strictObject({
      ticket: ticket.optional(),
      ticketId: z.string().optional(),
      message: z.strictObject({ text, number, kind, author, subject, createdAt, inReplyTo, starRating }).optional(),
    }),
  })
  .meta({ id: 'TicketHelperEvent' });

/** As `domain/people/user-service/sync-people.ts` writes it; a test compares the two. */
export const peopleRequest = z.strictObject({ tenantId: z.string() }).meta({ id: 'UserServiceRequest' });

/** The hub reads each entry by itself. */
export const peopleAnswer = z.object({ agents: z.array(agentShape).optional(), teams: z.array(teamShape).optional() }).meta({ id: 'UserServiceAnswer' });

const SIGNED = [
  header('X-Parley-Timestamp', 'When this attempt was sent, in seconds since 1970. Reject a call that is more than five minutes old.'),
  header('X-Parley-Signature', '`sha256=` and the HMAC-SHA256 of `{X-Parley-Timestamp}.{body}` in hexadecimal, by the secret of the service.'),
];

/** Statuses that the hub treats alike for all services (`domain/services/answers.ts`). */
const failures = (afterwards: string, rejected: string): Webhook['responses'] => ({
  '3XX': { description: `The address is wrong: redirects are not followed. ${afterwards}` },
  '4XX': {
    description: `${rejected} Others mean “not now”: a wrong secret or address (401, 403, 404, 405, 407) and a busy service (408, 425, 429). ${afterwards}`,
  },
  '5XX': { description: `The service has failed. ${afterwards}` },
});

export function describeServiceCalls(components: Components): Webhooks {
  const answered = (schema: z.core.$ZodType, owner: string, description: string): JsonSchema => ({
    description,
    ...jsonContent(components, schema, 'input', owner),
  });
  return {
    toolboxAnalysis: webhookOperation(
      components,
      {
        operationId: 'toolboxAnalysis',
        summary: 'Messages go to the AI toolbox',
        description:
          'The hub POSTs messages of a ticket to `{AITOOLBOX_SERVICE_URL}/v1/analyze`, and `want` names the parts of the answer: `suggestion`, `reply`, `sentiment` and `language` for a new message of a customer; `summary` or `translation` alone when an agent asks. Answer within 10 s, with at most 256,000 bytes. Every part is optional, and an invalid one is left out.',
        parameters: SIGNED,
        responses: {
          200: answered(analysisAnswer, 'toolboxAnalysis', 'The parts that were requested. The hub ignores others.'),
          ...failures('The message waits and is sent again for `ANALYSIS_REPEAT_FOR_MINS`.', 'The message becomes a dead letter with the reason.'),
        },
      },
      analysisRequest,
    ),
    ticketHelperEvent: webhookOperation(
      components,
      {
        operationId: 'ticketHelperEvent',
        summary: 'An event goes to the ticket helper',
        description:
          'The hub POSTs each event of a ticket to `{TICKET_HELPER_SERVICE_URL}/v1/events`, in order for each ticket. An event may come twice, with the same `id`: ignore the second. Answer within 10 s.',
        parameters: SIGNED,
        responses: {
          '2XX': { description: 'Received.' },
          ...failures(
            'The event and later ones of its ticket wait; it is sent again for `TICKET_HELPER_REPEAT_FOR_MINS`.',
            'The event becomes a dead letter with the reason.',
          ),
        },
      },
      helperEvent,
    ),
    userServicePeople: webhookOperation(
      components,
      {
        operationId: 'userServicePeople',
        summary: 'The hub asks the user service for agents and teams',
        description:
          'The hub POSTs the id of a tenant to `{USER_SERVICE_URL}/v1/agents` when its copy of agents and teams is a minute old and somebody uses the hub. Answer with all of them within 10 s, in at most 8,000,000 bytes. An invalid entry is skipped by itself and reported in `GET /v1/user-service`.',
        parameters: SIGNED,
        responses: {
          '2XX': answered(peopleAnswer, 'userServicePeople', 'All agents and teams. A missing list changes nothing; an empty one means that there is nobody.'),
          ...failures('The hub keeps its copy and asks again after 30 s.', 'The call has failed.'),
        },
      },
      peopleRequest,
    ),
  };
}
