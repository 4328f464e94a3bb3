import * as z from 'zod/mini';
import { AVAILABILITIES } from '../availability/availability.ts';
import { PROBLEMS, type ProblemCode } from '../errors.ts';
import { ATTACHMENTS_OF_CHAT, GROUP_DESCRIPTION, NAME } from '../limits.ts';

/** The frames of DESIGN §5, as sent over the WebSocket: one JSON object each, distinguished by `type`. */
/** 1 to this many characters. */
const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const id = text(100);
const conversationId = text(200);
/** It names segments by shard: some hundred characters at most, when batches overtook one another everywhere. */
const cursor = text(4_000);
const number = z.int().check(z.positive());
/** Longer texts must use the API, which allows the full size of a body. */
const BODY_CHARACTERS = 20_000;
/** The content of one screen: a page of a list, and open items. */
const FOLLOWED = 100;

const groupName = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME));
const description = z.string().check(z.trim(), z.maxLength(GROUP_DESCRIPTION));
/** As many as fit into a frame: how many a group can have is told by its command. */
const people = z.array(conversationId);

/** From the client. Each may have an `id` of its own, which an `error` frame about it repeats. */
export const clientFrames = {
  send: z
    .strictObject({
      type: z.literal('send'),
      id,
      conversationId,
      body: z.optional(z.string().check(z.maxLength(BODY_CHARACTERS))),
      inReplyTo: z.optional(number),
      threadOf: z.optional(number),
      attachmentIds: z.optional(z.array(id).check(z.maxLength(ATTACHMENTS_OF_CHAT))),
    })
    .check(z.refine(({ body = '', attachmentIds = [] }) => body.trim() !== '' || attachmentIds.length > 0)),
  ack: z.strictObject({
    type: z.literal('ack'),
    id: z.optional(id),
    conversationId: z.optional(conversationId),
    number: z.optional(number),
    cursor: z.optional(cursor),
    read: z.optional(z.boolean()),
  }),
  resume: z.strictObject({ type: z.literal('resume'), id: z.optional(id), cursor: z.optional(cursor) }),
  typing: z.strictObject({
    type: z.literal('typing'),
    id: z.optional(id),
    conversationId,
    note: z.optional(z.boolean()).check(z.meta({ description: 'True while a private note is written: only colleagues are told.' })),
  }),
  presence: z.strictObject({
    type: z.literal('presence'),
    id: z.optional(id),
    availability: z.enum(AVAILABILITIES),
    until: z.optional(z.nullable(z.iso.datetime({ offset: true }))),
  }),
  subscribe: z.strictObject({
    type: z.literal('subscribe'),
    id: z.optional(id),
    queueIds: z.optional(z.array(id).check(z.maxLength(FOLLOWED))),
    ticketIds: z.optional(z.array(id).check(z.maxLength(FOLLOWED))),
    conversationIds: z
      .optional(z.array(conversationId).check(z.maxLength(FOLLOWED)))
      .check(z.meta({ description: 'Chats of applications that you want to hear, instead of those before. Groups and directs come without asking.' })),
  }),
  'group.create': z.strictObject({
    type: z.literal('group.create'),
    id,
    groupId: z.optional(z.uuid()),
    name: groupName,
    description: z.optional(description),
    memberIds: people,
  }),
  'group.update': z.strictObject({
    type: z.literal('group.update'),
    id,
    groupId: z.optional(id),
    conversationId: z.optional(conversationId),
    add: z.optional(people),
    remove: z.optional(people),
    name: z.optional(groupName),
    description: z.optional(z.nullable(description)),
  }),
} as const;
export type ClientFrameType = keyof typeof clientFrames;
export type ClientFrame<T extends ClientFrameType = ClientFrameType> = z.output<(typeof clientFrames)[T]>;

