import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { TICKET_FIELDS } from '../domain/automation/ticket-fields.ts';
import { clientFrames, serverFrames } from '../domain/realtime/frames.ts';
import { visitorFrames } from '../domain/realtime/visitor-frames.ts';
import { CATALOGUE } from '../domain/support/events/catalogue.ts';
import { topicEnvelopeSchema } from '../domain/support/events/envelope.ts';
import { inboundEventSchema, MESSAGES_TOPIC } from '../domain/support/inbound/inbound-event.ts';
import { describeWith } from '../functions/api/openapi/describe.ts';
import { frameName } from '../functions/api/openapi/frames.ts';
import { customerEvent as customerEventSchema } from '../functions/api/openapi/webhooks.ts';
import { EVENTS as WORDS_OF_EVENTS, wordsOfEventData } from '../functions/api/openapi/words/events.ts';
import { FRAMES } from '../functions/api/openapi/words/frames.ts';
import { INBOUND_EVENT } from '../functions/api/openapi/words/inbound-event.ts';
import { VISITOR_FRAMES } from '../functions/api/openapi/words/visitor-frames.ts';
import { WEBHOOKS } from '../functions/api/openapi/words/webhooks.ts';
import type { Words } from '../functions/api/openapi/words/words.ts';
import { toYaml } from './yaml.ts';

/**
 * The WebSocket protocol and the topics as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0, read
 * November 2026), from the same schemas that validate them. `npm run asyncapi` writes docs/asyncapi.yaml.
 */
type Json = Record<string, unknown>;

export const ASYNCAPI_FILE = fileURLToPath(new URL('../docs/asyncapi.yaml', import.meta.url));

const payload = (schema: z.core.$ZodType, words: Words): Json => {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return describeWith(rest, words);
};

const CLIENT_SAYS: Readonly<Record<keyof typeof clientFrames, string>> = {
  resume: 'Replay what you are owed and the changes of tickets after the cursor, or after the last ack.',
  ack: 'You have seen everything up to this cursor, or up to this message of the conversation; the stored position never moves back.',
  typing: 'You are writing in the conversation.',
  presence: 'You are available, away or out of office.',
  subscribe: 'From now on, you get frames only about these tickets and about tickets in these queues; without both, about all tickets again.',
  send: 'A message to a chat, group or direct. Use the API to answer tickets.',
  'group.create': 'A new group.',
  'group.update': 'Adds or removes members, or changes the name or the description.',
};
const SERVER_SAYS: Readonly<Record<keyof typeof serverFrames, string>> = {
  accepted: 'Your message or your group is kept.',
  ticket: 'A ticket that you may see, as it is now.',
  message: 'A new message in a conversation that you may see.',
  amended: 'A message after an edit, a hiding, a removal, a delivery status, a preview of its link, an analysis, or a decision about a suggestion.',
  delivered: 'Somebody has acknowledged the conversation up to this message of yours.',
  read: 'Somebody has read the conversation up to this message of yours, or you have on another device.',
  queue: 'The counters of a queue that you may see, as they are now.',
  stale: 'Too much has changed for single frames: load again what you show.',
  resumed: 'The replay you asked for has ended.',
  typing: 'Somebody else is writing in the conversation.',
  mention: 'A note names you, or a team of yours.',
  failure: 'A reply of a ticket that you or your team own could not be sent, for good.',
  presence: 'A colleague is available, away or out of office, or looks at a ticket.',
  error: 'Your frame could not be processed; the connection stays open.',
};

const VISITOR_HEARS: Readonly<Record<keyof typeof visitorFrames, string>> = {
  message: 'A message of the visitor’s conversation that is new or has changed, as it is now.',
  chat: 'The chat has ended, was rated, or goes on after an end.',
  typing: 'An agent is writing to the visitor.',
  error: 'The frame could not be processed; the connection stays open.',
};
/** The API's document has the members of tickets, messages and queues. */
const customerEventPayload = customerEventSchema.extend({
  data: customerEventSchema.shape.data.extend({ ticket: z.looseObject({}).optional() }),
});

/** Topics without a consumer have no message, because nothing would validate the schema. */
const TOPICS: Readonly<Record<string, string>> = {
  [MESSAGES_TOPIC]: 'Events at providers, one element per record. Key: the key of the thread.',
  tickets: 'Changes of tickets by other systems. Key: the ticket’s id.',
  queue_acks: 'Changed queues, whose tickets are evaluated again. Key: the queue’s id.',
  ai_messages: 'Answers and suggestions of AI helpers. Key: the ticket’s id.',
  metadata_actions: 'Metadata of other systems about tickets. Key: the ticket’s id.',
  escalations_outbound: 'Escalations that other systems raise, answer and close. Key: the escalation’s id.',
};

