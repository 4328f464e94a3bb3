import { describe, expect, it } from 'vitest';
import { capabilities as facebookCapabilities } from '../../../channels/facebook/capabilities.ts';
import { outbound as facebook } from '../../../channels/facebook/outbound.ts';
import { capabilities as instagramCapabilities } from '../../../channels/instagram/capabilities.ts';
import { outbound as instagram } from '../../../channels/instagram/outbound.ts';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '682498302938465' };
const { id, tenantId, originId, ticketId, threadId, causation } = reply;
const target = { id, tenantId, originId, ticketId, threadId, to: 'ann', surface: 'dm', causation, message: 'm_1' } as const;
const READ = { ...target, kind: 'markRead' } as const;
const typing = (on: boolean) => ({ ...target, kind: 'typing', on }) as const;
const perform = async (channel: typeof facebook, action: typeof READ | ReturnType<typeof typing>, answer: () => OutgoingAnswer = () => json(200, {})) => {
  const { settings, sent } = receiver(answer, 'https://graph.facebook.com');
  return { outcome: await channel.perform(action, credentials, settings), sent: sent.map(({ url, body }) => [url, JSON.parse(body)]) };
};

describe.each([
  ['Messenger', facebook, facebookCapabilities, 'https://graph.facebook.com/v26.0/682498302938465/messages'],
  ['Instagram', instagram, instagramCapabilities, 'https://graph.facebook.com/v26.0/me/messages'],
] as const)('a sender action on %s', (_, channel, { surfaces }, url) => {
  it.each([
    [READ, 'mark_seen'],
    [typing(true), 'typing_on'],
    [typing(false), 'typing_off'],
  ])('names the customer and the action: %s', async (action, name) => {
    expect(await perform(channel, action)).toEqual({
      outcome: { outcome: 'sent', providerId: null },
      sent: [[url, { recipient: { id: 'ann' }, sender_action: name }]],
    });
  });

  it('that Meta refuses, or does not answer, is no more than that', async () => {
    expect((await perform(channel, READ, () => json(400, { error: { message: '(#100) No matching user found', code: 100 } }))).outcome).toMatchObject({
      outcome: 'failed',
      error: { code: '100' },
    });
    expect((await perform(channel, READ, failing('ECONNRESET'))).outcome).toMatchObject({ outcome: 'unknown' });
  });

  it('is of messages only', () => {
    expect([surfaces.dm?.markRead, surfaces.dm?.typing]).toEqual([{}, {}]);
    expect([surfaces.comment?.markRead, surfaces.comment?.typing]).toEqual([undefined, undefined]);
  });
});
