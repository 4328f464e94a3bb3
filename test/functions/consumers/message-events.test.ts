import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../demo/random.ts';
import { originItem } from '../../../domain/origins/origin.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import type { EventOutcome } from '../../../domain/support/inbound/batch.ts';
import { messageOf } from '../../../domain/support/messages/message.ts';
import { headKey } from '../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { type Table, TableUnavailable } from '../../../domain/table/port.ts';
import { readInbound } from '../../../functions/consumers/inbound-records.ts';
import { bench, inbound, ORIGIN, TENANT } from '../../domain/support/inbound/events.ts';

const RECEIVED = Date.parse('2026-03-01T10:00:00Z');

const record = (id: string, type: string, data: object, more: object = {}) => ({
  value: JSON.stringify({ tenantId: TENANT, id, type, version: 1, occurredAt: '2026-03-01T09:00:00Z', data: { originId: ORIGIN, ...data }, ...more }),
  at: RECEIVED,
  correlationId: 'c',
  causation: null,
  late: false,
});
const created = (id: string, message: string, more: object = {}) =>
  record(id, 'message.created', { id: message, author: { id: 'ann', name: 'Ann' }, text: `text of ${message}`, ...more });

const world = async (wrap?: (table: Table) => Table, seed?: number) => {
  const b = bench({ ...(wrap ? { wrap } : {}), ...(seed === undefined ? {} : { seed }) });
  const origin = { id: ORIGIN, channel: 'mail', name: 'O', state: 'enabled', accountId: null, missing: [], createdAt: '', revision: 1, reveal: null } as const;
  await b.table.write({ op: 'put', item: originItem(TENANT, origin) });
  return {
    b,
    apply: (...records: readonly ReturnType<typeof record>[]): Promise<EventOutcome[]> =>
      applyBatch(
        b.deps,
        records.map((one) => readInbound(one).inbound),
      ),
    messages: (author = 'ann') =>
      b.table
        .all()
        .filter(({ pk, sk }) => pk.endsWith(threadIdOf(ORIGIN, author)) && sk.startsWith('M#'))
        .map(messageOf),
  };
};
const APPLIED = { ok: true, effect: 'applied' };
const DUPLICATE = { ok: true, effect: 'duplicate' };

