import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { TICKET_FIELDS } from '../domain/automation/ticket-fields.ts';
import { clientFrames, serverFrames } from '../domain/realtime/frames.ts';
import { CATALOGUE } from '../domain/support/events/catalogue.ts';
import { topicEnvelopeSchema } from '../domain/support/events/envelope.ts';
import { inboundEventSchema, MESSAGES_TOPIC } from '../domain/support/inbound/inbound-event.ts';
import { describeWith } from '../functions/api/openapi/describe.ts';
import { frameName } from '../functions/api/openapi/frames.ts';
import { EVENTS as WORDS_OF_EVENTS, wordsOfEventData } from '../functions/api/openapi/words/events.ts';
import { FRAMES } from '../functions/api/openapi/words/frames.ts';
import { INBOUND_EVENT } from '../functions/api/openapi/words/inbound-event.ts';
import type { Words } from '../functions/api/openapi/words/words.ts';
import { toYaml } from './yaml.ts';

/**
 * The WebSocket protocol and the topics as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0, read
 * November 2026), from the very schemas that validate them. `npm run asyncapi` writes docs/asyncapi.yaml.
 */
type Json = Record<string, unknown>;

export const ASYNCAPI_FILE = fileURLToPath(new URL('../docs/asyncapi.yaml', import.meta.url));

const payload = (schema: z.core.$ZodType, words: Words): Json => {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return describeWith(rest, words);
};

const CLIENT_SAYS: Readonly<Record<keyof typeof clientFrames, string>> = {
  resume: 'Replay what happened after the cursor, or after the last ack.',
  ack: 'Everything up to this cursor, or up to this message of the conversation, has been seen; the stored position never moves back.',
  typing: 'This agent is writing in the conversation.',
  presence: 'This agent is available, away or out of office.',
  subscribe: 'From now on only tickets in these queues and these tickets are told; without both, all again.',
  send: 'A message to a chat, group or direct. Tickets are answered by the API.',
  'group.create': 'A new group.',
  'group.update': 'Members come and go, or the name changes.',
};
const SERVER_SAYS: Readonly<Record<keyof typeof serverFrames, string>> = {
  ticket: 'A ticket that you may see, as it is now.',
  message: 'A new message in a conversation that you may see.',
  amended: 'A message as it is after an edit, a hiding, a removal or a delivery status.',
  queue: 'The counters of a queue that you may see, as they are now.',
  stale: 'Too much has changed to tell it one by one: read again what you show.',
  resumed: 'The replay you asked for has ended.',
  typing: 'Another agent is writing in the conversation.',
  mention: 'A note names this agent, or a team of theirs.',
  presence: 'A colleague is available, away or out of office, or looks at a ticket.',
  error: 'A frame of yours could not be served; the connection stays.',
};

/** Topics that nobody consumes yet have no message: a schema nobody reads would promise what nobody keeps. */
const TOPICS: Readonly<Record<string, string>> = {
  [MESSAGES_TOPIC]: 'What happened at a provider, one record an element. Key: the thread’s.',
  tickets: 'Tickets are changed from outside. Key: the ticket’s id.',
  queue_acks: 'Queues that changed: their tickets are evaluated again. Key: the queue’s id.',
  ai_messages: 'Answers and suggestions of AI helpers. Key: the ticket’s id.',
  metadata_actions: 'What other systems know about tickets; queues follow. Key: the ticket’s id.',
  escalations_outbound: 'Escalations are raised, answered and closed from outside. Key: the escalation’s id.',
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

const frames = (side: 'Client' | 'Server', schemas: Readonly<Record<string, z.core.$ZodType>>, says: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    Object.entries(schemas).map(([type, schema]) => [
      `${side.toLowerCase()}.${type}`,
      { name: type, summary: says[type], contentType: 'application/json', payload: payload(schema, FRAMES[frameName(side, type)] ?? {}) },
    ]),
  );

const references = (channel: string, names: readonly string[]): Json[] => names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

export function asyncApi(version: string): Json {
  const client = frames('Client', clientFrames, CLIENT_SAYS);
  const server = frames('Server', serverFrames, SERVER_SAYS);
  const inbound = { name: 'inboundEvent', contentType: 'application/json', payload: payload(inboundEventSchema, INBOUND_EVENT) };
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
      description: 'Generated by scripts/asyncapi.ts from the schemas in the code; do not edit. How clients use it: docs/live-feed.md.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/',
        title: 'WebSocket',
        description:
          'Open `{wsUrl}?ticket={ticket}` with a ticket of `POST /v1/socket-tickets`. A message is one frame (a JSON object, told apart by `type`) or an array of up to 100.',
        messages: { ...client, ...server },
        bindings: {
          ws: {
            method: 'GET',
            query: {
              type: 'object',
              required: ['ticket'],
              properties: { ticket: { type: 'string', description: 'A ticket of `POST /v1/socket-tickets`, good for one connection within 30 s.' } },
            },
          },
        },
      },
      ...Object.fromEntries(topics),
    },
    operations: {
      fromClient: { action: 'receive', channel: { $ref: '#/channels/socket' }, messages: references('socket', Object.keys(client)) },
      toClient: { action: 'send', channel: { $ref: '#/channels/socket' }, messages: references('socket', Object.keys(server)) },
      inboundMessages: { action: 'receive', channel: { $ref: `#/channels/${MESSAGES_TOPIC}` }, messages: references(MESSAGES_TOPIC, ['inboundEvent']) },
      ...Object.fromEntries(
        Object.keys(CATALOGUE).map((topic) => [
          `${topic}Events`,
          {
            action: 'receive',
            channel: { $ref: `#/channels/${topic}` },
            summary: `By Kafka, or by \`POST /v1/events/${topic}\`, which adds the tenant.`,
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
