import * as z from 'zod';
import { PROBLEMS, type ProblemCode } from '../../../domain/errors.ts';
import { SENT_FRAMES } from '../../../domain/limits.ts';
import { time } from '../fields.ts';
import { chatFile, linkPreview, supportSender } from './chat.ts';

/** Each frame is read by the schemas of the WebSocket, one by one: a wrong one fails alone. */
const frame = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
});
export const frames = z.union([frame, z.array(z.unknown()).min(1).max(SENT_FRAMES)]).meta({ id: 'SentFrames' });

const error = z.strictObject({ code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]), title: z.string() });
export const sentFrame = z
  .strictObject({
    id: z.string().nullable(),
    accepted: z.boolean(),
    conversationId: z.string().optional(),
    number: z.number().int().optional(),
    jobId: z.string().optional(),
    error: error.optional(),
  })
  .meta({ id: 'SentFrame' });
export const sentFrames = z.strictObject({ items: z.array(sentFrame) }).meta({ id: 'SentFramesResult' });

const change = z.looseObject({ type: z.string(), by: z.string(), at: time });
export const owedItem = z
  .strictObject({
    type: z.enum(['message', 'amendment']),
    conversationId: z.string(),
    number: z.number().int().nullable(),
    body: z.string().nullable(),
    senderId: z.string(),
    createdAt: time,
    inReplyTo: z.number().int().optional(),
    threadOf: z.number().int().optional(),
    attachments: z.array(chatFile).optional(),
    preview: linkPreview.optional(),
    support: supportSender.optional(),
    deleted: z.boolean().optional(),
    editedAt: time.nullable().optional(),
    change: change.optional(),
    cursor: z.string(),
  })
  .meta({ id: 'OwedItem' });

const position = z.strictObject({ number: z.number().int(), amendment: z.number().int() });
export const owedPosition = z.strictObject({ conversationId: z.string(), position });
