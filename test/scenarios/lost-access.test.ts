import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { answer, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Message } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Shown {
  readonly id: string;
  readonly lostAccess?: { readonly since: string; readonly error: { readonly code: string; readonly message: string } };
}

describe('an origin whose access token is revoked', () => {
  let provider: Receiver;
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  beforeAll(async () => {
    provider = await startReceiver();
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: provider.host, META_GRAPH_URL: provider.url('') } });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
  });
  afterAll(async () => {
    provider.close();
    await hub.stop();
    removeHome(hub.home);
  });

  it('shows it, fails the reply with what to do, and sends it with the new token', async () => {
    const path = `/v26.0/${whatsapp.phoneNumberId}/messages`;
    const accepted = answer(200, { messaging_product: 'whatsapp', messages: [{ id: 'wamid.sent' }] });
    const refused = answer(401, { error: { message: 'Error validating access token', type: 'OAuthException', code: 190 } });
    provider.behave(path, (response, call, nth) => (call.headers.authorization === 'Bearer renewed' ? accepted : refused)(response, call, nth));
    const admin = api(hub.baseUrl, tenant.admin.token);
    const origin = () => admin.get<Shown>(`/v1/origins/${whatsapp.origin.id}`);
    await whatsapp.send([[{ id: 'wamid.1', from: '4917800001', name: 'Ann', text: 'hi' }]]);
    const ticket = await until('there is a ticket', async () => (await allTickets(admin))[0]);
    const { number } = await admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'hello' });
    const delivery = async () => (await ticketMessages(admin, ticket.id)).find((message) => message.number === number)?.delivery;

    await until('the reply has failed', async () => (await delivery())?.state === 'failed');
    expect((await delivery())?.error).toMatchObject({ code: '190', message: expect.stringMatching(/admin.*\(Error validating access token\)/) as string });
    expect(await until('the origin shows it', async () => (await origin()).lostAccess)).toMatchObject({ error: { code: '190' } });

    await admin.patch(`/v1/origins/${whatsapp.origin.id}`, { credentials: { accessToken: 'renewed' } });
    expect(await origin()).not.toHaveProperty('lostAccess');
    await admin.post(`/v1/tickets/${ticket.id}/messages/${number}/retry`, {}, 200);
    await until('the reply is sent', async () => (await delivery())?.state === 'sent');
    expect(await origin()).not.toHaveProperty('lostAccess');
  });
});
