import { beforeAll, describe, expect, it } from 'vitest';
import { TableRejected, TableUnavailable } from '../../../../domain/table/port.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

let harness: Harness;
let world: World;
type Person = Awaited<ReturnType<World['person']>>;
let [ann, bob, eve] = [] as unknown as [Person, Person, Person];
let group: string;

const call = (target: string, { token }: { readonly token: string }, body?: unknown, headers: Record<string, string> = {}) =>
  harness.call(target, { token, headers, ...(body === undefined ? {} : { body }) });
const send = async (by: Person, frames: unknown, headers = {}): Promise<Record<string, unknown>[]> => {
  const { status, body } = await call('POST /v1/send', by, frames, headers);
  expect(status).toBe(200);
  return body.items as unknown as Record<string, unknown>[];
};
interface Owed {
  readonly type: string;
  readonly number: number | null;
  readonly body: string | null;
  readonly conversationId: string;
  readonly cursor: string;
  readonly change?: { readonly type: string };
}
const owed = async (by: Person, query = '') => (await call(`GET /v1/messages${query}`, by)).body as unknown as { items: Owed[]; nextCursor: string | null };

beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant();
  [ann, bob, eve] = [await world.person('user'), await world.person('agent'), await world.person('user')];
  const [made] = await send(ann, { type: 'group.create', id: 'made', name: 'Friends', memberIds: [bob.id] });
  group = String(made?.['conversationId']);
});

describe('POST /v1/send', () => {
  it('answers frame by frame, in order: a bad one fails alone, and an id has one result', async () => {
    const items = await send(ann, [
      { type: 'send', id: '1', conversationId: group, body: 'one' },
      { type: 'dance', id: '2' },
      7,
      { type: 'send', conversationId: group, body: 'no id' },
      { type: 'ack', conversationId: group, number: 1 },
      { type: 'send', id: '3', conversationId: 'c.nothing', body: 'x' },
      { type: 'resume', id: '4' },
      { type: 'ack', id: '5', cursor: 'x' },
      { type: 'ack', id: '6', conversationId: group, number: 99 },
      { type: 'group.update', id: '7', conversationId: group, name: 'Mates' },
      { type: 'send', id: '8', conversationId: group, body: 'two' },
      { type: 'send', id: '1', conversationId: group, body: 'again' },
    ]);
    const wrong = (id: string | null, code: string) => ({ id, accepted: false, error: { code, title: expect.any(String) as string } });
    expect(items).toEqual([
      { id: '1', accepted: true, conversationId: group, number: 1 },
      wrong('2', 'invalid_request'),
      wrong(null, 'invalid_request'),
      wrong(null, 'invalid_request'),
      wrong(null, 'invalid_request'),
      wrong('3', 'not_found'),
      wrong('4', 'invalid_request'),
      wrong('5', 'invalid_request'),
      { id: '6', accepted: true, conversationId: group, number: 1 },
      { id: '7', accepted: true, conversationId: group },
      { id: '8', accepted: true, conversationId: group, number: 2 },
      { id: '1', accepted: true, conversationId: group, number: 1 },
    ]);
    expect(await send(eve, { type: 'send', id: '1', conversationId: group, body: 'x' })).toEqual([wrong('1', 'not_found')]);
  });

  it('makes and fills a group of more than 1,000 people by a job', async () => {
    const memberIds = Array.from({ length: 1_001 }, (_, n) => `nobody-${n}`);
    expect(await send(ann, { type: 'group.create', id: 'many', name: 'Many', memberIds })).toMatchObject([
      { accepted: false, error: { code: 'unprocessable' } },
    ]);
    const remove = memberIds;
    expect(await send(ann, { type: 'group.update', id: 'few', conversationId: group, remove })).toEqual([
      { id: 'few', accepted: true, conversationId: group, jobId: expect.any(String) as string },
    ]);
  });

  it.each([[[]], [Array.from({ length: 101 }, () => ({}))], ['x'], [null]])('%j is a 400', async (frames) =>
    expect((await call('POST /v1/send', ann, frames)).status).toBe(400),
  );

  it('honours an Idempotency-Key for the whole call', async () => {
    const key = { 'idempotency-key': 'k1' };
    const frames = [{ type: 'send', id: 'k', conversationId: group, body: 'keyed' }];
    const first = await send(ann, frames, key);
    expect(await send(ann, frames, key)).toEqual(first);
    expect((await call('POST /v1/send', ann, [...frames, ...frames], key)).status).toBe(422);
  });

  it('says which frame met an outage, and reports a defect when all frames were run', async () => {
    const { transact } = harness.table;
    const failing = (error: Error) => {
      harness.table.transact = async (writes) => {
        if (JSON.stringify(writes).includes('bad one')) throw error;
        return transact(writes);
      };
    };
    const frames = (n: number) => [
      { type: 'send', id: `bad${n}`, conversationId: group, body: 'bad one' },
      { type: 'send', id: `good${n}`, conversationId: group, body: 'good one' },
    ];
    failing(new TableUnavailable(new Error('down')));
    expect(await send(ann, frames(1))).toMatchObject([{ accepted: false, error: { code: 'unavailable' } }, { accepted: true }]);
    failing(new TableRejected('too large'));
    expect(await send(ann, frames(2))).toMatchObject([{ accepted: false, error: { code: 'unprocessable' } }, { accepted: true }]);
    failing(new TypeError('a defect'));
    expect((await call('POST /v1/send', ann, frames(3))).status).toBe(500);
    harness.table.transact = transact;
    expect(await send(ann, frames(3))).toMatchObject([{ accepted: true }, { accepted: true }]);
  });
});

describe('GET /v1/messages', () => {
  it('lists what is owed in pages, after an item too, until it is acknowledged', async () => {
    const all = (await owed(bob)).items;
    expect(all.slice(0, 3).map(({ type, number, body }) => [type, number, body])).toEqual([
      ['message', 1, 'one'],
      ['amendment', null, null],
      ['message', 2, 'two'],
    ]);
    expect(all[1]?.change).toMatchObject({ type: 'describe', name: 'Mates' });
    expect(all[0]).not.toHaveProperty('change');
    const paged: Owed[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await owed(bob, `?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    expect((await owed(bob, `?cursor=${all[0]?.cursor}`)).items).toEqual(all.slice(1));
    const { conversationId, cursor } = all.at(-1) as Owed;
    expect((await call('POST /v1/acks', bob, { conversationId, cursor })).status).toBe(200);
    expect(await owed(bob)).toEqual({ items: [], nextCursor: null });
    expect(await owed(eve)).toEqual({ items: [], nextCursor: null });
    for (const wrong of ['nonsense', 'a.b', all[0]?.cursor]) expect((await call(`GET /v1/messages?cursor=${wrong}`, eve)).status).toBe(400);
  });
});
