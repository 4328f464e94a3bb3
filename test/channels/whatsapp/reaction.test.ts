import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/whatsapp/outbound.ts';
import type { ReactAction } from '../../../domain/channels/actions.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const { id, tenantId, originId, ticketId, threadId, to, surface, causation } = reply;
const accepted = () => json(200, { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.reaction' }] });
const react = async (change: Partial<ReactAction>, answer: () => OutgoingAnswer = accepted) => {
  const { settings, sent } = receiver(answer, 'https://graph.facebook.com');
  const action: ReactAction = {
    id,
    tenantId,
    originId,
    ticketId,
    threadId,
    to,
    surface,
    causation,
    kind: 'react',
    message: 'wamid.in',
    emoji: '👍',
    ...change,
  };
  return { outcome: await outbound.perform(action, credentials, settings), sent: sent.map(({ url, body }) => [url, JSON.parse(body)]) };
};

describe('a reaction by the Cloud API', () => {
  it('names the customer’s message and the emoji; its own id is not that of the message', async () => {
    expect(await react({})).toEqual({
      outcome: { outcome: 'sent', providerId: null, requestId: 'wamid.reaction' },
      sent: [
        [
          'https://graph.facebook.com/v26.0/106540352242922/messages',
          { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'reaction', reaction: { message_id: 'wamid.in', emoji: '👍' } },
        ],
      ],
    });
  });

  it('is removed by an empty emoji, and goes to a group or to a hidden number as replies do', async () => {
    expect((await react({ emoji: null })).sent).toMatchObject([[expect.anything(), { reaction: { message_id: 'wamid.in', emoji: '' } }]]);
    expect((await react({ to: 'Y2FwaV9ncm91cA==' })).sent).toMatchObject([[expect.anything(), { recipient_type: 'group', to: 'Y2FwaV9ncm91cA==' }]]);
    expect((await react({ to: 'US.13491208655302741918' })).sent).toMatchObject([[expect.anything(), { recipient: 'US.13491208655302741918' }]]);
  });

  it('has no id where WhatsApp gives none', async () => {
    expect((await react({}, () => json(200, {}))).outcome).toEqual({ outcome: 'sent', providerId: null });
  });

  it('that WhatsApp refuses fails; of one without an answer nobody knows', async () => {
    const refused = () => json(400, { error: { message: '(#131009) no', code: 131009 } });
    expect((await react({}, refused)).outcome).toEqual({ outcome: 'failed', error: { code: '131009', message: '(#131009) no' } });
    expect((await react({}, failing('ECONNRESET'))).outcome).toMatchObject({ outcome: 'unknown' });
  });
});
