import * as z from 'zod';
import { CUSTOM_FIELD_NAME, CUSTOM_FIELD_TEXT, CUSTOM_FIELDS, TAG, TAGS, TOPIC } from '../../../domain/limits.ts';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import { PRIORITIES, STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { time } from '../fields.ts';

export const status = z.enum(STATUSES);
export const priority = z.enum(PRIORITIES);
const id = z.string().min(1).max(100);

export const ticket = z
  .strictObject({
    id: z.string(),
    sequence: z.number().int(),
    status,
    priority,
    origin: z.strictObject({ id: z.string(), channel: z.enum(CHANNELS) }),
    author: z.strictObject({ id: z.string(), name: z.string().nullable(), handle: z.string().nullable() }),
    threadId: z.string(),
    conversationId: z.string(),
    owner: z.strictObject({ agentId: z.string().nullable(), teamId: z.string().nullable() }),
    queueIds: z.array(z.string()),
    tags: z.array(z.string()),
    topic: z.string().nullable(),
    customFields: z.record(z.string(), z.unknown()),
    sentiment: z.string().nullable(),
    starRating: z.number().int().nullable(),
    automatic: z.boolean().meta({ description: 'A machine opened it (a form, a shop, an alert): nothing answers it automatically.' }),
    visibleMessageCount: z.number().int(),
    lastMessage: z.strictObject({ number: z.number().int(), kind: z.string(), text: z.string(), createdAt: time }).nullable(),
    createdAt: time,
    updatedAt: time,
    waitingSince: time.nullable(),
    closesAt: time.nullable(),
    followupAt: time.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Ticket' });

/** Custom fields are stored with the ticket, whose item is billed by its bytes: names and values stay small. */
export const customFields = z
  .record(z.string().min(1).max(CUSTOM_FIELD_NAME), z.union([z.string().max(CUSTOM_FIELD_TEXT), z.number(), z.boolean(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `must have at most ${CUSTOM_FIELDS} fields`)
  .meta({ maxProperties: CUSTOM_FIELDS });

/** Body of PATCH /v1/tickets/{id}, and the `change` of a bulk call. Arrays and customFields replace what is there. */
export const ticketPatch = z
  .strictObject({
    status,
    owner: z.strictObject({ agentId: id.nullable().optional(), teamId: id.nullable().optional() }),
    priority,
    tags: z.array(z.string().trim().min(1).max(TAG)).max(TAGS),
    topic: z.string().max(TOPIC).nullable(),
    customFields,
    followupAt: time.nullable(),
  })
  .partial()
  .meta({ id: 'TicketChange' });
