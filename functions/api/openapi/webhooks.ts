import * as z from 'zod';
import { WEBHOOK_EVENTS } from '../../../domain/outbound/webhooks/webhook.ts';
import { time } from '../fields.ts';
import { ticket } from '../schemas/ticket.ts';
import type { Components, JsonSchema } from './json-schema.ts';
import { describeServiceCalls } from './service-calls.ts';
import { header, jsonContent, type Webhook, type Webhooks, webhookOperation } from './webhook-operation.ts';

/** As `domain/outbound/rule-actions/run-action.ts` writes it; a test compares the two. */
export const ruleWebhook = z
  .strictObject({
    id: z.string(),
    event: z.enum(['webhook', 'escalate']),
    ruleId: z.string(),
    text: z.string().optional(),
    escalationId: z.string().optional(),
    ticketId: z.string().optional(),
    sequence: z.number().int().optional(),
    dueAt: time.nullable().optional(),
    ticket,
    sentAt: time,
  })
  .meta({ id: 'RuleWebhook' });

/** As `channels/api/send.ts` writes it; a test compares the two. */
export const replyCallback = z
  .strictObject({
    replyId: z.string(),
    ticketId: z.string(),
    conversationId: z.string(),
    to: z.strictObject({ id: z.string() }),
    text: z.string(),
    html: z.string().optional(),
    attachments: z.array(z.strictObject({ id: z.string(), name: z.string().nullable(), type: z.string(), size: z.number().int().nullable(), url: z.string() })),
    inReplyTo: z.string().optional(),
    createdAt: time,
  })
  .meta({ id: 'ReplyCallback' });

/** As `domain/outbound/webhooks/webhook-entry.ts` writes it; a test compares the two. */
export const customerEvent = z
  .strictObject({
    id: z.string(),
    type: z.enum(WEBHOOK_EVENTS),
    version: z.literal(1),
    occurredAt: time,
    data: z.strictObject({
      ticket: ticket.optional(),
      ticketId: z.string().optional(),
      message: z.looseObject({}).optional(),
      queue: z.looseObject({}).optional(),
    }),
  })
  .meta({ id: 'CustomerEvent' });

const replyReceipt = z.looseObject({ id: z.string().optional() }).meta({ id: 'ReplyReceipt' });

const CAUSATION = header(
  'X-Parley-Causation',
  'The signed depth of the chain of automation. Send it with each call that you make as a result of this one, so that Parley can end a loop.',
);

/** The calls to addresses that a tenant has set, then those to the services of the deployment. */
export function describeWebhooks(components: Components): Webhooks {
  const hook = (operationId: string, said: Pick<Webhook, 'summary' | 'description' | 'parameters'>, body: z.ZodType, answer: JsonSchema = {}) =>
    webhookOperation(
      components,
      {
        operationId,
        ...said,
        responses: {
          '2XX': { description: 'Received.', ...answer },
          '4XX': { description: 'Rejected: it is not retried, except after 408, 425 and 429.' },
          '5XX': { description: 'Failed: it is retried.' },
        },
      },
      body,
    );
  return {
    ruleWebhook: hook(
      'ruleWebhook',
      {
        summary: 'A rule calls your address',
        description:
          'The actions `webhook` and `escalate` of a rule POST the ticket to your address. Calls of one rule about one ticket are sent in order. Check the signature before you read the body; the key is the setting `webhookSecret` of the tenant, and without one nothing is sent. A call that fails is retried for an hour.',
        parameters: [
          header('X-Parley-Signature', '`sha256=` and the HMAC of the body in hexadecimal, by the `webhookSecret` of the tenant.'),
          header('X-Parley-Delivery-Id', 'Id of the call, the same in every retry.'),
          CAUSATION,
        ],
      },
      ruleWebhook,
    ),
    customerEvent: hook(
      'customerEvent',
      {
        summary: 'An event goes to a webhook',
        description:
          'Events that a webhook of `/v1/webhooks` asks for are POSTed to its `url`, in order for each ticket. Verify the call as the Standard Webhooks specification says, and process the same `webhook-id` once. Any answer but a 2xx within 10 s is a failure: the event is retried after 5 s, 30 s, 2 min and 10 min, then hourly for three days.',
        parameters: [
          header('webhook-id', 'Id of the event, the same in every retry.'),
          header('webhook-timestamp', 'When this attempt was sent, in seconds since 1970.'),
          header('webhook-signature', 'Signatures separated by spaces, each `v1,` and a base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`.'),
        ],
      },
      customerEvent,
    ),
    replyCallback: hook(
      'replyCallback',
      {
        summary: 'A reply goes to your callback',
        description:
          'A reply on an origin of the channel `api` is POSTed to its `callbackUrl`. Check the signature before you read the body; the key is the `signingSecret` of the origin. A call that fails is retried for four hours; process the same `Idempotency-Key` once. A 409 is retried too.',
        parameters: [
          header('X-Parley-Signature', '`sha256=` and the HMAC of the body in hexadecimal, by the `signingSecret` of the origin.'),
          header('Idempotency-Key', 'Id of the reply, the same in every retry.'),
          CAUSATION,
        ],
      },
      replyCallback,
      jsonContent(components, replyReceipt, 'output', 'replyCallback'),
    ),
    ...describeServiceCalls(components),
  };
}