describe('events that others put on the topic messages', () => {
  it('make messages as webhooks do, on an origin of any channel', async () => {
    const { b, apply, messages } = await world();
    const attachments = [{ url: 'https://files.example/a.png', name: 'a.png', type: 'image/png', size: 3 }, { url: 'no link' }];
    expect(
      await apply(created('e1', 'm1', { attachments, html: '<p>hi</p>', createdAt: '2026-02-28T08:00:00Z' }), created('e2', 'm2', { inReplyTo: 'm1' })),
    ).toEqual([APPLIED, APPLIED]);
    expect(messages()).toMatchObject([
      {
        number: 1,
        text: 'text of m1',
        html: '<p>hi</p>',
        createdAt: '2026-02-28T08:00:00.000Z',
        attachments: [{ url: 'https://files.example/a.png', size: 3 }],
      },
      { number: 2, inReplyTo: 1, createdAt: '2026-03-01T09:00:00.000Z' },
    ]);
    const [head] = await b.table.get([headKey(TENANT, threadIdOf(ORIGIN, 'ann'))]);
    expect(JSON.stringify(head)).toContain('mail');
  });

  it('take effect once by their id, whatever they say, and by the message’s id, however it comes', async () => {
    const { apply, b, messages } = await world();
    expect(await apply(created('e1', 'm1'))).toEqual([APPLIED]);
    expect(await apply(created('e1', 'm2'), created('e9', 'm1'), created('e1', 'm3', { author: { id: 'bob' } }))).toEqual([DUPLICATE, DUPLICATE, DUPLICATE]);
    expect(await applyBatch(b.deps, [inbound('ann', 'm1')])).toEqual([DUPLICATE]);
    expect(messages()).toHaveLength(1);
    expect(messages('bob')).toHaveLength(0);
  });

  it('with one id in two threads of one batch: one of them', async () => {
    const { apply, messages } = await world();
    const outcomes = await apply(created('e1', 'm1'), created('e1', 'm2', { author: { id: 'bob' } }));
    expect(outcomes.map((outcome) => outcome.ok && outcome.effect).toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual(['applied', 'duplicate']);
    expect(messages().length + messages('bob').length).toBe(1);
  });

  it('edit the text alone, remove, hide and show; the latest by its own time counts', async () => {
    const { apply, messages } = await world();
    await apply(created('e1', 'm1', { attachments: [{ url: 'https://files.example/a.png' }], html: '<b>x</b>' }));
    const at = (time: string) => ({ occurredAt: `2026-03-01T09:${time}:00Z` });
    await apply(record('e2', 'message.edited', { id: 'm1', text: 'new' }, at('20')), record('e3', 'message.edited', { id: 'm1', text: 'old' }, at('10')));
    expect(messages()).toMatchObject([
      { text: 'new', html: null, attachments: [{ url: 'https://files.example/a.png' }], editedAt: '2026-03-01T09:20:00.000Z' },
    ]);
    await apply(record('e4', 'message.unhidden', { id: 'm1' }, at('40')), record('e5', 'message.hidden', { id: 'm1' }, at('30')));
    expect(messages()).toMatchObject([{ hidden: false }]);
    await apply(record('e6', 'message.hidden', { id: 'm1' }, at('50')));
    expect(messages()).toMatchObject([{ hidden: true }]);
    await apply(record('e7', 'message.removed', { id: 'm1' }, at('55')));
    expect(messages()).toMatchObject([{ deleted: true }]);
  });

  it('that overtake their message wait for it: its files stay, its text is the edit’s', async () => {
    const { apply, messages } = await world();
    await apply(
      record('e1', 'message.edited', { id: 'm1', text: 'new' }, { occurredAt: '2026-03-01T09:30:00Z' }),
      record('e2', 'message.hidden', { id: 'm1' }),
    );
    await apply(created('e3', 'm1', { attachments: [{ url: 'https://files.example/a.png' }] }));
    expect(messages()).toMatchObject([{ text: 'new', hidden: true, attachments: [{ url: 'https://files.example/a.png' }] }]);
  });

  it('tell what became of a reply', async () => {
    const { apply, b, messages } = await world();
    await applyBatch(b.deps, [
      inbound('ann', 'm1'),
      inbound('ann', 'out-1', {
        fromCustomer: false,
        opensTicket: false,
        author: { id: 'o', name: null, handle: null },
        customer: { id: 'ann', name: null, handle: null },
      }),
    ]);
    const status = (id: string, state: string, error?: object) => record(id, 'message.status', { id: 'out-1', state, ...(error ? { error } : {}) });
    await apply(status('e1', 'read'), status('e2', 'delivered'), status('e3', 'read'));
    expect(messages()[1]).toMatchObject({ delivery: { state: 'read' } });
  });

  it('that are tried again later are late', async () => {
    const { apply, messages } = await world();
    await apply({ ...created('e1', 'm1'), late: true });
    expect(messages()).toMatchObject([{ late: true }]);
  });

  it.each([
    ['a message without an author', 'message.created', { id: 'm1', text: 'x' }],
    ['a message without content', 'message.created', { id: 'm1', author: { id: 'ann' } }],
    ['seven stars', 'message.created', { id: 'm1', author: { id: 'ann' }, starRating: 7 }],
    ['a state that is none', 'message.status', { id: 'm1', state: 'lost' }],
    ['another type', 'message.liked', { id: 'm1' }],
  ])('%s is none', (_, type, data) => {
    expect(() => readInbound(record('e1', type, data))).toThrow(expect.objectContaining({ name: 'InvalidEvent', tenantId: TENANT, eventId: 'e1' }));
  });

  it('of an origin that is not there are never tried again, and their neighbours go on', async () => {
    const { apply } = await world();
    expect(await apply(created('e1', 'm1', { originId: 'gone' }), created('e2', 'm2'))).toMatchObject([
      { ok: false, permanent: true, error: { code: 'not_found' } },
      APPLIED,
    ]);
  });

  it('wait when their origin cannot be read', async () => {
    let isDown = true;
    const { apply } = await world((table) => ({
      ...table,
      get: (keys, options) =>
        isDown && keys.some(({ sk }) => sk.startsWith('ORIGIN#')) ? Promise.reject(new TableUnavailable(new Error('down'))) : table.get(keys, options),
    }));
    expect(await apply(created('e1', 'm1'))).toMatchObject([{ ok: false, permanent: false }]);
    isDown = false;
    expect(await apply(created('e1', 'm1'))).toEqual([APPLIED]);
  });

  it('end the same however they are ordered, doubled and delivered again', async () => {
    const at = (minute: number) => ({ occurredAt: `2026-03-01T09:${String(minute).padStart(2, '0')}:00Z` });
    const all = [
      created('c1', 'm1', { attachments: [{ url: 'https://files.example/a.png' }] }),
      record('h1', 'message.hidden', { id: 'm1' }, at(10)),
      record('h2', 'message.unhidden', { id: 'm1' }, at(20)),
      record('d1', 'message.edited', { id: 'm1', text: 'second' }, at(5)),
      record('d2', 'message.edited', { id: 'm1', text: 'third' }, at(15)),
      created('c2', 'm2', { author: { id: 'bob' } }),
      record('r2', 'message.removed', { id: 'm2' }, at(30)),
      record('s1', 'message.status', { id: 'm1', state: 'delivered' }, at(31)),
      record('s2', 'message.status', { id: 'm1', state: 'read' }, at(32)),
      record('s3', 'message.status', { id: 'm1', state: 'failed', error: 'late' }, at(33)),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.integer({ min: 1, max: 2 ** 30 }),
        async (order, seed) => {
          const draw = seeded(seed);
          let failing = false;
          const flaky = (table: Table): Table => ({
            ...table,
            transact: async (writes) => {
              if (failing && draw() < 0.15) throw new TableUnavailable(new Error('down'));
              await table.transact(writes);
              if (failing && draw() < 0.1) throw new TableUnavailable(new Error('the answer is lost'));
            },
          });
          const { apply, messages } = await world(flaky, seed);
          failing = true;
          let waiting = order.flatMap((one) => (draw() < 0.3 ? [one, one] : [one]));
          while (waiting.length > 0) {
            const batch = waiting.slice(0, 1 + Math.floor(draw() * 5));
            const outcomes = await apply(...batch);
            const failed = batch.filter((_, index) => outcomes[index]?.ok === false);
            waiting = [...(draw() < 0.2 ? batch : failed), ...waiting.slice(batch.length)];
          }
          expect(messages()).toMatchObject([
            { number: 1, text: 'third', hidden: false, attachments: [{ url: 'https://files.example/a.png' }], delivery: null },
          ]);
          expect(messages()).toHaveLength(1);
          expect(messages('bob')).toMatchObject([{ number: 1, deleted: true }]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
