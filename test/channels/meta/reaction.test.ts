import { describe, expect, it } from 'vitest';
import { outbound as facebook } from '../../../channels/facebook/outbound.ts';
import { outbound as instagram } from '../../../channels/instagram/outbound.ts';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import type { ReactAction } from '../../../domain/channels/actions.ts';
import { json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '682498302938465' };
const { id, tenantId, originId, ticketId, threadId, surface, causation } = reply;
const react = async (channel: typeof facebook, emoji: string | null, answer: () => OutgoingAnswer = () => json(200, { recipient_id: 'ann' })) => {
  const { settings, sent } = receiver(answer, 'https://graph.facebook.com');
  const action: ReactAction = { id, tenantId, originId, ticketId, threadId, to: 'ann', surface, causation, kind: 'react', message: 'm_1', emoji };
  return { outcome: await channel.perform(action, credentials, settings), sent: sent.map(({ url, body }) => [url, JSON.parse(body)]) };
};

describe('a reaction to a message of Messenger', () => {
  it('is a sender action with any emoji, and is removed by the opposite one', async () => {
    const url = 'https://graph.facebook.com/v26.0/682498302938465/messages';
    expect(await react(facebook, '🎉')).toEqual({
      outcome: { outcome: 'sent', providerId: null },
      sent: [[url, { recipient: { id: 'ann' }, sender_action: 'react', payload: { message_id: 'm_1', reaction: '🎉' } }]],
    });
    expect((await react(facebook, null)).sent).toEqual([[url, { recipient: { id: 'ann' }, sender_action: 'unreact', payload: { message_id: 'm_1' } }]]);
  });

  it('that Meta refuses fails', async () => {
    const refused = () => json(400, { error: { message: '(#100) Invalid reaction', code: 100 } });
    expect((await react(facebook, '🎉', refused)).outcome).toEqual({ outcome: 'failed', error: { code: '100', message: '(#100) Invalid reaction' } });
  });
});

describe('a reaction to a message of Instagram', () => {
  it('is a heart, by the Page of the token', async () => {
    const url = 'https://graph.facebook.com/v26.0/me/messages';
    expect((await react(instagram, '❤')).sent).toEqual([
      [url, { recipient: { id: 'ann' }, sender_action: 'react', payload: { message_id: 'm_1', reaction: 'love' } }],
    ]);
    expect((await react(instagram, null)).sent).toMatchObject([[url, { sender_action: 'unreact' }]]);
  });
});
