import * as z from 'zod';
import { owedAfter, owedTo } from '../../../domain/chat/owed.ts';
import { participantOf } from '../../../domain/chat/participant.ts';
import { GROUP_JSON_BYTES } from '../../../domain/limits.ts';
import { groupDeps } from '../chat-deps.ts';
import { presentOwed } from '../owed-items.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { frames, owedItem, owedPosition, sentFrames } from '../schemas/delivery.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const deliveryRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/send',
    roles: EVERYBODY,
    summary: 'Send frames without a WebSocket',
    description:
      'For background senders, and for clients that were offline. The frames are those of the WebSocket: `send`, `group.create`, `group.update`, and `ack` of a conversation; one, or an array of up to 100 that are run in order. Each has an `id` of yours, and the response has one item for each frame: a bad one fails alone. The same `id` of an accepted frame again, here or on a WebSocket, gets the same result, whatever the frame says, for good. A frame that was not accepted can be sent again. Above 1,000 people, a job adds or removes them (`jobId`).',
    body: frames,
    maxBody: GROUP_JSON_BYTES,
    answers: { 200: sentFrames },
    handle: async ({ deps, context, body }) => {
      const { sendFrames } = await import('../send-frames.ts');
      const given: readonly unknown[] = Array.isArray(body) ? body : [body];
      return { status: 200, body: await sendFrames({ ...groupDeps(deps), mostPeople: Number.POSITIVE_INFINITY }, context, given) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/messages',
    roles: EVERYBODY,
    summary: 'Read what you are owed in your chats, groups and directs',
    description:
      'What others have written and changed since you last acknowledged, by conversation, and in order within each; your own entries are left out. A chat is yours when you have written or acknowledged something there. `POST /v1/acks` takes the `cursor` of an item with its `conversationId`. An amendment has the message as it is now, and says what happened in `change`; its `number` is null for something that happened in a group. `cursor` is a `nextCursor`, or the `cursor` of an item, after which the list continues. A page may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(owedItem) },
    handle: async ({ deps, context, query, page }) => {
      const who = { tenantId: context.tenantId, userId: participantOf(context.actor).id };
      // The cursors of lists have two parts.
      const isOfItem = query.cursor !== undefined && !query.cursor.includes('.');
      const from = isOfItem ? await owedAfter(deps.table, who, query.cursor ?? '') : page.after(owedPosition);
      const { items, next } = await owedTo(deps.table, who, { from, limit: page.limit });
      return { status: 200, body: { items: items.map(presentOwed), nextCursor: page.cursor(next) } };
    },
  }),
];
