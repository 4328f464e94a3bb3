import { describe, expect, it } from 'vitest';
import { storeLetter } from '../../../../domain/dead-letters/stored-letters.ts';
import { createHarness } from '../harness.ts';

const event = (id: string, more: object = {}) => ({
  id,
  type: 'ticket.set',
  version: 1,
  occurredAt: '2026-11-28T10:00:00Z',
  data: { ticketId: 't1', priority: 'high' },
  ...more,
});

const opened = async () => {
  const harness = createHarness();
  const { tenantId, adminToken: token } = await harness.tenant();
  const post = (topic: string, body: unknown, headers: Record<string, string> = {}) => harness.call(`POST /v1/events/${topic}`, { token, body, headers });
  return { ...harness, harness, tenantId, token, post };
};

describe('POST /v1/events/{topic}', () => {
  it('puts an event on its topic, under the tenant of the credential, keyed by its ticket', async () => {
    const { post, produced, tenantId } = await opened();
    const { status, body } = await post('tickets', event('e1'), { 'x-correlation-id': 'c-1', 'x-parley-causation': '1.a.b' });
    expect([status, body]).toEqual([202, { items: [{ id: 'e1', accepted: true }] }]);
    expect(produced).toEqual([
      {
        topic: 'tickets',
        key: 't1',
        value: JSON.stringify({ ...event('e1'), tenantId }),
        headers: { 'x-correlation-id': 'c-1', 'x-parley-causation': '1.a.b' },
      },
    ]);
  });

  it('validates each of many alone, in their order', async () => {
    const { post, produced } = await opened();
    const { status, body } = await post('tickets', [
      event('e1'),
      event('e2', { type: 'metadata.changed' }),
      event('e3', { version: 2 }),
      event('e4', { data: { ticketId: 't1', status: 'gone' } }),
      event('e5', { data: { ticketId: 't1', topic: 'x'.repeat(201) } }),
      event('e6', { data: {} }),
      event('e7'),
    ]);
    expect(status).toBe(202);
    expect(body.items).toMatchObject([
      { id: 'e1', accepted: true },
      { id: 'e2', accepted: false, error: { code: 'unprocessable', detail: 'The topic tickets has no event "metadata.changed".' } },
      { id: 'e3', accepted: false, error: { code: 'unprocessable', detail: 'There is no version 2 of ticket.set.' } },
      { id: 'e4', accepted: false, error: { code: 'invalid_request', title: 'The request is not valid' } },
      { id: 'e5', accepted: false, error: { code: 'invalid_request' } },
      { id: 'e6', accepted: false, error: { code: 'invalid_request', detail: 'The data of ticket.set are not valid: ticketId is required.' } },
      { id: 'e7', accepted: true },
    ]);
    expect(produced.map(({ value }) => (JSON.parse(value) as { id: string }).id)).toEqual(['e1', 'e7']);
  });

  it.each([
    ['a tenant of its own', event('e1', { tenantId: 'other' }), [{ path: 'tenantId', message: 'unknown field' }]],
    ['no id', event('', {}), [{ path: 'id', message: 'must not be empty' }]],
    ['a long id', event('x'.repeat(201)), undefined],
    ['no data', event('e1', { data: undefined }), [{ path: 'data', message: 'is required' }]],
    ['a time that is none', event('e1', { occurredAt: 'now' }), undefined],
    ['an empty list', [], undefined],
    ['a list with something else', [event('e1'), 7], undefined],
    ['a text', 'event', undefined],
    ['nothing', undefined, undefined],
  ])('%s is no envelope', async (_, body, errors) => {
    const { post, produced } = await opened();
    const answer = await post('tickets', body);
    expect(answer.status).toBe(400);
    if (errors) expect(answer.body.errors).toEqual(errors);
    expect(produced).toEqual([]);
  });

  it('takes a hundred events and no more', async () => {
    const { post, produced } = await opened();
    const events = Array.from({ length: 101 }, (_, n) => event(`e${n}`));
    expect((await post('tickets', events)).status).toBe(413);
    expect(produced).toEqual([]);
    expect((await post('tickets', events.slice(1))).status).toBe(202);
    expect(produced).toHaveLength(100);
  });

  it.each(['nothing', 'constructor', 'queue.acks'])('does not know the topic %s', async (topic) => {
    const { post } = await opened();
    expect((await post(topic, event('e1'))).status).toBe(404);
  });

  it('answers 503 when the topic is away, and nothing is accepted', async () => {
    const { TopicUnavailable } = await import('../../../../adapters/topics/topics.ts');
    const harness = createHarness({ deps: { topics: { produce: () => Promise.reject(new TopicUnavailable(new Error('down'))) } } });
    const { adminToken: token } = await harness.tenant();
    expect((await harness.call('POST /v1/events/tickets', { token, body: event('e1') })).status).toBe(503);
  });

  it('with an Idempotency-Key is answered as the first time, and refuses another body', async () => {
    const { post, produced } = await opened();
    const key = { 'idempotency-key': 'k1' };
    await post('tickets', event('e1'), key);
    const again = await post('tickets', event('e1'), key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([202, 'true']);
    expect(produced).toHaveLength(1);
    expect((await post('tickets', event('e2'), key)).status).toBe(422);
  });
});

describe('dead letters', () => {
  const letters = async () => {
    const world = await opened();
    const at = Date.parse('2026-11-20T10:00:00Z');
    const store = (topic: string, offset: number, value = `{"n":${offset}}`) =>
      storeLetter(
        { table: world.table, objects: world.deps.objects },
        {
          tenantId: world.tenantId,
          topic,
          eventId: `${topic}-${offset}`,
          at: at + offset * 1000,
          letter: {
            reason: 'not_found: No such ticket.',
            partition: `${topic}-0`,
            offset,
            key: Buffer.from('t1').toString('base64'),
            value: Buffer.from(value).toString('base64'),
          },
        },
      );
    const list = async (query = '') => (await world.harness.call(`GET /v1/dead-letters${query}`, { token: world.token })).body;
    return { ...world, store, list };
  };

  it('are listed newest first, over all topics, by pages', async () => {
    const { store, list } = await letters();
    for (const offset of [1, 4, 3]) await store('tickets', offset);
    await store('metadata_actions', 2);
    await store('messages', 5);
    const first = await list('?limit=3');
    expect(first.items).toMatchObject([
      { topic: 'messages', eventId: 'messages-5', reason: 'not_found: No such ticket.', at: '2026-11-20T10:00:05.000Z' },
      { eventId: 'tickets-4' },
      { eventId: 'tickets-3' },
    ]);
    const second = await list(`?limit=3&cursor=${String(first.nextCursor)}`);
    expect(second.items).toMatchObject([{ eventId: 'metadata_actions-2' }, { eventId: 'tickets-1' }]);
    expect(second.nextCursor).toBeNull();
    expect((await list('?topic=tickets&since=2026-11-20T10:00:03Z')).items).toMatchObject([{ eventId: 'tickets-4' }, { eventId: 'tickets-3' }]);
    expect((await list('?topic=none')).items).toEqual([]);
  });

  it("are their tenant's alone", async () => {
    const { store, list, harness } = await letters();
    await store('tickets', 1);
    const [{ id }] = (await list()).items as [{ id: string }];
    const other = await harness.tenant();
    expect((await harness.call('GET /v1/dead-letters', { token: other.adminToken })).body.items).toEqual([]);
    expect((await harness.call(`POST /v1/dead-letters/${id}/replay`, { token: other.adminToken })).status).toBe(404);
  });

  it('go back to their topic as they came, and leave the list', async () => {
    const { store, list, harness, token, produced } = await letters();
    const long = JSON.stringify({ long: 'x'.repeat(200_000) });
    await store('tickets', 1);
    await store('tickets', 2, long);
    const items = (await list()).items as { id: string }[];
    for (const { id } of items) expect((await harness.call(`POST /v1/dead-letters/${id}/replay`, { token })).body).toMatchObject({ id, topic: 'tickets' });
    expect(produced.map(({ key, value }) => [key, value])).toEqual([
      ['t1', long],
      ['t1', '{"n":1}'],
    ]);
    expect(produced[0]?.headers).toMatchObject({ 'x-parley-late': '1' });
    expect((await list()).items).toEqual([]);
    expect((await harness.call(`POST /v1/dead-letters/${items[0]?.id}/replay`, { token })).status).toBe(404);
  });

  it.each(['x', 'tickets.1.2', `tickets.9999999999999999.${'a'.repeat(22)}`, `none.1.${'a'.repeat(22)}`, `tickets.999999999999999.${'a'.repeat(22)}`])(
    'the id %s names none',
    async (id) => {
      const { harness, token } = await letters();
      expect((await harness.call(`POST /v1/dead-letters/${id}/replay`, { token })).status).toBe(404);
    },
  );
});
