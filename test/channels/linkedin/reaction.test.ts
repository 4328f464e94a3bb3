import { describe, expect, it } from 'vitest';
import { capabilities } from '../../../channels/linkedin/capabilities.ts';
import { outbound } from '../../../channels/linkedin/outbound.ts';
import type { OutgoingAnswer } from '../../../channels/outbound.ts';
import type { ReactAction } from '../../../domain/channels/actions.ts';
import { failing, json, plain, receiver, reply } from '../exchange.ts';

const CREDENTIALS = { clientSecret: 'client-secret', accessToken: 'token', organizationId: '8' };
const COMMENT = 'urn:li:comment:(urn:li:activity:1,2)';
const { id, tenantId, originId, ticketId, threadId, to, causation } = reply;
const react = async (emoji: string | null, answer: () => OutgoingAnswer = () => plain(201), message = COMMENT) => {
  const { settings, sent } = receiver(answer, 'https://api.linkedin.example');
  const action: ReactAction = { id, tenantId, originId, ticketId, threadId, to, causation, kind: 'react', surface: 'comment', message, emoji };
  return { outcome: await outbound.perform(action, CREDENTIALS, settings), sent };
};
const DONE = { outcome: 'sent', providerId: null };

describe('a reaction of the organization on LinkedIn', () => {
  it.each([
    ['👍', 'LIKE'],
    ['👏', 'PRAISE'],
    ['🫶', 'APPRECIATION'],
    ['❤', 'EMPATHY'],
    ['💡', 'INTEREST'],
    ['😂', 'ENTERTAINMENT'],
  ])('%s is %s of the comment', async (emoji, reactionType) => {
    const { outcome, sent } = await react(emoji);
    expect(outcome).toEqual(DONE);
    expect(sent).toMatchObject([
      {
        url: 'https://api.linkedin.example/rest/reactions?actor=urn%3Ali%3Aorganization%3A8',
        headers: { authorization: 'Bearer token', 'x-restli-protocol-version': '2.0.0' },
      },
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ root: COMMENT, reactionType });
  });

  it('names the post of a mention, and is taken back by both URNs', async () => {
    expect(JSON.parse((await react('👍', undefined, 'urn:li:share:5')).sent[0]?.body ?? '')).toMatchObject({ root: 'urn:li:share:5' });
    const { outcome, sent } = await react(null, () => plain(204));
    expect(outcome).toEqual(DONE);
    expect(sent[0]?.url).toBe(
      'https://api.linkedin.example/rest/reactions/(actor:urn%3Ali%3Aorganization%3A8,entity:urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A1%2C2%29)',
    );
    expect((await react(null, () => json(404, { message: 'gone' }))).outcome).toEqual(DONE);
  });

  it('that LinkedIn refuses fails or waits; of one without an answer nobody knows', async () => {
    for (const emoji of ['👍', null]) {
      expect((await react(emoji, () => json(400, { message: 'no', serviceErrorCode: 7 }))).outcome).toEqual({
        outcome: 'failed',
        error: { code: '7', message: 'no' },
      });
      expect((await react(emoji, () => plain(429, '', '9'))).outcome).toMatchObject({ outcome: 'retry', retryAfterSeconds: 9 });
      expect((await react(emoji, () => plain(403))).outcome).toMatchObject({ outcome: 'reauthorise' });
      expect((await react(emoji, failing('ECONNRESET'))).outcome).toMatchObject({ outcome: 'unknown' });
    }
    const { outcome, sent } = await react('🧀');
    expect([outcome, sent]).toMatchObject([{ outcome: 'failed', error: { code: 'no_action' } }, []]);
  });

  it('is one of six', () => expect(capabilities.surfaces.comment?.react?.emojis).toHaveLength(6));
});
