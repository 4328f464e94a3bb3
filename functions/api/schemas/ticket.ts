import * as z from 'zod';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import { PRIORITIES, STATUSES } from '../../../domain/tickets/ticket.ts';
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
  .record(z.string().min(1).max(60), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= 50, 'at most 50 fields')
  .meta({ maxProperties: 50 });

/** Body of PATCH /v1/tickets/{id}, and the `change` of a bulk call. Arrays and customFields replace what is there. */
export const ticketPatch = z
  .strictObject({
    status,
    owner: z.strictObject({ agentId: id.nullable().optional(), teamId: id.nullable().optional() }),
    priority,
    tags: z.array(z.string().trim().min(1).max(100)).max(50),
    topic: z.string().max(200).nullable(),
    customFields,
    followupAt: time.nullable(),
  })
  .partial();
