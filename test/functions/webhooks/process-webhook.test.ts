import { beforeEach, describe, expect, it } from 'vitest';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { noteEvents, readHealth } from '../../../domain/origins/health.ts';
import { countUnreadable, listUnreadable } from '../../../domain/origins/unreadable-calls.ts';
import { updateOrigin } from '../../../domain/origins/update-origin.ts';
import { ROTATION_MS } from '../../../domain/origins/vault.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { fixture } from '../../channels/reading.ts';
import { edge, problemOf, SECRET, signatures } from './edge.ts';

let hub: Awaited<ReturnType<typeof edge>>;
beforeEach(async () => {
  hub = await edge();
});

const apiMessages = (...messages: readonly object[]) =>
  JSON.stringify({ messages: messages.map((message) => ({ author: { id: 'a', name: 'A' }, text: 'x', ...message })) });
const whatsappText = (accountId: string, id: string) => ({
  field: 'messages',
  value: { metadata: { phone_number_id: accountId }, messages: [{ from: '1650', id, timestamp: '1763700000', type: 'text', text: { body: 'x' } }] },
});
const whatsappBody = (...changes: readonly unknown[]) => JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });
const rawObjects = () =>
  [...hub.objects].filter(([key]) => key.includes('/raw/')).map(([key, { body }]) => ({ key, text: Buffer.from(body).toString('utf8') }));

describe('a signed call', () => {
  it('is answered 200 once every element is in the topic, in one go, each keyed by its thread', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    const { result, outcome, counts } = await hub.send(webhookPath, fixture('whatsapp/batch.json'));
    expect([result.statusCode, result.body, outcome, counts]).toEqual([
      200,
      'EVENT_RECEIVED',
      'accepted',
      { events: 5, unreadable: 0, unrouted: 0, ignored: 0 },
    ]);
    expect(hub.produced).toEqual([5]);
    expect(hub.records.map(({ key }) => key)).toEqual(
      ['16505551234', '16505551234', '34600111222', '16505551234', '16505551234'].map((from) => threadIdOf(id, from)),
    );
    expect(hub.events()[0]).toMatchObject({
      schema: 'messages/1',
      tenantId: 't1',
      originId: id,
      channel: 'whatsapp',
      correlationId: 'request-1',
      identity: 'wamid.b1',
      late: false,
      contentRef: null,
      receivedAt: '2026-11-21T10:00:00.000Z',
    });
    expect(hub.objects.size).toBe(0);
  });

  it.each(['facebook', 'mail', 'api'] as const)('works for %s', async (channel) => {
    const { webhookPath } = await hub.connect(channel);
    const body = { facebook: fixture('facebook/messenger.json'), mail: fixture('mail/plain.eml'), api: fixture('api/messages.json') }[channel];
    expect((await hub.send(webhookPath, body)).result.statusCode).toBe(200);
    expect(hub.events().length).toBeGreaterThan(0);
  });

  it('with nothing to say produces nothing', async () => {
    const { webhookPath } = await hub.connect('api');
    expect((await hub.send(webhookPath, apiMessages())).result).toMatchObject({ statusCode: 200, body: '{"accepted":0,"unreadable":[]}' });
    expect(hub.produced).toEqual([]);
  });

  it('of the api channel is told how many messages are kept, and which are not and why', async () => {
    const { webhookPath } = await hub.connect('api');
    const { result } = await hub.send(webhookPath, apiMessages({ id: '1' }, { id: '2', text: '' }, { id: '3' }, { author: {} }));
    expect(JSON.parse(result.body ?? '')).toEqual({
      accepted: 2,
      unreadable: [
        { index: 1, reason: 'a message without content' },
        { index: 3, reason: 'a message without author.id' },
      ],
    });
    const none = await hub.send(webhookPath, '{"message":{}}');
    expect(JSON.parse(none.result.body ?? '')).toEqual({ accepted: 0, unreadable: [{ index: 0, reason: 'no list of messages' }] });
  });

  it('with half a surrogate pair shows its text repaired, and its neighbours whole', async () => {
    const { webhookPath } = await hub.connect('api');
    await hub.send(
      webhookPath,
      `{"messages":[${['one', 'half \\ud83d', 'three'].map((text, at) => `{"id":"${at}","author":{"id":"a"},"text":"${text}"}`).join(',')}]}`,
    );
    expect(hub.events().map(({ event }) => event.content?.text)).toEqual(['one', 'half \ufffd', 'three']);
  });

  it('of a disabled origin goes on importing', async () => {
    const { id, webhookPath } = await hub.connect('api');
    await updateOrigin(hub.world.deps, hub.world.context, id, { state: 'disabled' });
    expect((await hub.send(webhookPath, apiMessages({ id: '1' }))).outcome).toBe('accepted');
    expect(hub.records).toHaveLength(1);
  });
});

