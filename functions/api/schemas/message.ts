import * as z from 'zod';
import { LONGEST_PATH_ID, POSTED_HTML, POSTED_TEXT } from '../../../domain/limits.ts';
import { MOST_MENTIONS } from '../../../domain/support/messages/mention.ts';
import { DELIVERY_STATES, MESSAGE_KINDS } from '../../../domain/support/messages/message.ts';
import { SURFACES } from '../../../domain/vocabulary/message-words.ts';
import type { Template } from '../../../domain/vocabulary/template.ts';
import { email, time } from '../fields.ts';
import { status } from './ticket.ts';

const parameter = z.strictObject({
  component: z.enum(['header', 'body', 'button']),
  name: z.string().min(1).max(100).optional(),
  index: z.number().int().min(0).max(9).optional(),
  text: z.string().min(1).max(1_024),
});

const template = z
  .strictObject({ name: z.string().min(1).max(512), language: z.string().min(2).max(20).nullable(), parameters: z.array(parameter) })
  .meta({ id: 'Template' });

/** As it is asked for. A value belongs to the body unless it says otherwise. */
const templateDraft = z
  .strictObject({
    ...template.shape,
    language: z.string().min(2).max(20).optional(),
    parameters: z
      .array(z.strictObject({ ...parameter.shape, component: parameter.shape.component.optional() }))
      .max(50)
      .optional(),
  })
  .meta({ id: 'TemplateDraft' });
type TemplateDraft = z.infer<typeof templateDraft>;

export const templateOf = ({ name, language, parameters = [] }: TemplateDraft): Template => ({
  name,
  language: language ?? null,
  parameters: parameters.map((one) => ({ ...one, component: one.component ?? 'body' })),
});

const choices = z
  .strictObject({
    label: z.string().trim().min(1).max(100).optional(),
    options: z
      .array(z.strictObject({ title: z.string().trim().min(1).max(100), description: z.string().trim().min(1).max(200).optional() }))
      .min(1)
      .max(20)
      .refine((options) => new Set(options.map(({ title }) => title)).size === options.length, 'titles must be unique'),
  })
  .meta({ id: 'Choices' });

export const message = z
  .strictObject({
    conversationId: z.string(),
    ticketId: z.string().nullable(),
    number: z.number().int(),
    kind: z.enum(MESSAGE_KINDS),
    author: z.strictObject({
      type: z.enum(['customer', 'agent', 'rule', 'system', 'origin', 'ai']),
      id: z.string(),
      name: z.string().nullable(),
      handle: z.string().nullable(),
    }),
    text: z.string().nullable(),
    html: z.string().nullable(),
    quotedAt: z.number().int().optional(),
    truncated: z.literal(true).optional().meta({ description: 'True: text and HTML are too long for a response and are cut.' }),
    subject: z.string().nullable(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    attachments: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().nullable(),
        type: z.string(),
        size: z.number().int().nullable(),
        url: z.string().nullable(),
        state: z.enum(['fetching', 'ready', 'failed']).optional(),
        error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
      }),
    ),
    surface: z.enum(SURFACES).or(z.string()),
    inReplyTo: z.number().int().nullable(),
    permalink: z.string().nullable(),
    providerId: z.string().nullable(),
    createdAt: time,
    editedAt: time.nullable(),
    late: z.boolean(),
    hidden: z.boolean(),
    shadowed: z.boolean(),
    deleted: z.boolean(),
    reactions: z.record(z.string(), z.string()),
    starRating: z.number().int().nullable(),
    delivery: z
      .strictObject({
        state: z.enum(DELIVERY_STATES),
        error: z.strictObject({ code: z.string(), message: z.string() }).nullable().meta({ description: 'The error code and a message for the agent.' }),
        via: z.literal('mail').optional().meta({ description: 'The visitor of a live chat was gone: the state is that of the mail with the reply.' }),
        change: z
          .enum(['edit', 'delete', 'hide', 'unhide', 'react'])
          .optional()
          .meta({ description: 'Present after you changed a message at its provider: the state is that of the change, not of the message.' }),
      })
      .nullable(),
    private: z.literal(true).optional().meta({ description: 'True: a reply to a public message that only its author can read.' }),
    template: template.optional(),
    choices: choices.optional(),
    mentions: z.array(z.strictObject({ type: z.enum(['agent', 'team']), id: z.string() })),
    ai: z.strictObject({ model: z.string(), confidence: z.number(), cause: z.string().nullable() }).optional(),
    suggestion: z.strictObject({ state: z.enum(['open', 'accepted', 'dismissed']), reply: z.number().int().optional() }).optional(),
    sentiment: z.enum(['positive', 'neutral', 'negative']).optional(),
    language: z.string().optional(),
    translations: z.record(z.string(), time).optional(),
    summarizedAt: time.optional(),
    statusSkipped: z.literal(true).optional(),
  })
  .meta({ id: 'Message' });

