import { describe, expect, it } from 'vitest';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import { outbound } from '../../../channels/whatsapp/outbound.ts';
import type { MarkReadAction, TypingAction } from '../../../domain/channels/actions.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '106540352242922' };
const { id, tenantId, originId, ticketId, threadId, to, surface, causation } = reply;
const placed = { id, tenantId, originId, ticketId, threadId, to, surface, causation };
const read: MarkReadAction = { ...placed, kind: 'markRead', message: 'wamid.in' };
const typing = (change: Partial<TypingAction> = {}): TypingAction => ({ ...placed, kind: 'typing', on: true, message: 'wamid.in', ...change });
const perform = async (action: MarkReadAction | TypingAction, answer: () => OutgoingAnswer = () => json(200, { success: true })) => {
  const { settings, sent } = receiver(answer, 'https://graph.facebook.com');
  return { outcome: await outbound.perform(action, credentials, settings), sent };
};

describe('a read mark by the Cloud API', () => {
  it('is posted to the number’s messages and names the customer’s message', async () => {
    const { outcome, sent } = await perform(read);
    expect(outcome).toEqual({ outcome: 'sent', providerId: null });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: 'https://graph.facebook.com/v26.0/106540352242922/messages', headers: { authorization: 'Bearer EAAG' } });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.in' });
  });

  it('shows with the indicator that an answer is being written', async () => {
    const { sent } = await perform(typing());
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.in',
      typing_indicator: { type: 'text' },
    });
  });

  it('calls nobody when the agent stops, and cannot show typing without a message', async () => {
    expect(await perform(typing({ on: false }))).toEqual({ outcome: { outcome: 'sent', providerId: null }, sent: [] });
    for (const message of [null, undefined])
      expect(await perform(typing({ message } as Partial<TypingAction>))).toMatchObject({
        outcome: { outcome: 'failed', error: { code: 'no_action' } },
        sent: [],
      });
  });

  it('tells what WhatsApp refuses, and that an answer is lost', async () => {
    const refused = () => json(400, { error: { message: '(#131009) no', code: 131009 } });
    expect((await perform(read, refused)).outcome).toEqual({ outcome: 'failed', error: { code: '131009', message: '(#131009) no' } });
    expect((await perform(read, failing('ECONNRESET'))).outcome).toMatchObject({ outcome: 'unknown' });
  });
});