describe('without proof', () => {
  it('nothing is stored and the answer is 401', async () => {
    const { webhookPath } = await hub.connect('whatsapp');
    const body = whatsappBody();
    for (const headers of [{}, signatures('wrong', body), signatures(SECRET, `${body} `)]) {
      const answer = await hub.post(webhookPath, { body, headers });
      expect(problemOf(answer)).toMatchObject({ status: 401, code: 'unauthenticated', type: 'application/problem+json' });
    }
    expect([hub.records, hub.objects.size]).toEqual([[], 0]);
  });

  it('a rotated secret works at once, and the one before for a day', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const body = apiMessages({ id: '1' });
    const withSecret = async (secret: string) => (await hub.post(webhookPath, { body, headers: signatures(secret, body) })).result.statusCode;
    expect(await withSecret(SECRET)).toBe(200);
    await updateOrigin(hub.world.deps, hub.world.context, id, { credentials: { signingSecret: 'next-secret' } });
    expect([await withSecret('next-secret'), await withSecret(SECRET), await withSecret('other')]).toEqual([200, 200, 401]);
    hub.world.pass(ROTATION_MS);
    expect([await withSecret('next-secret'), await withSecret(SECRET)]).toEqual([200, 401]);
  });
});

describe('the provider’s verification of the address', () => {
  const asked = (token: string) => ({ method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '42' } });

  it('gives the challenge back, and 403 for a wrong token', async () => {
    const { webhookPath } = await hub.connect('facebook');
    expect((await hub.post(webhookPath, asked('verify'))).result).toMatchObject({
      statusCode: 200,
      body: '42',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    expect(problemOf(await hub.post(webhookPath, asked('wrong')))).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('takes a new token at once', async () => {
    const { id, webhookPath } = await hub.connect('facebook');
    expect((await hub.post(webhookPath, asked('verify'))).outcome).toBe('verified');
    await updateOrigin(hub.world.deps, hub.world.context, id, { credentials: { verifyToken: 'fresh' } });
    expect((await hub.post(webhookPath, asked('fresh'))).outcome).toBe('verified');
  });

  it('is a 404 where the channel knows none', async () => {
    const { webhookPath } = await hub.connect('api');
    expect((await hub.post(webhookPath, asked('verify'))).outcome).toBe('unknown');
  });
});

describe('a path', () => {
  it('of nobody, of another channel or of an unknown channel is a 404', async () => {
    const { id } = await hub.connect('whatsapp');
    for (const path of ['/webhooks/whatsapp/nobody', `/webhooks/facebook/${id}`, '/webhooks/pigeon/x']) {
      expect(problemOf(await hub.send(path, '{}'))).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('of a deleted origin is a 404, within a second even where it was just used', async () => {
    const { id, webhookPath } = await hub.connect('api');
    await hub.send(webhookPath, apiMessages());
    await deleteOrigin(hub.world.deps, hub.world.context, id);
    expect((await hub.post(webhookPath, { body: 'x' })).outcome).toBe('unknown');
    const again = await hub.connect('facebook');
    await hub.post(again.webhookPath);
    await deleteOrigin(hub.world.deps, hub.world.context, again.id);
    expect((await hub.post(again.webhookPath, { method: 'GET', query: { 'hub.mode': 'subscribe' } })).outcome).toBe('unknown');
    hub.world.pass(1000);
    expect((await hub.send(webhookPath, apiMessages())).outcome).toBe('unknown');
  });
});

describe('sizes and shapes', () => {
  it('over 4 MB is a 413, before anything else is looked at', async () => {
    const { webhookPath } = await hub.connect('api');
    expect(problemOf(await hub.post(webhookPath, { body: 'x'.repeat(4 * 1024 * 1024 + 1) }))).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('a signed body that is not JSON is a 400', async () => {
    const { webhookPath } = await hub.connect('whatsapp');
    expect(problemOf(await hub.send(webhookPath, '{"entry":'))).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path: '', message: 'is not valid JSON' }],
    });
  });

  it('elements that cannot be read are kept raw together, and hold no neighbour', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const { outcome, counts, reasons } = await hub.send(webhookPath, apiMessages({ id: '1' }, { author: 5 }, { id: '2' }, { text: 9 }));
    expect([outcome, counts]).toEqual(['accepted', { events: 2, unreadable: 2, unrouted: 0, ignored: 0 }]);
    expect(reasons).toEqual(['a message without author.id', 'a text that is not a string']);
    const [kept, ...others] = rawObjects();
    expect(others).toEqual([]);
    expect(kept?.key).toMatch(new RegExp(`^T/t1/raw/api/${id}/2026-11-21/[0-9a-f]{64}$`));
    const lines = (kept?.text ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { reason: string; raw: string });
    expect(lines.map(({ reason, raw }) => [reason, JSON.parse(raw)])).toEqual([
      ['a message without author.id', { author: 5, text: 'x' }],
      ['a text that is not a string', { author: { id: 'a', name: 'A' }, text: 9 }],
    ]);
  });

  it('bytes that are no mail are kept as they came', async () => {
    const { webhookPath } = await hub.connect('mail');
    const bytes = Buffer.from([0xff, 0, 1, 2, 0xfe]);
    expect((await hub.send(webhookPath, bytes)).result.statusCode).toBe(200);
    const kept = [...hub.objects].filter(([key]) => key.includes('/raw/'));
    expect(kept.map(([, { body, contentType }]) => [Buffer.from(body).equals(bytes), contentType])).toEqual([[true, 'application/octet-stream']]);
  });

  it('a call with an element that cannot be read is kept whole, once, with what is wrong', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const body = apiMessages({ id: '1' }, { id: '2', text: '' }, { author: {} });
    await hub.post(webhookPath, { body, headers: { ...signatures(SECRET, body), 'content-type': 'application/json' } });
    const { calls } = await listUnreadable(hub.world.table, { tenantId: 't1', originId: id, after: null, limit: 10 });
    const elements = [
      { index: 1, reason: 'a message without content' },
      { index: 2, reason: 'a message without author.id' },
    ];
    expect(calls).toMatchObject([{ at: '2026-11-21T10:00:00.000Z', count: 2, contentType: 'application/json', bytes: body.length, elements }]);
    expect(Buffer.from(hub.objects.get(calls[0]?.objectKey ?? '')?.body ?? []).toString()).toBe(body);
    expect((await readHealth(hub.world.table, 't1', id)).lastEventAt).toBe('2026-11-21T10:00:00.000Z');
    await hub.send(webhookPath, apiMessages({ id: '3' }));
    expect(await countUnreadable(hub.world.table, 't1', id)).toBe(1);
  });

  it('of a type that is too long for a header is kept as bytes', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const body = apiMessages({ id: '2', text: '' });
    await hub.post(webhookPath, { body, headers: { ...signatures(SECRET, body), 'content-type': 'x'.repeat(300) } });
    const { calls } = await listUnreadable(hub.world.table, { tenantId: 't1', originId: id, after: null, limit: 10 });
    expect(calls).toMatchObject([{ contentType: 'application/octet-stream' }]);
    // Nothing of it could be read.
    expect((await readHealth(hub.world.table, 't1', id)).lastEventAt).toBeNull();
  });

  it('what the provider says about the account stands in the health of the origin, once, and opens nothing', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    const change = { field: 'message_template_status_update', value: { event: 'PAUSED', message_template_name: 'order_update' } };
    for (const _ of [1, 2]) expect((await hub.send(webhookPath, whatsappBody(change))).counts).toMatchObject({ events: 0, ignored: 1 });
    expect((await readHealth(hub.world.deps.table, 't1', id)).notices).toEqual([
      { at: '2026-11-21T10:00:00.000Z', what: 'message_template_status_update', text: 'event: PAUSED, message_template_name: order_update' },
    ]);
    expect(hub.records).toEqual([]);
  });

  it('when an origin gets events is written once a minute, and never fails a call', async () => {
    let writes = 0;
    const write = async (): Promise<never> => {
      writes += 1;
      throw new TableUnavailable(new Error('away'));
    };
    const note = noteEvents({ write });
    for (const at of [0, 59_999, 60_000]) await note('t1', 'o1', at);
    await note('t1', 'o2', 0);
    expect(writes).toBe(3);
  });
});