const who = z.strictObject({ type: z.string(), id: z.string().nullable() });

export const edit = z
  .strictObject({
    version: z.number().int(),
    text: z.string().nullable(),
    truncated: z.literal(true).optional(),
    writtenAt: time,
    writtenBy: who,
    replacedAt: time.nullable(),
    replacedBy: who,
  })
  .meta({ id: 'MessageEdit' });

const addresses = z.array(email).max(50);

const mentioned = z.array(z.string().min(1).max(100)).max(MOST_MENTIONS).optional();

/** Body of POST /v1/tickets/{id}/messages. */
export const postedMessage = z
  .strictObject({
    kind: z.enum(['reply', 'note']),
    text: z.string().max(POSTED_TEXT).optional(),
    template: templateDraft.optional(),
    choices: choices.optional(),
    html: z.string().max(POSTED_HTML).optional(),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    attachmentIds: z.array(z.string().min(1).max(100)).max(20).optional(),
    inReplyTo: z.number().int().min(1).optional(),
    to: z.enum(['public', 'private']).optional(),
    thenStatus: status.optional(),
    followupAt: time.optional(),
    lastSeenNumber: z.number().int().min(0).optional(),
    mentions: z.strictObject({ agentIds: mentioned, teamIds: mentioned }).optional(),
  })
  .refine((body) => body.mentions === undefined || body.kind === 'note', { path: ['mentions'], message: 'go with a note only' })
  .refine((body) => body.to === undefined || (body.kind === 'reply' && body.template === undefined), {
    path: ['to'],
    message: 'goes with a reply of text only',
  })
  .refine((body) => body.template === undefined || body.kind === 'reply', { path: ['template'], message: 'goes with a reply only' })
  .refine((body) => body.choices === undefined || (body.kind === 'reply' && body.template === undefined), {
    path: ['choices'],
    message: 'go with the text of a reply only',
  })
  .refine((body) => (body.text === undefined && body.html === undefined) || body.template === undefined, {
    path: ['text'],
    message: 'a text or a template is needed, not both',
  })
  .refine((body) => body.text !== undefined || body.template !== undefined, { path: ['text'], message: 'a text or a template is needed' })
  .refine((body) => body.text === undefined || body.text.trim() !== '' || (body.attachmentIds?.length ?? 0) > 0, {
    path: ['text'],
    message: 'must not be empty without attachments',
  })
  .refine((body) => body.thenStatus !== 'followup' || body.followupAt !== undefined, { path: ['followupAt'], message: 'is required with status followup' })
  .meta({ id: 'MessageDraft' });

/** Body of PATCH /v1/tickets/{id}/messages/{number}: one change. */
export const messageChange = z
  .union([z.strictObject({ hidden: z.boolean() }), z.strictObject({ text: z.string().min(1).max(POSTED_TEXT), html: z.string().max(POSTED_HTML).optional() })])
  .meta({ id: 'MessageChange' });

/** Body of PUT /v1/tickets/{id}/messages/{number}/reactions. */
export const reactionDraft = z.strictObject({ emoji: z.string().min(1).max(40) }).meta({ id: 'ReactionDraft' });

const recipient = z.string().min(1).max(LONGEST_PATH_ID);

/** Body of POST /v1/tickets. */
export const startedConversation = z
  .strictObject({
    originId: recipient,
    to: z.union([recipient, z.strictObject({ id: recipient })]),
    subject: z.string().min(1).max(1_000).optional(),
    text: z.string().max(POSTED_TEXT).optional(),
    template: z.union([z.string().min(1).max(500), templateDraft]).optional(),
  })
  .refine((body) => (body.text === undefined) !== (body.template === undefined), { path: ['text'], message: 'a text or a template is needed, not both' })
  .refine((body) => body.text === undefined || body.text.trim() !== '', { path: ['text'], message: 'must not be empty' })
  .meta({ id: 'ConversationDraft' });
