import { beforeAll, describe, expect, inject, it } from 'vitest';
import { api, type Problem } from '../harness/http.ts';
import { whatsappBody } from '../harness/payloads.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Origin, Session, Ticket } from '../harness/shapes.ts';
import { metaSignature, parleySignature } from '../harness/sign.ts';
import { connectMail, connectWhatsApp, createAgent, createTenant, PASSWORD, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const MB = 1024 * 1024;

describe('bad input gets a clear answer and changes nothing', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let ticket: Ticket;

  /** The answer as problem+json with this status and code. */
  const problem = async (status: number, code: string, method: string, path: string, call: Parameters<typeof tenant.admin.call>[2] = {}): Promise<Problem> => {
    const answer = await tenant.admin.call<Problem>(method, path, call);
    expect({ path, status: answer.status, type: answer.headers.get('content-type')?.split(';')[0] }).toEqual({
      path,
      status,
      type: 'application/problem+json',
    });
    expect(answer.body).toMatchObject({ code, status });
    expect(typeof answer.body.title).toBe('string');
    expect(typeof answer.body.detail).toBe('string');
    expect(Array.isArray(answer.body.errors)).toBe(true);
    return answer.body;
  };

  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    await whatsapp.send([[{ id: 'wamid.bad-0', from: '4917400001', name: 'Patient', text: 'hello' }]]);
    ticket = await until('there is a ticket', async () => (await allTickets(tenant.admin))[0]);
  });

  it('400: broken JSON, a wrong type, a missing or an unknown field, each named', async () => {
    await problem(400, 'invalid_request', 'POST', '/v1/teams', { raw: '{"name":' });
    expect((await problem(400, 'invalid_request', 'POST', '/v1/teams', { body: { name: 7 } })).errors.map(({ path }) => path)).toContain('name');
    expect((await problem(400, 'invalid_request', 'POST', '/v1/teams', { body: {} })).errors.map(({ path }) => path)).toContain('name');
    expect(JSON.stringify((await problem(400, 'invalid_request', 'POST', '/v1/teams', { body: { name: 'x', colour: 'red' } })).errors)).toContain('colour');
    await problem(400, 'invalid_request', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { priority: 'sky-high' } });
    await problem(400, 'invalid_request', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { status: 'followup' } });
    await problem(400, 'invalid_request', 'POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'customer', text: 'not me' } });
    await problem(400, 'invalid_request', 'GET', '/v1/tickets?limit=101');
    await problem(400, 'invalid_request', 'GET', '/v1/tickets?limit=0');
    await problem(400, 'invalid_request', 'GET', '/v1/tickets?cursor=garbage');
    await problem(400, 'invalid_request', 'GET', '/v1/tickets?status=asleep');
  });

  it('401: no token, a wrong one, a logged-out one', async () => {
    await problem(401, 'unauthenticated', 'GET', '/v1/tickets', { token: null });
    await problem(401, 'unauthenticated', 'GET', '/v1/tickets', { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' });
    await problem(401, 'unauthenticated', 'POST', '/v1/sessions', { token: null, body: { tenant: tenant.slug, email: tenant.email, password: 'wrong' } });
    await problem(401, 'unauthenticated', 'POST', '/v1/tenants', { token: 'not-the-admin-token', body: {} });
    const session = await api(hub.baseUrl).post<Session>('/v1/sessions', { tenant: tenant.slug, email: tenant.email, password: PASSWORD });
    const leaving = api(hub.baseUrl, session.accessToken);
    await leaving.get('/v1/me');
    await leaving.delete('/v1/sessions');
    await problem(401, 'unauthenticated', 'GET', '/v1/me', { token: session.accessToken });
    await problem(401, 'unauthenticated', 'POST', '/v1/sessions/refresh', { token: null, body: { refreshToken: session.refreshToken } });
  });

  it('401 on an unsigned or wrongly signed webhook, and nothing is stored', async () => {
    const body = whatsappBody(whatsapp.phoneNumberId, [[{ id: 'wamid.unsigned', from: '4917400009', name: 'Forger', text: 'let me in' }]]);
    expect((await whatsapp.post(body, {})).status).toBe(401);
    expect((await whatsapp.post(body, metaSignature('another-secret', body))).status).toBe(401);
    expect((await whatsapp.post(`${body} `, metaSignature(whatsapp.appSecret, body))).status).toBe(401);
    await whatsapp.send([[{ id: 'wamid.bad-1', from: '4917400002', name: 'Honest', text: 'signed' }]]);
    await until('the honest one is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Honest'));
    expect((await allTickets(tenant.admin)).some(({ author }) => author.name === 'Forger')).toBe(false);
  });

  it('the handshake of Meta is answered with the challenge, or 403', async () => {
    const path = (token: string) => `${whatsapp.origin.webhookPath}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;
    const right = await tenant.admin.call('GET', path(whatsapp.verifyToken), { token: null });
    expect([right.status, String(right.body)]).toEqual([200, '1158201444']);
    expect((await tenant.admin.call('GET', path('wrong'), { token: null })).status).toBe(403);
  });

  it('403: a role that may not', async () => {
    const agent = await createAgent(tenant);
    const answer = await agent.session.call<Problem>('POST', '/v1/queues', { body: {} });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('404: what is not there', async () => {
    await problem(404, 'not_found', 'GET', '/v1/tickets/nothing.1');
    // No route but `$default` knows it.
    await problem(404, 'not_found', 'GET', '/v1/no-such-thing');
    expect((await tenant.admin.call('POST', '/webhooks/whatsapp/none', { raw: '{}', token: null })).status).toBe(404);
  });

  it('409: what the state machine does not know', async () => {
    await problem(409, 'illegal_transition', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { status: 'created' } });
    await tenant.admin.post('/v1/teams', { name: 'Conflicted' });
    const duplicate = await api(hub.baseUrl, hub.adminToken).call<Problem>('POST', '/v1/tenants', {
      body: { name: 'Again', slug: tenant.slug, admin: { name: 'Ada', email: 'a@b.example', password: PASSWORD } },
    });
    expect([duplicate.status, duplicate.body.code]).toEqual([409, 'conflict']);
  });

  it('412: a version that is not the present one', async () => {
    const before = await tenant.admin.call<Ticket>('GET', `/v1/tickets/${ticket.id}`);
    expect(before.headers.get('etag')).toBe(`"${before.body.version}"`);
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { priority: 'high' }, 200, { 'if-match': `"${before.body.version}"` });
    await problem(412, 'stale', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { priority: 'low' }, headers: { 'if-match': String(before.body.version) } });
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ priority: 'high', version: before.body.version + 1 });
  });

  it('413: more than 1 MB of JSON, more than 4 MB of webhook or mail', async () => {
    await problem(413, 'too_large', 'POST', '/v1/teams', { body: { name: 'x'.repeat(MB + 1) } });
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [], padding: 'x'.repeat(4 * MB) });
    expect((await whatsapp.post(body)).status).toBe(413);
    const mail = await connectMail(tenant, 'big@shop.example');
    const bytes = `From: a@b.example\r\nSubject: big\r\n\r\n${'x'.repeat(5 * MB)}`;
    expect((await mail.post(bytes, parleySignature(mail.secret, bytes))).status).toBe(413);
  });

  it('a webhook just below 4 MB is accepted, and its large message is kept whole', async () => {
    const text = 'ä'.repeat(150_000);
    expect((await whatsapp.send([[{ id: 'wamid.large', from: '4917400003', name: 'Talker', text }]])).status).toBe(200);
    const large = await until('the large message is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Talker'));
    const { items } = await tenant.admin.get<{ items: { text: string }[] }>(`/v1/tickets/${large.id}/messages`);
    expect(items[0]?.text).toBe(text);
    expect(large.lastMessage?.text).toBe('ä'.repeat(200));
  });

  it('422: well-formed, but impossible', async () => {
    await problem(422, 'unprocessable', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { status: 'followup', followupAt: '2020-01-01T00:00:00.000Z' } });
    await problem(422, 'unprocessable', 'PATCH', `/v1/tickets/${ticket.id}`, { body: { owner: { agentId: 'nobody', teamId: null } } });
    const queue = { name: 'Odd', priority: 1, visibleTo: { teamIds: [], agentIds: [] } };
    await problem(422, 'unprocessable', 'POST', '/v1/queues', { body: { ...queue, condition: { all: [{ field: 'shoe.size', op: 'eq', value: 9 }] } } });
    await problem(422, 'unprocessable', 'POST', '/v1/queues', {
      body: { ...queue, condition: { all: [{ field: 'lastMessage.text', op: 'matches', value: '(' }] } },
    });
    expect((await tenant.admin.get<{ items: unknown[] }>('/v1/queues')).items).toEqual([]);
  });

  it('a signed body that is no JSON is a 400; JSON with elements that cannot be read is a 200 and its neighbours count', async () => {
    expect((await whatsapp.post('{"object":')).status).toBe(400);
    const body = JSON.parse(whatsappBody(whatsapp.phoneNumberId, [[{ id: 'wamid.neighbour', from: '4917400004', name: 'Neighbour', text: 'I am fine' }]])) as {
      entry: { changes: { value: { messages: unknown[] } }[] }[];
    };
    body.entry[0]?.changes[0]?.value.messages.unshift({ from: 12, text: null }, 'nonsense');
    expect((await whatsapp.post(JSON.stringify(body))).status).toBe(200);
    await until('the neighbour is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Neighbour'));
  });

  it('429 with Retry-After after ten failed sign-ins of one account in a minute', async () => {
    const victim = await createAgent(tenant);
    const attempt = () =>
      tenant.admin.call<Problem>('POST', '/v1/sessions', { token: null, body: { tenant: tenant.slug, email: victim.email, password: 'guess' } });
    const statuses: number[] = [];
    for (let n = 0; n < 10; n += 1) statuses.push((await attempt()).status);
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 401));
    const limited = await attempt();
    expect([limited.status, limited.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('secrets of an origin can be written and not read', async () => {
    const answer = await tenant.admin.call<Origin>('GET', `/v1/origins/${whatsapp.origin.id}`);
    expect(JSON.stringify(answer.body)).not.toContain(whatsapp.appSecret);
    expect(JSON.stringify(answer.body)).not.toContain(whatsapp.verifyToken);
  });
});
