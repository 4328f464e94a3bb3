// zod/mini: these errors only appear in the log.
import * as z from 'zod/mini';
import { CHANNELS } from '../../origins/channels.ts';
import { SURFACES } from '../../vocabulary/message-words.ts';
import { attachmentSchema, personSchema } from '../messages/content.ts';

export { INLINE_LIMIT_BYTES, MESSAGES_TOPIC } from './topic.ts';

export const contentSchema = z.strictObject({
  text: z.nullable(z.string()),
  html: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  attachments: z.array(attachmentSchema),
  surface: z.enum(SURFACES),
  /** The provider's id of the message that it answers, or null. */
  inReplyTo: z.nullable(z.string()),
  /** Further provider ids to try for `inReplyTo`, nearest first (mail's References). */
  references: z.array(z.string()),
  permalink: z.nullable(z.string()),
  /** 1–5, reviews and ratings only. */
  starRating: z.nullable(z.int().check(z.minimum(1), z.maximum(5))),
});
export type Content = z.infer<typeof contentSchema>;

/** Records from before November 2026 have the error as one text. */
const deliveryErrorSchema = z.union([z.strictObject({ code: z.string(), message: z.string() }), z.string()]);

/**
 * `created` a message · `edited` its content changed · `removed` by its author · `hidden`/`unhidden` at the provider ·
 * `status` a delivery status of a reply of ours · `reaction` on a message.
 */
export const VERBS = ['created', 'edited', 'removed', 'hidden', 'unhidden', 'status', 'reaction'] as const;
export type Verb = (typeof VERBS)[number];

/** The result of a channel's parser for one element, before tenant and origin are known. */
export const channelEventSchema = z.strictObject({
  verb: z.enum(VERBS),
  /** The provider's id of the message; null if it has none (then the raw bytes' hash is the identity). */
  providerId: z.nullable(z.string().check(z.minLength(1))),
  /** Distinguishes repeated verbs on one message: an edit's time or version, a status's name, a reaction's author. `''` otherwise. */
  version: z.string(),
  /** Decides the thread: author (or group chat) within the origin. Null if the provider does not name it (found by `providerId`). */
  threadKey: z.nullable(z.string().check(z.minLength(1))),
  /** Who did it: the customer, or the origin itself for echoes. Null for statuses, and for a note of the system (`isNote`). */
  author: z.nullable(personSchema),
  /** The customer of the thread, when somebody else (echoes) or nobody (notes) is the author. */
  customer: z.nullable(personSchema),
  /** False: written by the business itself elsewhere (an echo, the Page's own comment) and becomes a `reply` entry. */
  fromCustomer: z.boolean(),
  /** False: never opens a ticket nor changes a status (echoes, auto-replies, bounces, reactions). */
  opensTicket: z.boolean(),
  /** True: a machine wrote first (a form, a shop, an alert). Neither it nor the ticket that it opens is answered automatically. */
  automatic: z.optional(z.boolean()),
  /** Set on `created` and `edited`. */
  content: z.nullable(contentSchema),
  status: z.nullable(z.strictObject({ state: z.enum(['sent', 'delivered', 'read', 'failed']), error: z.nullable(deliveryErrorSchema) })),
  /** Of a status: it is that of every message of ours that was sent in the thread until `occurredAt`; there is no `providerId`. */
  upTo: z.optional(z.literal(true)),
  /** Null removes the reaction. */
  reaction: z.nullable(z.strictObject({ emoji: z.nullable(z.string()) })),
  /** The provider's time, ISO 8601 UTC; the time of receipt if there is none. */
  occurredAt: z.iso.datetime(),
});
export type ChannelEvent = z.infer<typeof channelEventSchema>;

export const inboundEventSchema = z.strictObject({
  schema: z.literal('messages/1'),
  tenantId: z.string().check(z.minLength(1)),
  originId: z.string().check(z.minLength(1)),
  channel: z.enum(CHANNELS),
  correlationId: z.string().check(z.minLength(1)),
  receivedAt: z.iso.datetime(),
  /** The identity's third part: the provider's id, or the hash of the raw bytes with the element's index. */
  identity: z.string().check(z.minLength(1)),
  /** Set on a replay: the entry is appended at the end with its original time and `late: true`. */
  late: z.boolean(),
  event: channelEventSchema,
  /** Object key of the event's `content` if it was too large for the topic; `event.content` is then null. */
  contentRef: z.nullable(z.string()),
  /** `X-Parley-Causation` of the call, verified where the event is applied. Missing if the call had none. */
  causation: z.optional(z.string()),
});
export type InboundEvent = z.infer<typeof inboundEventSchema>;
