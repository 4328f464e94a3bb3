import type { Words, WordsOf } from './words.ts';

const CLIENT: Words = {
  type: 'The type of the frame.',
  id: 'Your id for this frame; the response or error repeats it.',
  conversationId: 'The conversation.',
  cursor: 'The `cursor` of the last frame that you have processed.',
};
const SERVER: Words = {
  type: 'The type of the frame. Ignore types that you do not know.',
  id: 'The id of the frame that this one responds to.',
  conversationId: 'The conversation.',
  number: 'The number of the message in its conversation.',
  body: 'The text of the message, or null when it is hidden or deleted.',
  ticketId: 'Id of the ticket that the message belongs to.',
  cursor: 'Your position in the feed. Store the newest one and `resume` from it after a disconnect.',
};

/** Frames of the WebSocket. */
export const FRAMES: WordsOf = {
  ClientFrame: { '': 'A frame that you send over the WebSocket, by its `type`.' },
  ServerFrame: { '': 'A frame that you get over the WebSocket, by its `type`.' },
  ClientSendFrame: { '': 'A message to a chat, group or direct. Use the API to answer tickets.', ...CLIENT, body: 'The text.' },
  ClientAckFrame: {
    '': 'You have seen everything up to here; the stored position never moves back.',
    ...CLIENT,
    number: 'The number of the last message that was seen.',
  },
  ClientResumeFrame: { '': 'Replays the changes after the cursor, or after the last ack.', ...CLIENT },
  ClientTypingFrame: { '': 'You are writing in the conversation.', ...CLIENT },
  ClientSubscribeFrame: {
    '': 'Narrows what you are told to what your screen shows. Without `queueIds` and `ticketIds` you are told everything that you may see again. Counters of queues always come.',
    ...CLIENT,
    queueIds: 'Ids of queues: every ticket in them is told.',
    ticketIds: 'Ids of tickets that are told whatever queue they are in.',
  },
  ClientGroupCreateFrame: {
    '': 'A new group.',
    ...CLIENT,
    groupId: 'The id of the group, a UUID that you generate.',
    name: 'The name of the group.',
    description: 'What the group is for.',
    memberIds: 'Ids of the people in it.',
  },
  ClientGroupUpdateFrame: {
    '': 'Adds or removes members, or changes the name.',
    ...CLIENT,
    groupId: 'The id of the group.',
    add: 'Ids of people who join.',
    remove: 'Ids of people who leave.',
    name: 'The new name.',
  },
  ServerTicketFrame: {
    '': 'A ticket that you may see, as it is now.',
    ...SERVER,
    'ticket.id': 'Id of the ticket.',
    'ticket.sequence': 'The number that people use.',
    'ticket.status': 'The status of the ticket.',
    'ticket.version': 'The version of the ticket.',
  },
  ServerMessageFrame: {
    '': 'A new message in a conversation that you may see.',
    ...SERVER,
    kind: 'Its kind, as in a message of the API.',
    senderId: 'Who wrote it.',
    createdAt: 'When it was written, ISO 8601 in UTC.',
  },
  ServerAmendedFrame: {
    '': 'A message as it is after an edit, a hiding, a removal or a delivery status.',
    ...SERVER,
    hidden: 'An agent hid it.',
    deleted: 'It was deleted.',
    editedAt: 'When the author last edited it, or null.',
    delivery: 'The delivery of a reply; null for messages that are not sent.',
    'delivery.state': 'The delivery state.',
    'delivery.error': 'Why it failed, or null.',
    'delivery.error.code': "The provider's code, or one of Parley's.",
    'delivery.error.message': 'A sentence for the agent.',
    truncated: 'The body is cut: read the complete message through the API.',
  },
  ServerQueueFrame: {
    '': 'The counters of a queue that you may see, as they are now.',
    ...SERVER,
    id: 'Id of the queue.',
    counters: 'Tickets of the queue by status.',
    ...Object.fromEntries(
      ['created', 'working', 'pending', 'followup', 'solved', 'closed'].map((status) => [`counters.${status}`, `Tickets in \`${status}\`.`]),
    ),
  },
  ServerStaleFrame: {
    '': 'Too much has changed to tell it one by one. Read again what you show of these queues, and every list that is not the list of a queue.',
    ...SERVER,
    queueIds: 'Ids of the queues that you may see and in which something changed.',
  },
  ServerResumedFrame: { ...SERVER, more: 'True: there is more to replay. Resume again from this cursor.' },
  ServerTypingFrame: { '': 'Another agent is writing in the conversation.', ...SERVER, userId: 'Who is writing.' },
  ServerErrorFrame: {
    '': 'Your frame could not be processed; the connection stays open.',
    ...SERVER,
    code: 'The code, as in a problem of the API.',
    title: 'The code as a short sentence.',
  },
};
