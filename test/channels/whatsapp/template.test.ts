import { describe, expect, it } from 'vitest';
import { templateOnWhatsApp } from '../../../channels/whatsapp/template.ts';
import type { TemplateAction } from '../../../domain/channels/actions.ts';
import { failing, json, receiver, reply } from '../exchange.ts';

const credentials = { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '1' };
const { text: _text, html: _html, ...placed } = reply;
const action = (given: Partial<TemplateAction['template']> = {}, more: Partial<TemplateAction> = {}): TemplateAction => ({
  ...placed,
  kind: 'template',
  template: { name: 'order_update', language: 'en_US', parameters: [], ...given },
  ...more,
});
const send = async (given: TemplateAction, answer = () => json(200, { id: 'media-1', messages: [{ id: 'wamid.t' }] })) => {
  const { settings, sent } = receiver(answer, 'https://graph.facebook.com');
  const outcome = await templateOnWhatsApp(given, credentials, settings);
  const message = sent.find(({ url }) => url.endsWith('/messages'));
  return { outcome, sent, body: JSON.parse(message?.body ?? 'null') as { template: { components: unknown } } };
};
const open = async function* () {
  yield Buffer.from('bytes');
};
const file = (name: string | null, type: string) => ({ id: 'f', name, type, size: 5, url: '', open });

describe('a template by the Cloud API', () => {
  it('goes by its name and language', async () => {
    const { outcome, body } = await send(action());
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'wamid.t' });
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '16505551234',
      type: 'template',
      template: { name: 'order_update', language: { code: 'en_US' } },
    });
  });

  it('has a component for its header, its body and each of its buttons', async () => {
    const { body } = await send(
      action({
        parameters: [
          { component: 'header', text: 'h' },
          { component: 'body', text: 'Ann' },
          { component: 'button', text: 'a' },
          { component: 'body', name: 'order', text: '38' },
          { component: 'button', index: 1, text: 'b' },
        ],
      }),
    );
    expect(body.template.components).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'h' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Ann' },
          { type: 'text', parameter_name: 'order', text: '38' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'a' }] },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'b' }] },
    ]);
  });

  it.each([
    [file('a.pdf', 'application/pdf'), { type: 'document', document: { id: 'media-1', filename: 'a.pdf' } }],
    [file(null, 'application/pdf'), { type: 'document', document: { id: 'media-1' } }],
    [file('a.png', 'image/png'), { type: 'image', image: { id: 'media-1' } }],
  ])('has a file in its header', async (given, parameter) => {
    const { sent, body } = await send(action({}, { files: [given] }));
    expect(sent.map(({ url }) => url.slice(url.lastIndexOf('/')))).toEqual(['/media', '/messages']);
    expect(body.template.components).toEqual([{ type: 'header', parameters: [parameter] }]);
  });

  it('is not sent when the upload of its file fails', async () => {
    const { outcome, sent } = await send(action({}, { files: [file('a.png', 'image/png')] }), failing('ETIMEDOUT', true));
    expect(outcome).toMatchObject({ outcome: 'retry' });
    expect(sent).toHaveLength(1);
  });

  it('that was never approved fails with the words of WhatsApp', async () => {
    const { outcome } = await send(action(), () => json(404, { error: { code: 132001, message: 'Template name does not exist' } }));
    expect(outcome).toMatchObject({ outcome: 'failed', error: { code: '132001' } });
  });
});
