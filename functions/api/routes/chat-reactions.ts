import { directOf } from '../../../domain/chat/directs/directs.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { reactToChatMessage } from '../../../domain/chat/messages.ts';
import { type Blockable, reactInRoom } from '../../../domain/chat/room-messages.ts';
import type { Conversation } from '../../../domain/conversations/kinds/kind.ts';
import { chatDeps } from '../chat-deps.ts';
import { defineRoute } from '../route.ts';
import { chatMessage, reactionInChat, reactionInRoom } from '../schemas/chat.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

const WORDS = {
  PUT: {
    summary: 'React to a message with an emoji',
    description:
      'Each emoji counts once for each person; repeating the call changes nothing. A person may use 5 emojis on a message, and 200 people may react; more is a 409, as on a deleted message.',
  },
  DELETE: { summary: 'Take your reaction back', description: 'Repeating the call changes nothing.' },
} as const;
const METHODS = ['PUT', 'DELETE'] as const;

type Path = `/v1/${'groups' | 'directs'}/{id}/messages/{n}/reactions/{emoji}`;

const roomReactions = <Head extends Blockable>(path: Path, what: string, roomOf: (tenantId: string, id: string) => Conversation<Head>) =>
  METHODS.map((method) =>
    defineRoute({
      method,
      path,
      roles: EVERYBODY,
      summary: `${WORDS[method].summary} in ${what}`,
      description: WORDS[method].description,
      params: reactionInRoom,
      answers: { 200: chatMessage },
      handle: async ({ deps, context, params: { id, n, emoji } }) => ({
        status: 200,
        body: await reactInRoom(chatDeps(deps), context, roomOf(context.tenantId, id), n, { emoji, removed: method === 'DELETE' }),
      }),
    }),
  );

export const chatReactionRoutes = [
  ...METHODS.map((method) =>
    defineRoute({
      method,
      path: '/v1/applications/{token}/chats/{number}/messages/{n}/reactions/{emoji}',
      roles: EVERYBODY,
      summary: `${WORDS[method].summary} in a chat`,
      description: WORDS[method].description,
      params: reactionInChat,
      answers: { 200: chatMessage },
      handle: async ({ deps, context, params: { n, emoji, ...chat } }) => ({
        status: 200,
        body: await reactToChatMessage(chatDeps(deps), context, chat, n, { emoji, removed: method === 'DELETE' }),
      }),
    }),
  ),
  ...roomReactions('/v1/groups/{id}/messages/{n}/reactions/{emoji}', 'a group', groupOf),
  ...roomReactions('/v1/directs/{id}/messages/{n}/reactions/{emoji}', 'a direct', directOf),
];
