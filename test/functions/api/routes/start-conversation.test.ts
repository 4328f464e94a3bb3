import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness, type World } from '../harness.ts';

let harness: Harness;
let world: World;
let shop: string;
const call = (target: string, body?: unknown, token = world.adminToken, headers?: Record<string, string>) =>
  harness.call(target, { token, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
const connect = async (channel: string, credentials: object): Promise<string> =>
  (await call('POST /v1/origins', { channel, name: channel, credentials })).body.id;
const start = (body: object, token?: string, headers?: Record<string, string>) =>
  call('POST /v1/tickets', { originId: shop, to: 'ann', text: 'Hello', ...body }, token, headers);
const tickets = async () => (await call('GET /v1/tickets')).body.items as { id: string }[];

beforeEach(async () => {
  harness = createHarness();
  world = await harness.tenant();
  shop = await connect('api', { signingSecret: 'a-signing-secret', callbackUrl: 'https://shop.example/replies' });
});

describe('an agent who writes first', () => {
  it('makes one thread and one ticket, which is theirs, with a reply on its way', async () => {
    const { id, token } = await world.person('agent');
    const answer = await start({ subject: 'Your parcel' }, token);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'working',
        owner: { agentId: id, teamId: null },
        author: { id: 'ann' },
        origin: { id: shop, channel: 'api' },
        visibleMessageCount: 1,
        waitingSince: null,
      },
    });
    expect((await call(`GET /v1/tickets/${answer.body.id}/messages`)).body.items).toMatchObject([
      { number: 1, kind: 'reply', text: 'Hello', subject: 'Your parcel', author: { type: 'agent', id }, delivery: { state: 'queued' } },
    ]);
  });

  it('writes into the active ticket of the person, and opens another one when that is closed', async () => {
    const first = (await start({})).body;
    const second = (await start({ to: { id: 'ann' }, text: 'And?' })).body;
    expect(second).toMatchObject({ id: first.id, visibleMessageCount: 2 });
    await call(`PATCH /v1/tickets/${first.id}`, { status: 'closed' });
    const third = (await start({})).body;
    expect(third.id).not.toBe(first.id);
    expect(third.threadId).toBe(first.threadId);
  });

  it('does so once for a key, and once when several do it at one instant', async () => {
    const key = { 'idempotency-key': 'k' };
    const [a, b] = [await start({}, undefined, key), await start({}, undefined, key)];
    expect(b).toMatchObject({ status: 201, body: a.body });
    expect((await start({ text: 'Other' }, undefined, key)).status).toBe(422);
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => start({ to: 'bob', text: `Hello ${n}` })));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await tickets()).toHaveLength(2);
  });

  it.each<[string, object, number]>([
    ['no text and no template', { text: undefined }, 400],
    ['both', { template: 't' }, 400],
    ['an empty text', { text: '  ' }, 400],
    ['nobody', { to: ' ' }, 400],
    ['an unknown origin', { originId: 'nothing' }, 422],
    ['a text that is too long', { text: 'x'.repeat(100_001) }, 400],
    ['a template on a channel without templates', { text: undefined, template: 'welcome' }, 422],
  ])('is refused with %s, and nothing is left', async (_, body, status) => {
    expect((await start(body)).status).toBe(status);
    expect(await tickets()).toEqual([]);
  });

  it('is refused where nothing can be sent, with the reason', async () => {
    const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
    const phone = await connect('whatsapp', credentials);
    const cold = await start({ originId: phone, to: '+49 176 000' });
    expect(cold).toMatchObject({ status: 422, body: { errors: [{ path: 'text', message: expect.stringContaining('within 24 hours') as unknown }] } });
    const page = await connect('facebook', { ...credentials, accountId: 'page' });
    expect((await start({ originId: page, to: 'ann' })).status).toBe(422);
    await call(`PATCH /v1/origins/${shop}`, { state: 'disabled' });
    expect(await start({})).toMatchObject({ status: 409, body: { current: 'disabled' } });
  });

  it('sends a template on WhatsApp to somebody who has not written, and names its language', async () => {
    const phone = await connect('whatsapp', { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' });
    const cold = (template: unknown) => start({ originId: phone, to: '+49 176 000', text: undefined, template });
    const { body: made, status } = await cold({ name: 'welcome', language: 'de', parameters: [{ text: 'Ann' }] });
    expect(status).toBe(201);
    const { items } = (await call(`GET /v1/tickets/${made.id}/messages`)).body as { items: object[] };
    const template = { name: 'welcome', language: 'de', parameters: [{ component: 'body', text: 'Ann' }] };
    expect(items).toMatchObject([{ kind: 'reply', text: '[template welcome] Ann', template, delivery: { state: 'queued' } }]);
    expect(await cold('welcome')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'template', message: expect.stringContaining('language') as unknown }] },
    });
    expect(await start({ originId: phone, to: '+49 176 000' })).toMatchObject({
      body: { errors: [{ message: expect.stringMatching(/has not written\. A template can be sent at any time\.$/) as unknown }] },
    });
  });

  it('answers with a template, alone and only on channels that have them', async () => {
    const phone = await connect('whatsapp', { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' });
    const template = {
      name: 'order_update',
      language: 'en_US',
      parameters: [
        { component: 'button', index: 1, text: 'a' },
        { name: 'who', text: 'Ann' },
      ],
    };
    const { id } = (await start({ originId: phone, to: '+49 176 000', text: undefined, template: { name: 'welcome', language: 'de' } })).body;
    const post = (body: object, key?: string) =>
      call(`POST /v1/tickets/${id}/messages`, { kind: 'reply', ...body }, undefined, key === undefined ? undefined : { 'idempotency-key': key });
    const made = await post({ template }, 'k');
    expect(made).toMatchObject({ status: 201, body: { number: 2, text: '[template order_update] a · Ann', template: { name: 'order_update' } } });
    expect(await post({ template }, 'k')).toMatchObject({ status: 201, body: made.body });
    for (const body of [{ template, text: 'Hello' }, { template, html: '<p>' }, { kind: 'note', template }, { template: { ...template, name: '' } }, {}])
      expect((await post(body)).status).toBe(400);
    expect(await post({ template: { name: 'order_update' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'template' }] } });
    const elsewhere = (await start({})).body.id;
    const refused = await call(`POST /v1/tickets/${elsewhere}/messages`, { kind: 'reply', template });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'template', message: expect.stringContaining('The channel api does not support templates') as unknown }] },
    });
  });

  it('by mail writes to an address, which is the person whatever its case', async () => {
    const mail = await connect('mail', { address: 'shop@acme.example', inboundSecret: 'a-long-inbound-secret' });
    const first = await start({ originId: mail, to: ' Ann@Müller.example' });
    expect(first).toMatchObject({ status: 201, body: { author: { id: 'ann@xn--mller-kva.example' } } });
    expect((await start({ originId: mail, to: 'ann@xn--mller-kva.EXAMPLE' })).body.id).toBe(first.body.id);
    expect(await start({ originId: mail, to: 'Ann' })).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } });
  });

  it('does not write into a ticket behind the wall', async () => {
    const outsider = await world.person('agent');
    const insider = await world.person('agent');
    const everything = { all: [{ field: 'status', op: 'ne', value: 'closed' }] };
    await call('POST /v1/queues', { name: 'Own', priority: 1, condition: everything, visibleTo: { teamIds: [], agentIds: [insider.id] } });
    expect((await start({}, insider.token)).status).toBe(201);
    expect((await start({}, outsider.token)).status).toBe(404);
  });
});

