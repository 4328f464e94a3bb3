import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import { answer, type Receiver, startReceiver } from '../harness/receiver.ts';
import { connectApi, connectWhatsApp, createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const home = temporaryHome();
let graph: Receiver;
let hub: Hub;
let tenant: TestTenant;

beforeAll(async () => {
  graph = await startReceiver();
  hub = await startHub({ home, env: { META_GRAPH_URL: graph.url(''), PARLEY_OUTGOING_ALLOW: graph.host, AI_WITHIN_MS: '20000' } });
  tenant = await createTenant(hub);
});
afterAll(async () => {
  await hub.stop();
  graph.close();
  removeHome(home);
});

it('an admin tests the credentials of an origin with its provider', async () => {
  const { origin, phoneNumberId } = await connectWhatsApp(tenant);
  const node = `/v26.0/${phoneNumberId}?fields=id`;
  const run = () => tenant.admin.post(`/v1/origins/${origin.id}/test`, undefined, 200);
  expect(await run()).toMatchObject({ state: 'passed', error: null });
  expect(graph.calls(node)[0]?.headers).toMatchObject({ authorization: 'Bearer EAAG-test' });
  graph.behave(node, answer(401, { error: { message: 'Session has expired', code: 190 } }));
  expect(await run()).toMatchObject({ state: 'failed', error: { code: '190', message: 'Session has expired' } });
  expect(await tenant.admin.get(`/v1/origins/${origin.id}`)).toMatchObject({ lostAccess: { error: { code: '190' } } });
  const api = await connectApi(tenant);
  expect(await tenant.admin.post(`/v1/origins/${api.origin.id}/test`, undefined, 200)).toMatchObject({ state: 'not_checked' });
}, 60_000);

it('what WhatsApp says about a template stands in the health of the origin, once', async () => {
  const { origin, post } = await connectWhatsApp(tenant);
  const value = { event: 'REJECTED', message_template_name: 'order_update', message_template_language: 'en_US', reason: 'INVALID_FORMAT' };
  const entry = { id: '102290129340398', time: 1_764_000_000, changes: [{ field: 'message_template_status_update', value }] };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] });
  for (const _ of [1, 2]) expect((await post(body)).status).toBe(200);
  expect(await tenant.admin.get(`/v1/origins/${origin.id}/health`)).toMatchObject({
    notices: [
      {
        at: '2025-11-24T16:00:00.000Z',
        what: 'message_template_status_update',
        text: 'event: REJECTED, message_template_name: order_update, message_template_language: en_US, reason: INVALID_FORMAT',
      },
    ],
    unreadable: 0,
  });
}, 60_000);

it('a call that no origin takes is kept, and read when the origin is there', async () => {
  const { origin, post } = await connectApi(tenant);
  const body = JSON.stringify({
    messages: [
      { id: 'a-1', author: { id: 'ann' }, text: 'readable' },
      { id: 'a-2', author: { id: 'ann' }, text: '' },
    ],
  });
  expect((await post(body)).status).toBe(200);
  await until('the readable one is there', async () => (await allTickets(tenant.admin)).length === 1);
  const events = () => tenant.admin.get<{ items: { id: string; url: string }[] }>(`/v1/origins/${origin.id}/events?state=unreadable`);
  const [event] = (await events()).items;
  expect(event).toMatchObject({ count: 1, elements: [{ index: 1, reason: 'a message without content' }] });
  expect(await (await fetch(String(event?.url))).text()).toBe(body);
  expect(await tenant.admin.get(`/v1/origins/${origin.id}/health`)).toMatchObject({ unreadable: 1, lastEventAt: expect.any(String) as unknown });
  // What is wrong with it is still wrong; the message beside it does not come twice.
  expect(await tenant.admin.post(`/v1/origins/${origin.id}/events/${event?.id}/replay`, {}, 200)).toMatchObject({ accepted: 1, unreadable: [{ index: 1 }] });

  const whatsapp = await connectWhatsApp(tenant);
  const second = '999000111222333';
  const value = {
    metadata: { phone_number_id: second },
    messages: [{ from: '4917100', id: 'wamid.late', timestamp: '1763700000', type: 'text', text: { body: 'late' } }],
  };
  const stray = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
  expect((await whatsapp.post(stray)).status).toBe(200);
  const credentials = { appSecret: whatsapp.appSecret, verifyToken: 'v', accessToken: 'EAAG-test', accountId: second };
  await tenant.admin.post('/v1/origins', { channel: 'whatsapp', name: 'Second', credentials });
  const path = `/v1/origins/${whatsapp.origin.id}/events`;
  const [kept] = (await tenant.admin.get<{ items: { id: string }[] }>(path)).items;
  expect(await tenant.admin.post(`${path}/${kept?.id}/replay`, {}, 200)).toEqual({ accepted: 1, unreadable: [] });
  await until('the ticket is there', async () => (await allTickets(tenant.admin)).some(({ lastMessage }) => lastMessage?.text === 'late'));
  expect((await tenant.admin.get<{ items: object[] }>(path)).items).toEqual([]);
  expect(await allTickets(tenant.admin)).toHaveLength(2);
}, 60_000);
