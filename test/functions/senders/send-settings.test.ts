import { expect, test, vi } from 'vitest';

const hub = vi.hoisted(() => ({ opened: [] as unknown[] }));
vi.hoisted(() => void Object.assign(process.env, { SES_URL: 'http://127.0.0.1:1/', META_GRAPH_URL: '', SEND_TIMEOUT_MS: '1234' }));
vi.mock('../../../adapters/mail/ses.ts', () => ({
  openMailer: (settings: unknown) => {
    hub.opened.push(settings);
    return async (mail: unknown) => ({ messageId: JSON.stringify(mail), region: 'r' });
  },
}));
const { sendSettings } = await import('../../../functions/senders/send-settings.ts');

const WHOSE = { tenantId: 't1', id: 'o1', name: 'Hotline' };

test('an origin’s calls have its name, its provider’s address, and one mail service, which the first mail opens', async () => {
  expect(sendSettings('whatsapp', WHOSE)).toMatchObject({ originName: 'Hotline', baseUrl: 'https://graph.facebook.com', timeoutMs: 1234 });
  const { sendMail } = sendSettings('mail', WHOSE);
  expect(hub.opened).toEqual([]);
  const mail = { from: 'a@b.example', to: [], raw: new Uint8Array() };
  const sent = { messageId: JSON.stringify({ ...mail, tags: { 'parley-tenant': 't1', 'parley-origin': 'o1' } }), region: 'r' };
  expect(await Promise.all([sendMail(mail), sendSettings('mail', WHOSE).sendMail(mail)])).toEqual([sent, sent]);
  expect(hub.opened).toEqual([{ endpoint: 'http://127.0.0.1:1', timeoutMs: 1234 }]);
});

test('an origin’s webhook is named by the public address, where that is known', async () => {
  expect(sendSettings('twilio', WHOSE)).not.toHaveProperty('webhookUrl');
  vi.resetModules();
  vi.stubEnv('PARLEY_PUBLIC_URL', 'https://hub.example/');
  const again = await import('../../../functions/senders/send-settings.ts');
  expect(again.sendSettings('twilio', WHOSE).webhookUrl).toBe('https://hub.example/webhooks/twilio/o1');
  vi.unstubAllEnvs();
});
