import { LIVECHAT } from './livechat.ts';
import type { Words } from './words.ts';

const message = Object.fromEntries(
  Object.entries(LIVECHAT['VisitorMessage'] ?? {}).flatMap(([name, said]) => (name === '' ? [['message', said]] : [[`message.${name}`, said]])),
);

const chat = Object.fromEntries(
  Object.entries(LIVECHAT['VisitorChat'] ?? {}).flatMap(([name, said]) => (name === '' ? [['chat', said]] : [[`chat.${name}`, said]])),
);

/** Frames to the visitor of a live chat. */
export const VISITOR_FRAMES: Words = {
  ...message,
  ...chat,
  'message.createdAt': 'When it was written, ISO 8601 in UTC.',
  type: 'The type of the frame. Ignore types that you do not know.',
  truncated: 'The text is cut: read the message through the API.',
  name: 'The agent’s name, or null.',
  id: 'The id of the frame that this one responds to.',
  code: 'The error code for programs.',
  title: 'The code as a short sentence.',
};
