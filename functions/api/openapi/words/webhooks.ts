import type { WordsOf } from './words.ts';

/** What Parley sends to addresses of a business. */
export const WEBHOOKS: WordsOf = {
  RuleWebhook: {
    '': 'A rule applied to a ticket.',
    id: 'Id of the call, the same in every retry.',
    event: 'The kind of action: `webhook` or `escalate`.',
    ruleId: 'Id of the rule.',
    text: 'The text of an escalation.',
    escalationId: 'Id of the escalation.',
    ticketId: 'Id of the ticket; in escalations.',
    sequence: 'The number that people use; in escalations.',
    dueAt: 'The time by which an answer is due, or null; in escalations.',
    ticket: 'The current ticket.',
    sentAt: 'When this attempt was sent, ISO 8601 in UTC.',
  },
  ReplyCallback: {
    '': 'A reply of an agent on an origin of the channel `api`.',
    replyId: 'Id of the reply, the same in every retry.',
    ticketId: 'Id of the ticket.',
    conversationId: 'The thread of the customer.',
    to: 'The customer.',
    'to.id': 'The id by which your message named its author.',
    text: 'The text without markup.',
    html: 'The text with markup, when the agent wrote some.',
    attachments: 'Files of the reply.',
    'attachments.id': 'Id of the attachment.',
    'attachments.name': 'The name of the file, or null.',
    'attachments.type': 'The MIME type.',
    'attachments.size': 'Bytes, or null.',
    'attachments.url': 'Downloads the file.',
    inReplyTo: 'Your id of the message that the reply answers.',
    createdAt: 'When the agent wrote it, ISO 8601 in UTC.',
  },
  ReplyReceipt: {
    '': 'Your response, if you have your own id for the message.',
    id: 'Your id of the message; it becomes `providerId`. Without it, that is the `replyId`.',
  },
};
