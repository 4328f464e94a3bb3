import * as z from 'zod';
import { CAUSATION_HEADER } from '../../../domain/automation/causation.ts';
import { notFound, Problem } from '../../../domain/errors.ts';
import { answerKey, bindKey } from '../../../domain/idempotency/parts.ts';
import { EVENT_ID, EVENT_VERSION, EVENTS } from '../../../domain/limits.ts';
import { CATALOGUE } from '../../../domain/support/events/catalogue.ts';
import { putOnTopic } from '../../../domain/support/events/put-on-topic.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';

/** As `envelopeSchema`, for the API's document. */
const event = z
  .strictObject({
    id: z.string().min(1).max(EVENT_ID),
    type: z.string().min(1).max(100),
    version: z.int().min(1).max(EVENT_VERSION),
    occurredAt: time,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

const refused = z.strictObject({ code: z.string(), title: z.string(), detail: z.string() });
const accepted = z
  .strictObject({ items: z.array(z.strictObject({ id: z.string(), accepted: z.boolean(), error: refused.optional() })) })
  .meta({ id: 'EventsAccepted' });

export const eventRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/events/{topic}',
    roles: ['admin'],
    summary: 'Put events on a topic, for programs without a Kafka client',
    description: `One event or up to ${EVENTS}. The response comes when the accepted events are durable; they take effect soon after, in order for each ticket. An event of an unknown type or with invalid data is \`accepted: false\` and does not affect the others. An event about a ticket that does not exist is accepted and becomes a dead letter.`,
    body: z.union([event, z.array(event).min(1)]).meta({ id: 'Events' }),
    answers: { 202: accepted },
    handle: async ({ deps, context, params, body, headers }) => {
      const rows = Object.hasOwn(CATALOGUE, params.topic) ? CATALOGUE[params.topic] : undefined;
      if (!rows) throw notFound('topic');
      const events = Array.isArray(body) ? body : [body];
      if (events.length > EVENTS) throw new Problem('too_large', `A call takes at most ${EVENTS} events.`);
      await bindKey(deps.table, context);
      const { tenantId, correlationId } = context;
      const items = await putOnTopic(deps.topics, { tenantId, correlationId, causation: headers[CAUSATION_HEADER] }, params.topic, rows, events);
      const answer = { status: 202, body: { items } } as const;
      await answerKey(deps.table, context, answer);
      return answer;
    },
  }),
];
