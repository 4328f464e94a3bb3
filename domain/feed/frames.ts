import * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../errors.ts';

/** The frames of DESIGN §5, as they go over the WebSocket: one JSON object each, told apart by `type`. */
const id = z.string().min(1).max(100);
const conversationId = z.string().min(1).max(200);
const cursor = z.string().min(1).max(500);
const number = z.number().int().positive();
/** Longer texts go by the API, whose limit is the size of a body. */
const BODY_CHARACTERS = 20_000;

/** From the client. Each may carry an `id` of its own, which an `error` frame about it names. */
export const clientFrames = {
  send: z.strictObject({ type: z.literal('send'), id, conversationId, body: z.string().min(1).max(BODY_CHARACTERS) }),
  ack: z.strictObject({
    type: z.literal('ack'),
    id: id.optional(),
    conversationId: conversationId.optional(),
    number: number.optional(),
    cursor: cursor.optional(),
  }),
  resume: z.strictObject({ type: z.literal('resume'), id: id.optional(), cursor: cursor.optional() }),
  typing: z.strictObject({ type: z.literal('typing'), id: id.optional(), conversationId }),
  'group.create': z.strictObject({
    type: z.literal('group.create'),
    id,
    groupId: z.uuid().optional(),
    name: z.string().min(1).max(200),
    description: z.string().max(2_000).optional(),
    memberIds: z.array(id).max(1_000),
  }),
  'group.update': z.strictObject({
    type: z.literal('group.update'),
    id,
    groupId: id,
    add: z.array(id).max(1_000).optional(),
    remove: z.array(id).max(1_000).optional(),
    name: z.string().min(1).max(200).optional(),
  }),
} as const;
export type ClientFrameType = keyof typeof clientFrames;
export type ClientFrame<T extends ClientFrameType = ClientFrameType> = z.output<(typeof clientFrames)[T]>;

const time = z.iso.datetime();
const counters = z.strictObject(
  Object.fromEntries(['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => [status, z.number().int()])),
);
const delivery = z.strictObject({ state: z.string(), error: z.strictObject({ code: z.string(), message: z.string() }).nullable() });
const entry = { conversationId, number, body: z.string().nullable(), ticketId: z.string().optional(), cursor };

/** To the client. `cursor` stands wherever something happened in a log. */
export const serverFrames = {
  ticket: z.strictObject({
    type: z.literal('ticket'),
    ticket: z
      .looseObject({ id: z.string(), sequence: z.number().int(), status: z.string(), version: z.number().int() })
      .meta({ description: 'The ticket, as GET /v1/tickets/{id} shows it.' }),
    cursor,
    truncated: z.literal(true).optional().meta({ description: 'Members of the ticket are left out: read the whole by the API.' }),
  }),
  message: z.strictObject({
    type: z.literal('message'),
    ...entry,
    kind: z.string(),
    senderId: z.string(),
    createdAt: time,
    truncated: z.literal(true).optional().meta({ description: 'The body is only the beginning: read the whole by the API.' }),
  }),
  amended: z.strictObject({
    type: z.literal('amended'),
    ...entry,
    hidden: z.boolean(),
    deleted: z.boolean(),
    editedAt: time.nullable(),
    delivery: delivery.nullable(),
    truncated: z.literal(true).optional(),
  }),
  queue: z.strictObject({ type: z.literal('queue'), id: z.string(), counters }),
  resumed: z.strictObject({ type: z.literal('resumed'), id: id.optional(), cursor, more: z.boolean() }).meta({
    description: 'The end of a replay. Until it comes, keep the cursor you resumed with; `more`: resume again from this one.',
  }),
  typing: z.strictObject({ type: z.literal('typing'), conversationId, userId: z.string() }),
  error: z.strictObject({
    type: z.literal('error'),
    id: id.optional(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    title: z.string(),
  }),
} as const;
export type ServerFrame = { [T in keyof typeof serverFrames]: z.input<(typeof serverFrames)[T]> }[keyof typeof serverFrames];

export const errorFrame = (code: ProblemCode, title: string, about?: string): ServerFrame => ({
  type: 'error',
  ...(about === undefined ? {} : { id: about }),
  code,
  title,
});
