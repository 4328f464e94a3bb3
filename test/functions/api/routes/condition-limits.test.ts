import { describe, expect, it } from 'vitest';
import { configurationKey } from '../../../../domain/configuration/keys.ts';
import { TENANT_PROGRAMS } from '../../../../domain/limits.ts';
import { wholeConfiguration } from '../../../harness/configuration.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

const start = async () => {
  const harness = createHarness();
  const world = await harness.tenant();
  return { harness, world, token: world.adminToken };
};
const matches = (value: string, field = 'message.text') => ({ field, op: 'matches', value });
const rule = (condition: unknown, more: Record<string, unknown> = {}) => ({
  name: 'r',
  event: 'message.received',
  condition,
  actions: [{ type: 'tag', add: ['x'] }],
  ...more,
});
/** Of issue 8. */
const HOSTILE = '(?:.{0,200}.{0,200}.{0,200}){0,3}1zz$';
/** Nearly as heavy as one may be. */
const heavy = (n: number): string => `x{900}${n}`;

/** Stores an entry as a version without these limits did. */
const storeAsBefore = async (harness: Harness, world: World, kind: 'QUEUE' | 'RULE', id: string, condition: unknown): Promise<void> => {
  const key = configurationKey(world.tenantId, kind, id);
  const [entry] = await harness.table.get([key]);
  await harness.table.write({ op: 'put', item: { ...key, ...entry, condition } });
};

describe.each(['rules', 'queues'] as const)('conditions of %s', (kind) => {
  const body = (condition: unknown) => (kind === 'rules' ? rule(condition) : { name: 'q', condition });
  const field = kind === 'rules' ? 'message.text' : 'lastMessage.text';

  it('are refused with the leaf and its weight when a pattern is too heavy', async () => {
    const { harness, token } = await start();
    const condition = { all: [{ field: 'status', op: 'exists' }, { any: [matches('refund', field), { not: matches(HOSTILE, field) }] }] };
    const { status, body: problem } = await harness.call(`POST /v1/${kind}`, { token, body: body(condition) });
    expect([status, problem.errors]).toEqual([422, [{ path: 'condition.all.1.any.1.not.value', message: 'weighs 3609, at most 1000: it repeats too much' }]]);
    expect(problem.detail).toContain('condition.all.1.any.1.not.value weighs 3609');
  });

  it('are refused fast, whatever would have to be compiled', async () => {
    const { harness, token } = await start();
    const condition = { any: Array.from({ length: 200 }, (_, n) => matches(`${'\\p{L}{0,1000}'.repeat(30)}${n}`, field)) };
    const { status, body: problem } = await harness.call(`POST /v1/${kind}`, { token, body: body(condition) });
    expect([status, problem.errors.length]).toEqual([422, 200]);
  });

  it.each<[string, unknown]>([
    ['100,000 values', { field: 'topic', op: 'in', value: Array.from({ length: 100_000 }, (_, n) => `v${n}`) }],
    ['201 leaves', { any: Array.from({ length: 201 }, () => ({ field: 'topic', op: 'exists' })) }],
    ['a value of 1,001 characters', { field: 'topic', op: 'contains', value: 'a'.repeat(1_001) }],
    ['a pattern in a field of 201 characters', { field: 'x'.repeat(201), op: 'exists' }],
  ])('cannot have %s', async (_, condition) => {
    const { harness, token } = await start();
    expect((await harness.call(`POST /v1/${kind}`, { token, body: body(condition) })).status).toBe(400);
  });

  it('of a tenant may weigh so much together, which what is switched off does not', async () => {
    const { harness, token } = await start();
    const add = (n: number) => harness.call(`POST /v1/${kind}`, { token, body: body(matches(heavy(n), field)) });
    const most = Math.floor(TENANT_PROGRAMS / 903);
    const made = await Promise.all(Array.from({ length: most }, (_, n) => add(n)));
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
    const refused = await add(most);
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'condition', message: expect.stringMatching(/^the patterns of all queues and rules weigh \d+ with it, at most 10000$/) }],
    ]);
    // The other kind counts too.
    const other = kind === 'rules' ? { name: 'q', condition: matches(heavy(0), 'topic') } : rule(matches(heavy(0)));
    expect((await harness.call(`POST /v1/${kind === 'rules' ? 'queues' : 'rules'}`, { token, body: other })).status).toBe(422);
    const [first, second] = made.map((one) => one.body.id as string);
    // What makes room is never refused.
    expect((await harness.call(`PATCH /v1/${kind}/${first}`, { token, body: { condition: matches('x{800}', field) } })).status).toBe(200);
    expect((await harness.call(`PATCH /v1/${kind}/${first}`, { token, body: { name: 'other' } })).status).toBe(200);
    expect((await harness.call(`DELETE /v1/${kind}/${second}`, { token })).status).toBe(204);
    expect((await add(most)).status).toBe(201);
    if (kind === 'queues') return;
    const off = rule(matches(heavy(0)), { enabled: false });
    const { status, body: sleeping } = await harness.call('POST /v1/rules', { token, body: off });
    expect(status).toBe(201);
    expect((await harness.call(`PATCH /v1/rules/${sleeping.id}`, { token, body: { enabled: true } })).status).toBe(422);
  });

  it('that an older version took still load, do not match, and may be renamed, switched off and removed', async () => {
    const { harness, world, token } = await start();
    const { id } = (await harness.call(`POST /v1/${kind}`, { token, body: body({ all: [] }) })).body;
    const stored = {
      any: [matches(HOSTILE, field), { field: 'message.subject', op: 'eq', value: 'x' }, { not: { field: 'message.html', op: 'matches', value: '(?<' } }],
    };
    await storeAsBefore(harness, world, kind === 'rules' ? 'RULE' : 'QUEUE', id, stored);
    const configuration = await wholeConfiguration(harness.table, world.tenantId);
    const [loaded] = kind === 'rules' ? configuration.rules : configuration.queues;
    const snapshot = { ticket: { lastMessage: { text: '1zz' } }, message: { text: '1zz', html: 'x' } };
    expect(loaded?.matches(snapshot)).toBeNull();
    expect((await harness.call(`PATCH /v1/${kind}/${id}`, { token, body: { name: 'renamed' } })).body).toMatchObject({ name: 'renamed', condition: stored });
    expect((await harness.call(`PATCH /v1/${kind}/${id}`, { token, body: { condition: stored } })).status).toBe(422);
    if (kind === 'rules') {
      expect((await harness.call(`PATCH /v1/rules/${id}`, { token, body: { enabled: false } })).status).toBe(200);
      expect((await harness.call(`PATCH /v1/rules/${id}`, { token, body: { enabled: true } })).status).toBe(422);
    }
    expect((await harness.call(`DELETE /v1/${kind}/${id}`, { token })).status).toBe(204);
  });
});