describe('accounts', () => {
  it('an element goes to the tenant’s origin of its account, or is kept raw when there is none', async () => {
    const first = await hub.connect('whatsapp');
    const second = await hub.connect('whatsapp', { accountId: '222' });
    await hub.connect('whatsapp', { accountId: '333' }, hub.world.other);
    const { counts } = await hub.send(
      first.webhookPath,
      whatsappBody(whatsappText('106540352242922', 'own'), whatsappText('222', 'second'), whatsappText('333', 'elsewhere')),
    );
    expect(counts).toEqual({ events: 2, unreadable: 0, unrouted: 1, ignored: 0 });
    expect(hub.events().map(({ originId, identity }) => [originId, identity])).toEqual([
      [first.id, 'own'],
      [second.id, 'second'],
    ]);
    expect(rawObjects()[0]?.text).toContain('elsewhere');
  });

  it('an element that names none is of the origin that was called', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    const { value, ...change } = whatsappText('x', 'm');
    await hub.send(webhookPath, whatsappBody({ ...change, value: { ...value, metadata: undefined } }));
    expect(hub.events()[0]?.originId).toBe(id);
  });

  it('an origin connected a moment ago is found', async () => {
    const first = await hub.connect('whatsapp');
    await hub.send(first.webhookPath, whatsappBody(whatsappText('222', 'a')));
    const second = await hub.connect('whatsapp', { accountId: '222' });
    await hub.send(first.webhookPath, whatsappBody(whatsappText('222', 'b')));
    await hub.send(first.webhookPath, whatsappBody(whatsappText('222', 'c')));
    expect(hub.events().map(({ originId, identity }) => [originId, identity])).toEqual([
      [second.id, 'b'],
      [second.id, 'c'],
    ]);
  });
});

