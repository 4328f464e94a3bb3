import * as z from 'zod';
import {
  ATTACHMENTS_OF_VISITOR,
  CUSTOM_FIELD_NAME,
  CUSTOM_FIELD_TEXT,
  LONGEST_PATH_ID,
  PRE_CHAT_ANSWERS,
  RATING_COMMENT,
  VISITOR_TEXT,
  VISITOR_UPLOAD_BYTES,
} from '../../../domain/limits.ts';
import { VISITOR_FILE_TYPES } from '../../../domain/livechat/visitor-files.ts';
import { email, name, time } from '../fields.ts';
import { fileName } from './upload.ts';

const answer = z.string().trim().min(1).max(CUSTOM_FIELD_TEXT);

export const sessionDraft = z
  .strictObject({
    originId: z.string().min(1).max(LONGEST_PATH_ID),
    token: z.string().min(1).max(4096).optional(),
    identity: z.strictObject({ id: z.string().min(1).max(320), hash: z.string().min(1).max(200) }).optional(),
    name: name.optional(),
    email: email.optional(),
    answers: z
      .record(z.string().min(1).max(CUSTOM_FIELD_NAME), answer)
      .refine((answers) => Object.keys(answers).length <= PRE_CHAT_ANSWERS, `must have at most ${PRE_CHAT_ANSWERS} answers`)
      .meta({ maxProperties: PRE_CHAT_ANSWERS })
      .optional(),
  })
  .meta({ id: 'VisitorSessionDraft' });

export const position = z.string().regex(/^\d{1,10}\.\d{1,10}$/, 'must be the `position` of an earlier answer');

export const startedSession = z
  .strictObject({ token: z.string(), expiresAt: time, conversationId: z.string(), resumed: z.boolean(), position: z.string() })
  .meta({ id: 'VisitorSession' });

export const visitorMessage = z
  .strictObject({
    number: z.number().int(),
    id: z.string().optional(),
    from: z.enum(['visitor', 'agent', 'bot']),
    name: z.string().nullable(),
    text: z.string().nullable(),
    attachments: z.array(z.strictObject({ name: z.string().nullable(), type: z.string(), size: z.number().int().nullable(), url: z.string().nullable() })),
    createdAt: time,
    editedAt: time.nullable(),
    deleted: z.boolean(),
    status: z.enum(['sent', 'delivered', 'read']),
    reaction: z.string().optional(),
    revision: z.number().int(),
  })
  .meta({ id: 'VisitorMessage' });

export const visitorChat = z
  .strictObject({
    state: z.enum(['open', 'ended']),
    endedAt: time.nullable(),
    rating: z.strictObject({ stars: z.number().int().min(1).max(5), comment: z.string().nullable() }).nullable(),
    canRate: z.boolean(),
    revision: z.number().int(),
  })
  .meta({ id: 'VisitorChat' });

export const visitorRating = z
  .strictObject({ stars: z.number().int().min(1).max(5), comment: z.string().trim().max(RATING_COMMENT).optional() })
  .meta({ id: 'VisitorRating' });

export const visitorUpdates = z
  .strictObject({ items: z.array(visitorMessage), position: z.string(), more: z.boolean(), chat: visitorChat })
  .meta({ id: 'VisitorUpdates' });

export const visitorPost = z
  .strictObject({
    id: z.string().regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, colons, hyphens or underscores'),
    text: z.string().max(VISITOR_TEXT).optional(),
    attachmentIds: z.array(z.string().min(1).max(100)).max(ATTACHMENTS_OF_VISITOR).optional(),
  })
  .refine(({ text, attachmentIds }) => (text ?? '').trim() !== '' || (attachmentIds ?? []).length > 0, {
    message: 'must have a text or a file',
    path: ['text'],
  })
  .meta({ id: 'VisitorPost' });

const number = z.number().int().min(1).max(9_999_999_999);

export const acknowledgement = z
  .strictObject({ delivered: number.optional(), read: number.optional() })
  .refine(({ delivered, read }) => delivered !== undefined || read !== undefined, { message: 'must have delivered or read', path: ['read'] })
  .meta({ id: 'VisitorAck' });

export const visitorFileDraft = z
  .strictObject({ name: fileName, type: z.enum(VISITOR_FILE_TYPES), size: z.number().int().min(1).meta({ maximum: VISITOR_UPLOAD_BYTES }) })
  .meta({ id: 'VisitorFileDraft' });
