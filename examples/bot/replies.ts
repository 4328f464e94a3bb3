import type { MessageFrame } from '../../client/realtime/order.ts';
import type { OutgoingFrame } from '../../client/realtime/outbox.ts';
import type { Api } from '../../client/rest/create-api.ts';
import { answerTo } from './answer.ts';

export interface Me {
  readonly id: string;
  readonly name: string;
}

/** Groups and chats hear the bot only if somebody speaks to it. In a direct, everything is for it. */
const isForMe = ({ senderId, conversationId, body }: MessageFrame, me: Me): boolean =>
  senderId !== me.id && body !== null && (conversationId.startsWith('d.') || body.includes(`@[${me.id}]`));

/**
 * The bot's answer to a message; undefined if it has none. The id follows from the message that it answers, and the hub accepts each id of a sender once. So
 * however often the bot crashes and hears the message again, there is one answer.
 */
export function replyTo(message: MessageFrame, me: Me): Extract<OutgoingFrame, { type: 'send' }> | undefined {
  if (!isForMe(message, me)) return undefined;
  const { conversationId, number, body, threadOf } = message;
  return {
    type: 'send',
    id: `answer-${conversationId}-${number}`,
    conversationId,
    body: answerTo(body ?? '', me.name),
    ...(threadOf === undefined ? { inReplyTo: number } : { threadOf }),
  };
}

/** Joins the group of an invitation; for a member, nothing changes. @throws ParleyError */
export const join = async (api: Api, invite: string): Promise<string> => (await api.POST('/v1/groups/join', { body: { invite } })).name;