describe('identity', () => {
  it('without an id an element is known by its bytes and its place among equals, in whatever company', async () => {
    const { webhookPath } = await hub.connect('api');
    await hub.send(webhookPath, apiMessages({}, {}, { text: 'y' }));
    await hub.send(webhookPath, apiMessages({ text: 'y' }, {}));
    const [a, b, y, yAgain, aAgain] = hub.events().map(({ identity }) => identity);
    expect(new Set([a, b, y]).size).toBe(3);
    expect([yAgain, aAgain]).toEqual([y, a]);
    expect(a).toMatch(/^raw:[0-9a-f]{64}$/);
  });

  it('an event of nobody’s thread is keyed by what it is about', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    await hub.send(webhookPath, whatsappBody({ field: 'messages', value: { statuses: [{ id: 'wamid.s', status: 'read' }] } }));
    expect(hub.records[0]?.key).toBe(threadIdOf(id, 'wamid.s'));
  });
});

describe('large content', () => {
  it('goes by claim check', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const text = 'é'.repeat(120_000);
    await hub.send(webhookPath, apiMessages({ id: 'big', text }, { id: 'small' }));
    const [big, small] = hub.events();
    expect(small?.contentRef).toBeNull();
    expect(big?.event.content).toBeNull();
    expect(big?.contentRef).toMatch(new RegExp(`^T/t1/in/${id}/`));
    const object = hub.objects.get(big?.contentRef ?? '');
    expect(object?.contentType).toBe('application/json');
    expect(JSON.parse(Buffer.from(object?.body ?? []).toString())).toMatchObject({ text, surface: 'dm' });
    expect(hub.records.every(({ value }) => Buffer.byteLength(value) <= 200_000)).toBe(true);
  });

  it('a repeat puts the same object, another content under the same id another one', async () => {
    const { webhookPath } = await hub.connect('api');
    for (const letter of ['a', 'a', 'b']) await hub.send(webhookPath, apiMessages({ id: 'big', text: letter.repeat(210_000) }));
    expect(hub.objects.size).toBe(2);
  });

  it('with a name of 450 KB is shown with the beginning of it, and its neighbours are not harmed', async () => {
    const { webhookPath } = await hub.connect('api');
    const { counts } = await hub.send(webhookPath, apiMessages({ id: 'x', author: { id: 'a', name: 'n'.repeat(450_000) } }, { id: 'y' }));
    expect(counts).toMatchObject({ events: 2, unreadable: 0 });
    expect(hub.events()[0]?.event.author?.name).toBe(`${'n'.repeat(199)}…`);
    expect(hub.objects.size).toBe(0);
  });

  it('of which only the beginning is shown is kept raw beside it', async () => {
    const { webhookPath } = await hub.connect('mail');
    const mail = Buffer.concat([
      Buffer.from('From: a@b.example\r\nMessage-ID: <1@x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'),
      Buffer.alloc(4_100_000, 'x'),
    ]);
    expect((await hub.send(webhookPath, mail)).counts).toMatchObject({ events: 1, unreadable: 0 });
    const raw = [...hub.objects].filter(([key]) => key.includes('/raw/'));
    expect(raw.map(([, { body }]) => body.byteLength)).toEqual([mail.byteLength]);
  });

  it('a mail’s attachments are objects before the mail is in the topic', async () => {
    const { webhookPath } = await hub.connect('mail');
    const order: string[] = [];
    const deps = {
      ...hub.deps,
      objects: { put: async (...given: Parameters<typeof hub.deps.objects.put>) => void order.push('object', String(await hub.deps.objects.put(...given))) },
      topics: {
        produce: async (...given: Parameters<typeof hub.deps.topics.produce>) => void order.push('topic', String(await hub.deps.topics.produce(...given))),
      },
    };
    await hub.send(webhookPath, fixture('mail/html-attachment.eml'), deps);
    expect(order.filter((each) => each !== 'undefined')).toEqual(['object', 'object', 'topic']);
    const attachments = hub.events()[0]?.event.content?.attachments ?? [];
    expect(attachments.map(({ name, type, size }) => [name, type, size])).toEqual([
      ['invoice.pdf', 'application/pdf', 9],
      [null, 'image/png', 8],
    ]);
    // Not among what passes after 30 days.
    for (const { objectKey } of attachments) expect(objectKey).toMatch(/^T\/t1\/media\//);
    expect(Buffer.from(hub.objects.get(attachments[0]?.objectKey ?? '')?.body ?? []).toString()).toMatch(/^%PDF/);
    expect(hub.objects.get(attachments[1]?.objectKey ?? '')?.contentType).toBe('image/png');
  });
});

