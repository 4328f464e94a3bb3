import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/telegram/outbound.ts';
import type { ReactAction } from '../../../domain/channels/actions.ts';
import { json, receiver, reply } from '../exchange.ts';

const { id, tenantId, originId, ticketId, threadId, surface, causation } = reply;
const react = async (change: Partial<ReactAction>, answer: () => OutgoingAnswer = () => json(200, { ok: true, result: true })) => {
  const { settings, sent } = receiver(answer, 'https://api.telegram.org');
  const action: ReactAction = {
    id,
    tenantId,
    originId,
    ticketId,
    threadId,
    to: '42',
    surface,
    causation,
    kind: 'react',
    message: '42/7',
    emoji: '👍',
    ...change,
  };
  const outcome = await outbound.perform(action, { botToken: '1:b', secretToken: 's' }, settings);
  return { outcome, sent: sent.map(({ url, body }) => [url, JSON.parse(body)]) };
};

describe('a reaction of a bot', () => {
  it('is its one reaction to the message, in Telegram’s form of the emoji', async () => {
    const url = 'https://api.telegram.org/bot1:b/setMessageReaction';
    expect(await react({ emoji: '❤️' })).toEqual({
      outcome: { outcome: 'sent', providerId: null },
      sent: [[url, { chat_id: 42, message_id: 7, reaction: [{ type: 'emoji', emoji: '❤' }] }]],
    });
    expect((await react({ emoji: null, message: '-1001/7' })).sent).toEqual([[url, { chat_id: -1001, message_id: 7, reaction: [] }]]);
    expect((await react({ emoji: '🫥' })).sent).toMatchObject([[url, { reaction: [{ emoji: '🫥' }] }]]);
  });

  it.each(['callback/99', 'connection:42/7', ''])('is not possible to %j', async (message) => {
    expect(await react({ message })).toMatchObject({ outcome: { outcome: 'failed', error: { code: 'no_action' } }, sent: [] });
  });

  it('that the chat does not allow fails with Telegram’s words', async () => {
    const refused = () => json(400, { ok: false, error_code: 400, description: 'Bad Request: REACTION_INVALID' });
    expect((await react({}, refused)).outcome).toEqual({ outcome: 'failed', error: { code: '400', message: 'Bad Request: REACTION_INVALID' } });
  });
});
