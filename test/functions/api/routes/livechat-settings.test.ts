import { beforeEach, describe, expect, it } from 'vitest';
import { livechatShop, PAGE } from './livechat-shop.ts';

let shop: Awaited<ReturnType<typeof livechatShop>>;
beforeEach(async () => {
  shop = await livechatShop();
});
const settings = (originId: string, origin: string | null = PAGE) =>
  shop.harness.call(`GET /v1/livechat/settings?originId=${originId}`, origin === null ? {} : { headers: { origin } });
const change = (widget: unknown) => shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { widget });

const LOOK = {
  accent: '#B00020',
  radius: 12,
  side: 'start',
  theme: 'dark',
  title: 'Ask us',
  greeting: 'Ciao!',
  askName: 'optional',
  askEmail: 'required',
  questions: [{ name: 'order', label: 'Order number', required: false }],
  hours: { timeZone: 'Europe/Rome', week: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
};

describe('the settings of the chat widget', () => {
  it('are empty at first, what the admin sets, and empty again', async () => {
    expect(await settings(shop.origin.id)).toMatchObject({ status: 200, body: { mail: false, widget: {} } });
    expect((await change(LOOK)).body).toMatchObject({ widget: LOOK });
    expect((await settings(shop.origin.id)).body).toEqual({ mail: false, widget: LOOK });
    await shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { name: 'Renamed' });
    expect((await settings(shop.origin.id)).body.widget).toEqual(LOOK);
    expect((await change(null)).body).not.toHaveProperty('widget');
    expect((await settings(shop.origin.id)).body.widget).toEqual({});
  });

  it('say whether replies go by mail', async () => {
    const mail = (
      await shop.staff('POST /v1/origins', { channel: 'mail', name: 'Help', credentials: { address: 'help@shop.example', inboundSecret: 'secret-of-mail' } })
    ).body;
    await shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { continuity: { mailOriginId: mail.id, afterMinutes: 10 } });
    expect((await settings(shop.origin.id)).body).toMatchObject({ mail: true });
    expect(await shop.staff(`PATCH /v1/origins/${mail.id}`, { widget: LOOK })).toMatchObject({ status: 422, body: { errors: [{ path: 'widget' }] } });
    expect((await settings(mail.id)).status).toBe(404);
  });

  it('are read by the origin’s pages only', async () => {
    expect((await settings(shop.origin.id)).headers).toMatchObject({ 'access-control-allow-origin': '*' });
    expect((await settings(shop.origin.id, null)).status).toBe(200);
    expect((await settings(shop.origin.id, 'https://evil.example')).status).toBe(403);
    expect((await settings('nobody')).status).toBe(404);
    await shop.staff(`DELETE /v1/origins/${shop.origin.id}`);
    shop.harness.pass(10_000);
    expect((await settings(shop.origin.id)).status).toBe(404);
  });

  it('are gone with the secret of the origin', async () => {
    await shop.harness.deps.vault.delete(`${shop.world.tenantId}/origins/${shop.origin.id}`);
    shop.harness.pass(10_000);
    expect((await settings(shop.origin.id)).status).toBe(404);
  });

  it.each([
    ['accent', 'red'],
    ['radius', 99],
    ['side', 'left'],
    ['title', ' '],
    ['greeting', 'x'.repeat(501)],
    ['questions', Array.from({ length: 6 }, (_, at) => ({ name: `q${at}`, label: 'Q', required: false }))],
    ['hours', { timeZone: 'Mars/Olympus', week: [{ days: [1], from: '09:00', to: '18:00' }] }],
    ['hours', { timeZone: 'Europe/Rome', week: [{ days: [7], from: '09:00', to: '18:00' }] }],
    ['hours', { timeZone: 'Europe/Rome', week: [{ days: [1], from: '9', to: '24:00' }] }],
    ['script', '<script>'],
  ])('refuse a wrong %s', async (member, value) => {
    expect(await change({ [member]: value })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});