const time = z.iso.datetime();
const counters = z.strictObject(Object.fromEntries(['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => [status, z.int()])));
const deliveryError = z.strictObject({ code: z.string(), message: z.string() });
const delivery = z.strictObject({ state: z.string(), error: z.nullable(deliveryError) });
const file = { id: z.string(), name: z.string(), type: z.string(), size: z.int() };
const preview = z.strictObject({
  url: z.string(),
  title: z.string(),
  description: z.nullable(z.string()),
  siteName: z.nullable(z.string()),
  image: z.optional(z.strictObject(file)),
});
const entry = { conversationId, number, body: z.nullable(z.string()), ticketId: z.optional(z.string()), cursor };

/** To the client. `cursor` is present if something happened in a log. */
/** Who wrote the reply of a ticket in a chat of an application. */
const support = z.strictObject({ name: z.nullable(z.string()), automatic: z.boolean() });

export const serverFrames = {
  accepted: z
    .strictObject({ type: z.literal('accepted'), id, conversationId, number: z.optional(number), jobId: z.optional(z.string()) })
    .check(z.meta({ description: 'Your message or your group is kept; the number is final. The same `id` again gets the same answer.' })),
  ticket: z.strictObject({
    type: z.literal('ticket'),
    ticket: z
      .looseObject({ id: z.string(), sequence: z.int(), status: z.string(), version: z.int() })
      .check(z.meta({ description: 'The ticket, as GET /v1/tickets/{id} shows it.' })),
    cursor,
    truncated: z.optional(z.literal(true)).check(z.meta({ description: 'Members of the ticket are left out: read the complete ticket through the API.' })),
  }),
  message: z.strictObject({
    type: z.literal('message'),
    ...entry,
    kind: z.optional(z.string()),
    senderId: z.string(),
    createdAt: time,
    inReplyTo: z.optional(number),
    threadOf: z.optional(number),
    attachments: z.optional(z.array(z.strictObject(file))),
    preview: z.optional(preview),
    support: z.optional(support),
    truncated: z.optional(z.literal(true)).check(z.meta({ description: 'The body is cut: read the complete message through the API.' })),
  }),
  amended: z.strictObject({
    type: z.literal('amended'),
    ...entry,
    number: z.nullable(number),
    senderId: z.optional(z.string()),
    createdAt: z.optional(time),
    change: z.optional(z.looseObject({ type: z.string(), by: z.string(), at: time })),
    hidden: z.boolean(),
    deleted: z.boolean(),
    editedAt: z.nullable(time),
    delivery: z.nullable(delivery),
    translations: z.optional(z.record(z.string(), time)),
    summarizedAt: z.optional(time),
    suggestion: z.optional(z.strictObject({ state: z.enum(['open', 'accepted', 'dismissed']), reply: z.optional(number) })),
    sentiment: z.optional(z.enum(['positive', 'neutral', 'negative'])),
    language: z.optional(z.string()),
    reactions: z.optional(z.record(z.string(), z.string())),
    attachments: z.optional(z.array(z.union([z.strictObject({ id: z.string(), state: z.enum(['fetching', 'ready', 'failed']) }), z.strictObject(file)]))),
    preview: z.optional(preview),
    support: z.optional(support),
    truncated: z.optional(z.literal(true)),
  }),
  delivered: z
    .strictObject({ type: z.literal('delivered'), conversationId, number, userId: z.string() })
    .check(
      z.meta({ description: 'To the author: this person has acknowledged the conversation up to this message of yours. Not in groups of more than 100.' }),
    ),
  read: z
    .strictObject({ type: z.literal('read'), conversationId, number, userId: z.string() })
    .check(z.meta({ description: 'To the author, and to the reader’s own devices: this person has read up to this message. Not in groups of more than 100.' })),
  queue: z.strictObject({ type: z.literal('queue'), id: z.string(), counters }),
  stale: z
    .strictObject({ type: z.literal('stale'), queueIds: z.array(z.string()), cursor })
    .check(z.meta({ description: 'Too much has changed to tell it one by one: read again what you show of these queues, and lists without a queue.' })),
  resumed: z
    .strictObject({ type: z.literal('resumed'), id: z.optional(id), cursor, more: z.boolean() })
    .check(z.meta({ description: 'The end of a replay. Until it comes, keep the cursor you resumed with; `more`: resume again from this one.' })),
  typing: z.strictObject({ type: z.literal('typing'), conversationId, ticketId: z.optional(z.string()), userId: z.string(), name: z.nullable(z.string()) }),
  mention: z.strictObject({
    type: z.literal('mention'),
    ticketId: z.string(),
    conversationId,
    number,
    body: z.nullable(z.string()),
    senderId: z.string(),
    createdAt: time,
  }),
  failure: z
    .strictObject({ type: z.literal('failure'), ticketId: z.string(), conversationId, number, error: z.nullable(deliveryError) })
    .check(z.meta({ description: 'To the owner of a ticket: a reply of it could not be sent, for good. The ticket is working again.' })),
  presence: z.strictObject({
    type: z.literal('presence'),
    userId: z.string(),
    availability: z.optional(z.enum(AVAILABILITIES)),
    until: z.optional(z.nullable(time)),
    name: z.optional(z.nullable(z.string())),
    ticketId: z.optional(z.string()),
    viewing: z.optional(z.boolean()),
  }),
  error: z.strictObject({
    type: z.literal('error'),
    id: z.optional(id),
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