/** The events of a topic, each in its envelope. */
const eventsOf = (topic: string): Json =>
  Object.fromEntries(
    (CATALOGUE[topic] ?? []).map(({ type, version, data, says }) => {
      const envelope = z.strictObject({ ...topicEnvelopeSchema.shape, type: z.literal(type), version: z.literal(version), data });
      const described = payload(envelope, { ...WORDS_OF_EVENTS['Event'], ...wordsOfEventData(TICKET_FIELDS), '': says });
      return [`${type}.v${version}`, { name: type, title: `${type}, version ${version}`, summary: says, contentType: 'application/json', payload: described }];
    }),
  );

const wordsOf = (side: 'Client' | 'Server' | 'Visitor', type: string): Words => (side === 'Visitor' ? VISITOR_FRAMES : FRAMES[frameName(side, type)]) ?? {};

const frames = (side: 'Client' | 'Server' | 'Visitor', schemas: Readonly<Record<string, z.core.$ZodType>>, says: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    Object.entries(schemas).map(([type, schema]) => [
      `${side.toLowerCase()}.${type}`,
      { name: type, summary: says[type], contentType: 'application/json', payload: payload(schema, wordsOf(side, type)) },
    ]),
  );

const references = (channel: string, names: readonly string[]): Json[] => names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

export function asyncApi(version: string): Json {
  const client = frames('Client', clientFrames, CLIENT_SAYS);
  const server = frames('Server', serverFrames, SERVER_SAYS);
  const visitor = { 'client.typing': client['client.typing'], ...frames('Visitor', visitorFrames, VISITOR_HEARS) };
  const inbound = { name: 'inboundEvent', contentType: 'application/json', payload: payload(inboundEventSchema, INBOUND_EVENT) };
  const customerEvent = { name: 'customerEvent', contentType: 'application/json', payload: payload(customerEventPayload, WEBHOOKS['CustomerEvent'] ?? {}) };
  const messagesOf = (name: string): Json => ({ ...(name === MESSAGES_TOPIC ? { inboundEvent: inbound } : {}), ...eventsOf(name) });
  const topics = Object.entries(TOPICS).map(([name, description]) => {
    const messages = messagesOf(name);
    return [name, { address: name, description, ...(Object.keys(messages).length > 0 ? { messages } : {}), bindings: { kafka: { topic: name } } }];
  });
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Parley: live feed and topics',
      version,
      description: 'Generated by scripts/asyncapi.ts from the schemas in the code; do not edit. docs/live-feed.md explains the protocol for clients.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/',
        title: 'WebSocket',
        description:
          'Open `{wsUrl}?ticket={ticket}` with a ticket of `POST /v1/socket-tickets`. A message is one frame (a JSON object with a `type`) or an array of up to 100.',
        messages: { ...client, ...server },
        bindings: {
          ws: {
            method: 'GET',
            query: {
              type: 'object',
              required: ['ticket'],
              properties: { ticket: { type: 'string', description: 'A ticket of `POST /v1/socket-tickets`, valid for one connection within 30 s.' } },
            },
          },
        },
      },
      visitorSocket: {
        address: '/',
        title: 'WebSocket of a live chat’s visitor',
        description: 'Open the `url` of `POST /v1/livechat/socket-tickets`. docs/livechat.md explains it.',
        messages: visitor,
        bindings: { ws: { method: 'GET' } },
      },
      webhooks: {
        title: 'Webhooks of a business',
        description:
          'Events that Parley POSTs to the `url` of each webhook of `/v1/webhooks`, signed by the Standard Webhooks specification. docs/webhooks.md has retries and order.',
        messages: { customerEvent },
        bindings: { http: {} },
      },
      ...Object.fromEntries(topics),
    },
    operations: {
      fromClient: { action: 'receive', channel: { $ref: '#/channels/socket' }, messages: references('socket', Object.keys(client)) },
      toClient: { action: 'send', channel: { $ref: '#/channels/socket' }, messages: references('socket', Object.keys(server)) },
      fromVisitor: { action: 'receive', channel: { $ref: '#/channels/visitorSocket' }, messages: references('visitorSocket', ['client.typing']) },
      toVisitor: {
        action: 'send',
        channel: { $ref: '#/channels/visitorSocket' },
        messages: references(
          'visitorSocket',
          Object.keys(visitor).filter((name) => name.startsWith('visitor.')),
        ),
      },
      toWebhooks: { action: 'send', channel: { $ref: '#/channels/webhooks' }, messages: references('webhooks', ['customerEvent']) },
      inboundMessages: { action: 'receive', channel: { $ref: `#/channels/${MESSAGES_TOPIC}` }, messages: references(MESSAGES_TOPIC, ['inboundEvent']) },
      ...Object.fromEntries(
        Object.keys(CATALOGUE).map((topic) => [
          `${topic}Events`,
          {
            action: 'receive',
            channel: { $ref: `#/channels/${topic}` },
            summary: `Through Kafka, or through \`POST /v1/events/${topic}\`, which adds the tenant.`,
            messages: references(topic, Object.keys(eventsOf(topic))),
          },
        ]),
      ),
    },
  };
}

export const asyncApiText = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return toYaml(asyncApi(version));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ASYNCAPI_FILE, asyncApiText());