describe('a note that mentions colleagues', () => {
  it('carries whom it names, and is refused for a reply and for who may not see the ticket', async () => {
    const [insider, outsider] = [await world.person('agent'), await world.person('agent')];
    const { id } = (await start({})).body;
    const everything = { all: [{ field: 'status', op: 'ne', value: 'closed' }] };
    await call('POST /v1/queues', { name: 'Own', priority: 1, condition: everything, visibleTo: { teamIds: [], agentIds: [insider.id] } });
    const post = (body: object) => call(`POST /v1/tickets/${id}/messages`, { kind: 'note', text: 'look', ...body });
    expect((await post({ mentions: { agentIds: [insider.id] } })).body.mentions).toEqual([{ type: 'agent', id: insider.id }]);
    expect((await post({ text: 'ask @Ada' })).body.mentions).toEqual([{ type: 'agent', id: world.adminId }]);
    expect((await post({ mentions: { agentIds: [outsider.id] } })).body.errors).toMatchObject([{ path: 'mentions' }]);
    expect((await post({ kind: 'reply', mentions: { agentIds: [insider.id] } })).status).toBe(400);
    expect((await post({ kind: 'reply', text: 'Hello @Ada' })).body.mentions).toEqual([]);
    const { items } = (await call(`GET /v1/tickets/${id}/messages`)).body as { items: { mentions: unknown[] }[] };
    expect(items.map(({ mentions }) => mentions.length)).toEqual([0, 1, 1, 0]);
  });
});