describe('the hot path', () => {
  it('reads nothing for a second after the first call', async () => {
    const { webhookPath } = await hub.connect('api');
    const body = apiMessages({ id: '1' });
    await Promise.all(Array.from({ length: 20 }, () => hub.send(webhookPath, body)));
    expect(hub.reads()).toBe(1);
    hub.world.pass(999);
    await hub.send(webhookPath, body);
    expect(hub.reads()).toBe(1);
    hub.world.pass(1);
    await hub.send(webhookPath, body);
    expect(hub.reads()).toBe(2);
  });

  it('many wrong signatures at once read once', async () => {
    const { webhookPath } = await hub.connect('api');
    await hub.send(webhookPath, apiMessages());
    await Promise.all(Array.from({ length: 20 }, () => hub.post(webhookPath, { body: 'x' })));
    expect(hub.reads()).toBeLessThanOrEqual(3);
  });

  it('a failure is not remembered, and too many origins are forgotten from the oldest', async () => {
    const { id, webhookPath } = await hub.connect('api');
    hub.world.deps.vault.kept.clear();
    await expect(hub.send(webhookPath, apiMessages())).rejects.toThrow('without credentials');
    await updateOrigin(hub.world.deps, hub.world.context, id, { credentials: { signingSecret: SECRET } });
    expect((await hub.send(webhookPath, apiMessages())).outcome).toBe('accepted');
    const before = hub.reads();
    for (let n = 0; n < 1001; n += 1) await hub.deps.origins.get(`nobody-${n}`);
    expect(hub.reads() - before).toBe(1001);
    await hub.send(webhookPath, apiMessages());
    expect(hub.reads() - before).toBe(1001);
  });
});
