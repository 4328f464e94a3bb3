import type { WordsOf } from './words.ts';

/** The visitors of a live chat. */
export const LIVECHAT: WordsOf = {
  VisitorSessionDraft: {
    '': 'Who opens the chat, and on which origin.',
    originId: 'Id of the origin; its channel is `livechat`.',
    token: 'The token of an earlier session in this browser. One that is no longer valid starts a new conversation.',
    identity: 'A person whom your site has signed in.',
    'identity.id': 'Your own id of the person.',
    'identity.hash': 'HMAC-SHA256 of the UTF-8 bytes of `identity.id` with the origin’s `identitySecret`, as hex. Your server makes it.',
    name: 'The visitor’s name, as agents see it.',
    email: 'The visitor’s mail address. Agents see it as the author’s handle.',
    answers: 'Answers to the questions before the chat. They become custom fields of the ticket that the first message opens.',
  },
  VisitorSession: {
    '': 'A visitor’s session.',
    token: 'The visitor’s credential, for `Authorization: Bearer` on the other paths of the live chat. Keep it in the browser.',
    expiresAt: 'When the token ends; each session of the visitor gives a new one.',
    conversationId: 'Id of the conversation.',
    resumed: 'False when the conversation is new.',
    position: 'The end of the conversation now, for `GET /v1/livechat/updates`.',
  },
  VisitorMessage: {
    '': 'A message as its visitor sees it.',
    number: 'Its number in the conversation. Numbers rise; the ones in between are of messages that visitors do not see.',
    id: 'The id that the visitor’s device gave it; only in their own messages.',
    from: 'Who wrote it: the visitor, an agent, or a machine.',
    name: 'The agent’s name; null for others.',
    text: 'The text, or null.',
    attachments: 'Its files.',
    'attachments.name': 'The name of the file.',
    'attachments.type': 'The media type.',
    'attachments.size': 'Size in bytes.',
    'attachments.url': 'A link that downloads the file, for 5 minutes. Frames have none: read the message again.',
    editedAt: 'When it was last edited, or null.',
    deleted: 'It was deleted, or is no longer shown.',
    status: 'Of a reply, what the visitor’s devices have acknowledged; of the visitor’s own messages `sent`: it is stored.',
    revision: 'Of two states of one message, the one with the higher revision is the newer.',
  },
  VisitorMessagePage: { '': 'A page of messages.' },
  VisitorUpdates: {
    '': 'What is new or has changed.',
    items: 'New messages, and earlier ones that have changed, by number. One that was hidden comes as deleted.',
    position: 'Send it with the next call.',
    more: 'There is more: read on from `position`.',
  },
  VisitorPost: {
    '': 'A message of the visitor, with a text, files or both.',
    id: 'Made by the visitor’s device, unique in the conversation. The same id again is the same message.',
    text: 'The text.',
    attachmentIds: 'Ids of files that the visitor has uploaded.',
  },
  VisitorAck: {
    '': 'How far the visitor’s device has got.',
    delivered: 'It has everything up to this number.',
    read: 'The visitor has read everything up to this number.',
  },
  VisitorFileDraft: { '': 'A file to upload.', name: 'The name of the file, without a path.', type: 'The media type.', size: 'Size in bytes, at most 10 MB.' },
  VisitorSocketTicket: {
    '': 'Opens one WebSocket for the visitor.',
    url: 'The address to open, with the ticket. It is valid for 30 seconds and for one connection.',
  },
};
