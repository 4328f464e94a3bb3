import type { WordsOf } from './words.ts';

const message = {
  number: 'Its number in its chat: 1, 2, 3 … without gaps.',
  body: 'The text, or null when the message is deleted.',
  senderId: 'Id of the person or key that wrote it.',
  editedAt: 'When it was last edited, or null.',
  deleted: 'Its author has deleted it.',
};

/** Client applications, their chats and messages. */
export const CHAT: WordsOf = {
  ApplicationDraft: { '': 'A client application to add.', name: 'Its name.' },
  ApplicationChange: { '': 'What to change.', name: 'The new name.' },
  Application: {
    '': 'A client application.',
    token: 'Names the application in paths: 43 characters that nobody can guess.',
    name: 'Its name.',
    chatsCount: 'The number of its chats, which is also the number of the newest one. Exact.',
  },
  ApplicationPage: { '': 'A page of applications.' },
  ChatDraft: { '': 'A chat to open.', name: 'Its name, if it has one.' },
  ChatChange: { '': 'What to change.', name: 'The new name.' },
  Chat: {
    '': 'A chat of an application.',
    number: 'Its number in its application: 1, 2, 3 …',
    name: 'Its name, or null.',
    conversationId: 'Id of the conversation, as frames name it.',
    messagesCount: 'The number of its messages, deleted ones included, which is also the number of the newest one. Exact.',
  },
  ChatPage: { '': 'A page of chats.' },
  ChatPost: { '': 'A message to write.', body: 'The text.' },
  ChatEdit: { '': 'The new text of a message.', body: 'The text.' },
  ChatMessage: {
    '': 'A message of a chat.',
    ...message,
  },
  ChatMessagePage: { '': 'A page of messages.' },
  FoundChatMessage: {
    '': 'A message that was found.',
    ...message,
  },
  FoundChatMessagePage: { '': 'A page of found messages.' },
  ChatMessageWithEdits: {
    '': 'A message of a chat with its earlier texts.',
    ...message,
    edits: 'Earlier texts, oldest first.',
    'edits.body': 'The text.',
    'edits.at': 'When it was written, ISO 8601 in UTC.',
  },
};