describe('message.…', () => {
  const asked = (field: string) => ({ field, op: 'exists' });

  it.each(['message.subject', 'message.surface', 'message.attachments.type', 'message.author.id', 'message.to', 'message.html', 'message.starRating'])(
    'beyond number, kind, text and time is refused in a queue, and where a rule has no message: %s',
    async (field) => {
      const { harness, token } = await start();
      const queue = await harness.call('POST /v1/queues', { token, body: { name: 'q', condition: { any: [asked(field)] } } });
      expect([queue.status, queue.body.errors]).toEqual([
        422,
        [{ path: 'condition.any.0.field', message: expect.stringMatching(new RegExp(`^a queue cannot see ${field}: of its newest message`)) }],
      ]);
      for (const event of ['ticket.updated', 'timer']) {
        const { status, body } = await harness.call('POST /v1/rules', { token, body: rule(asked(field), { event }) });
        expect([status, body.errors[0].message]).toEqual([422, expect.stringContaining(`a rule on ${event} cannot see ${field}`)]);
      }
      for (const event of ['message.received', 'ticket.created'])
        expect((await harness.call('POST /v1/rules', { token, body: rule(asked(field), { event }) })).status).toBe(201);
    },
  );

  it('of the newest message is taken, and a rule cannot be moved to an event that lacks its message', async () => {
    const { harness, token } = await start();
    for (const field of ['message', 'message.number', 'message.kind', 'message.text', 'message.createdAt']) {
      expect((await harness.call('POST /v1/queues', { token, body: { name: 'q', condition: asked(field) } })).status).toBe(201);
      expect((await harness.call('POST /v1/rules', { token, body: rule(asked(field), { event: 'timer' }) })).status).toBe(201);
    }
    const { id } = (await harness.call('POST /v1/rules', { token, body: rule(asked('message.subject')) })).body;
    expect((await harness.call(`PATCH /v1/rules/${id}`, { token, body: { event: 'timer' } })).status).toBe(422);
    expect((await harness.call(`PATCH /v1/rules/${id}`, { token, body: { event: 'ticket.created' } })).status).toBe(200);
  });
});
