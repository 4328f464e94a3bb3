import { describe, expect, it } from 'vitest';
import { capabilities } from '../../../channels/twilio/capabilities.ts';
import { outbound } from '../../../channels/twilio/outbound.ts';
import { faultOf } from '../../../domain/channels/fault.ts';
import type { Template } from '../../../domain/vocabulary/template.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { accountSid: 'AC1', authToken: 'a-token-of-twilio', number: 'whatsapp:+14155238886' };
const NAME = `HX${'0a'.repeat(16)}`;
const { text: _text, html: _html, ...placed } = reply;

const send = async (template: Partial<Template>, to = 'whatsapp:+14017122661', answer = () => json(201, { sid: 'SM1' })) => {
  const { settings, sent } = receiver(answer, 'https://api.twilio.com');
  const action = { ...placed, kind: 'template', to, template: { name: NAME, language: null, parameters: [], ...template } } as const;
  const outcome = await outbound.perform(action, credentials, settings);
  return { outcome, forms: sent.map(({ body }) => Object.fromEntries(new URLSearchParams(body))) };
};

describe('a content template by Twilio', () => {
  it('is a message with its ContentSid and the values of its placeholders, and without a text', async () => {
    const body = { component: 'body' } as const;
    const { outcome, forms } = await send({
      parameters: [
        { ...body, text: 'Ann' },
        { ...body, text: '38 "x"' },
        { ...body, name: 'order', text: 'A-7' },
      ],
    });
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'SM1' });
    expect(forms).toEqual([
      { To: 'whatsapp:+14017122661', From: 'whatsapp:+14155238886', ContentSid: NAME, ContentVariables: '{"1":"Ann","2":"38 \\"x\\"","order":"A-7"}' },
    ]);
    expect((await send({})).forms).toEqual([{ To: 'whatsapp:+14017122661', From: 'whatsapp:+14155238886', ContentSid: NAME }]);
  });

  it('is refused for a name that is no ContentSid, before anything is sent', async () => {
    const named = await send({ name: 'order_update' });
    expect([named.outcome, named.forms]).toMatchObject([{ outcome: 'failed', error: { message: expect.stringContaining('not order_update') } }, []]);
  });

  it('whose answer is lost is not sent again by itself', async () => {
    expect((await send({}, undefined, failing('ECONNRESET', true))).outcome).toMatchObject({ outcome: 'unknown' });
  });

  it('goes to addresses of WhatsApp only, needs no language, and carries no files', () => {
    const asked = { kind: 'template', surface: 'dm', to: 'whatsapp:+1401', language: null } as const;
    expect(faultOf('twilio', capabilities, { ...asked, to: '+1401' }, 0)).toEqual({
      field: 'template',
      code: 'no_action',
      message: 'A template on twilio goes only to whatsapp: addresses.',
    });
    expect(faultOf('twilio', capabilities, { ...asked, kind: 'reply', to: '+1401', text: 'a' }, 0)).toBeNull();
    expect(faultOf('twilio', capabilities, asked, 0)).toBeNull();
    expect(faultOf('twilio', capabilities, { ...asked, files: [{ name: 'a', type: 'image/png', size: 1 }] }, 0)).toMatchObject({ code: 'no_files' });
  });
});
