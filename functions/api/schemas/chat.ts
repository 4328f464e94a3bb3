import * as z from 'zod';
import { ATTACHMENTS_OF_CHAT, CHAT_TEXT, LONGEST_PATH_ID, MENTIONS } from '../../../domain/limits.ts';
import { name, time } from '../fields.ts';

const number = z.coerce.number().int().min(1).max(9_999_999_999);

const chatNumber = number.meta({ description: 'The number of the chat in its application.' });
const messageNumber = number.meta({ description: 'The number of the message in its chat.' });

/** The path of one chat, and of one message in it. */
export const inApplication = z.strictObject({ token: z.string(), number: chatNumber });
export const inChat = z.strictObject({ token: z.string(), number: chatNumber, n: messageNumber });

const emoji = z.string().max(100).meta({ description: 'One emoji, percent-encoded. Another text is a 422.' });
export const reactionInChat = inChat.extend({ emoji });
/** The same in a group or a direct. */
export const reactionInRoom = z.strictObject({ id: z.string(), n: number.meta({ description: 'The number of the message in its conversation.' }), emoji });

export const thread = number.optional().meta({ description: 'Only the messages in the thread of the message with this number, without that one.' });

export const order = z.enum(['asc', 'desc']).optional().meta({ description: '`asc`: oldest first. Newest first unless given.' });

const count = z.number().int();

export const applicationDraft = z.strictObject({ name }).meta({ id: 'ApplicationDraft' });
export const applicationChange = z.strictObject({ name: name.optional(), linkPreviews: z.boolean().optional() }).meta({ id: 'ApplicationChange' });
export const application = z
  .strictObject({ token: z.string(), name: z.string(), chatsCount: count, linkPreviews: z.boolean(), createdAt: time })
  .meta({ id: 'Application' });

export const chatDraft = z.strictObject({ name: name.optional() }).meta({ id: 'ChatDraft' }).optional();
export const chatChange = z.strictObject({ name: name.optional() }).meta({ id: 'ChatChange' });
export const chat = z
  .strictObject({ number: count, name: z.string().nullable(), conversationId: z.string(), messagesCount: count, createdAt: time })
  .meta({ id: 'Chat' });

const body = z
  .string()
  .min(1)
  .max(CHAT_TEXT)
  .refine((text) => text.trim() !== '', 'must not be blank');
export const chatPost = z
  .strictObject({
    body: z.string().max(CHAT_TEXT).optional(),
    inReplyTo: z.number().int().min(1).max(9_999_999_999).optional(),
    threadOf: z.number().int().min(1).max(9_999_999_999).optional(),
    mentions: z.array(z.string().min(1).max(LONGEST_PATH_ID)).max(MENTIONS).optional(),
    attachmentIds: z.array(z.string().min(1).max(100)).max(ATTACHMENTS_OF_CHAT).optional(),
  })
  .refine(({ body: text = '', attachmentIds = [] }) => text.trim() !== '' || attachmentIds.length > 0, {
    path: ['body'],
    message: 'must not be blank without attachments',
  })
  .meta({
    id: 'ChatPost',
    allOf: [
      {
        anyOf: [
          { required: ['body'], properties: { body: { pattern: '\\S' } } },
          { required: ['attachmentIds'], properties: { attachmentIds: { minItems: 1 } } },
        ],
      },
    ],
  });
/** A new text is of the author, `hidden` of those who moderate. */
export const chatEdit = z.union([z.strictObject({ body }), z.strictObject({ hidden: z.boolean() })]).meta({ id: 'ChatEdit' });
export const chatFile = z.strictObject({ id: z.string(), name: z.string(), type: z.string(), size: count });
export const linkPreview = z.strictObject({
  url: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  siteName: z.string().nullable(),
  image: chatFile.optional(),
});
export const supportSender = z.strictObject({ name: z.string().nullable(), automatic: z.boolean() });
export const chatMessage = z
  .strictObject({
    number: count,
    body: z.string().nullable(),
    senderId: z.string(),
    createdAt: time,
    editedAt: time.nullable(),
    deleted: z.boolean(),
    hidden: z.boolean(),
    inReplyTo: count.nullable(),
    threadOf: count.nullable(),
    replyCount: count,
    lastReplyAt: time.nullable(),
    mentions: z.array(z.string()),
    attachments: z.array(chatFile),
    preview: linkPreview.optional(),
    reactions: z.array(z.strictObject({ emoji: z.string(), count, mine: z.boolean() })),
    support: supportSender.optional(),
  })
  .meta({ id: 'ChatMessage' });
export const foundChatMessage = chatMessage
  .extend({ highlights: z.array(z.string()).meta({ description: 'Up to 3 fragments with `<em>` around matches; all else is HTML-escaped.' }) })
  .meta({ id: 'FoundChatMessage' });
export const chatMessageWithEdits = chatMessage.extend({ edits: z.array(z.strictObject({ body: z.string(), at: time })) }).meta({ id: 'ChatMessageWithEdits' });
