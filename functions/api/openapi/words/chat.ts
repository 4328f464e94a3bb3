import type { WordsOf } from './words.ts';

const message = {
  number: 'Its number in its chat: 1, 2, 3 … without gaps.',
  body: 'The text, or null when the message is deleted.',
  senderId: 'Id of the person or key that wrote it.',
  editedAt: 'When it was last edited, or null.',
  deleted: 'Its author has deleted it.',
};

const room = {
  conversationId: 'Id of the conversation, as frames and acknowledgements name it.',
  messagesCount: 'The number of its messages, deleted ones included, which is also the number of the newest one. Exact.',
  unreadCount: 'Messages of others after the position that you have acknowledged. Among more than 200 unread messages, older ones of your own count too.',
  lastMessage: 'The newest message, its text cut to 200 characters; null without one.',
  mutedUntil: 'Until when you have muted it; null if it is not muted.',
  pinned: 'You have pinned it: it comes first in your list.',
};
const settings = {
  mutedUntil: 'Until when you mute it, ISO 8601; null ends it.',
  pinned: 'Whether it comes first in your list.',
};

/** Client applications, their chats and messages; groups and directs. */
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
  FoundPerson: {
    '': 'A person of the tenant.',
    name: 'The name.',
    role: 'The role.',
    email: 'The mail address. Null for users who did not look for it.',
    mobileNumber: 'The mobile number, or null. Null for users who did not look for it.',
  },
  FoundPersonPage: { '': 'A page of people.' },
  GroupDraft: {
    '': 'A group to make.',
    id: 'A UUID that you generate, so that you can repeat the call and use the group before it is answered.',
    name: 'Its name.',
    description: 'What it is about.',
    memberIds: 'Ids of the other members.',
  },
  GroupChange: {
    '': 'What to change.',
    name: 'The new name.',
    description: 'The new description; null removes it.',
    add: 'Ids of people who become members.',
    remove: 'Ids of members who leave; your own to leave.',
  },
  Group: {
    '': 'A group, as you see it.',
    id: 'The UUID of the group.',
    name: 'Its name.',
    description: 'What it is about, or null.',
    membersCount: 'The number of its members. Exact.',
    role: 'Your own role; null after you left.',
    ...room,
  },
  GroupPage: { '': 'A page of groups.' },
  GroupStarted: { '': 'A job adds or removes the members.', id: 'The UUID of the group.', jobId: 'Id of the job, for `GET /v1/jobs/{id}`.' },
  MembershipChange: { '': 'What to change for yourself.', ...settings },
  GroupMember: {
    '': 'A member of a group.',
    userId: 'Id of the person.',
    name: 'The name; null for an API key or somebody who was deleted.',
    role: 'The role in the group.',
    joinedAt: 'When they joined, ISO 8601 in UTC.',
  },
  GroupMemberPage: { '': 'A page of members.' },
  GroupMemberChange: { '': 'What to change.', role: 'The new role in the group.' },
  GroupInvitation: { '': 'An invitation to a group.', invite: 'The secret with which people join. It is shown once.' },
  GroupJoin: { '': 'A group to join.', invite: 'The secret of the invitation.' },
  DirectDraft: { '': 'A direct to open.', userId: 'Id of the other person.' },
  DirectChange: { '': 'What to change.', ...settings, blocked: 'Whether you block the other person.' },
  Direct: {
    '': 'A direct, as you see it.',
    id: 'The id of the direct, which is its `conversationId` too.',
    user: 'The other person.',
    'user.id': 'Id of the other person.',
    'user.name': 'The name; null for an API key or somebody who was deleted.',
    blocked: 'You have blocked the other person.',
    ...room,
  },
  DirectPage: { '': 'A page of directs.' },
  Ack: {
    '': 'How far you have received a conversation.',
    conversationId: 'Id of a chat’s, a group’s or a direct’s conversation.',
    number: 'The number of the newest message that you have received.',
    cursor: 'The cursor of the newest entry that you have received.',
    read: 'True: you have also read these messages. Their authors are told so.',
  },
  Acknowledged: {
    '': 'Your position in a conversation.',
    conversationId: 'Id of the conversation.',
    number: 'The number of the newest message that you have acknowledged.',
    cursor: 'The same as a cursor, which also covers edits, deletions, joins and leaves.',
  },
};
