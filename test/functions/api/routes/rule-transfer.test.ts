import { describe, expect, it } from 'vitest';
import { createHarness } from '../harness.ts';

const rule = (change: object = {}) => ({
  name: 'R',
  event: 'message.received',
  weight: 1,
  stop: false,
  enabled: true,
  condition: { field: 'message.text', op: 'contains', value: 'refund' },
  actions: [{ type: 'tag', add: ['money'] }],
  ...change,
});

const world = async () => {
  const harness = createHarness();
  const tenant = await harness.tenant();
  const call = (target: string, body?: unknown, headers = {}, token = tenant.adminToken) => harness.call(target, { token, body, headers });
  const rules = async () => (await call('GET /v1/rules/export')).body.rules;
  return { harness, tenant, call, rules };
};

describe('rules travel', () => {
  it('to another tenant and back, and repeating an import changes nothing', async () => {
    const { call, rules, harness } = await world();
    for (const [at, name] of ['a', 'b'].entries()) await call('POST /v1/rules', rule({ name, weight: at }));
    const exported = { rules: await rules() };
    expect(exported.rules.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    expect((await call('POST /v1/rules/import', exported)).body).toEqual({ created: 0, changed: 0, unchanged: 2, dryRun: false });
    const other = await harness.tenant();
    const there = (body: object, headers = {}) => call('POST /v1/rules/import', body, headers, other.adminToken);
    expect((await there(exported)).body).toMatchObject({ created: 2, changed: 0 });
    expect((await there(exported)).body).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect((await call('GET /v1/rules/export', undefined, {}, other.adminToken)).body).toEqual(exported);
    const [first, second] = exported.rules;
    expect((await there({ rules: [{ ...first, weight: 7 }, second] })).body).toMatchObject({ changed: 1, unchanged: 1 });
  });

  it('all or none: every fault is named by its JSON pointer, and nothing is imported', async () => {
    const { call, rules } = await world();
    const { status, body } = await call('POST /v1/rules/import', {
      rules: [
        rule({ id: 'x' }),
        rule({ id: 'x', condition: { all: [{ field: 'nothing.here', op: 'eq', value: 1 }] } }),
        rule({
          actions: [
            { type: 'note', text: 'n' },
            { type: 'assign', teamId: 'nobody' },
          ],
        }),
      ],
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['/rules/1/id', '/rules/1/condition/all/0/field', '/rules/2/actions/1/teamId']);
    expect(await rules()).toEqual([]);
    expect((await call('POST /v1/rules/import', { rules: [rule({ id: 'no/slash' })] })).status).toBe(400);
  });

  it('a dry run says what would happen and does nothing', async () => {
    const { call, rules } = await world();
    expect((await call('POST /v1/rules/import', { rules: [rule({ id: 'x' })], dryRun: true }, { 'idempotency-key': 'k' })).body).toEqual({
      created: 1,
      changed: 0,
      unchanged: 0,
      dryRun: true,
    });
    expect(await rules()).toEqual([]);
  });

  it('without ids an Idempotency-Key keeps an import from happening twice', async () => {
    const { call, rules } = await world();
    const twice = () => call('POST /v1/rules/import', { rules: [rule(), rule({ name: 'S' })] }, { 'idempotency-key': 'k' });
    const first = await twice();
    expect([first.body.created, (await twice()).body]).toEqual([2, first.body]);
    expect(await rules()).toHaveLength(2);
  });

  it('2,000 in one call, in pages when they are large, and too heavy conditions are refused whole', async () => {
    const { call, rules, harness } = await world();
    const many = Array.from({ length: 2_000 }, (_, at) => rule({ id: `r${at}`, weight: at }));
    const faulty = [...many.slice(1), rule({ actions: [{ type: 'assign', agentId: 'nobody' }] })];
    expect((await call('POST /v1/rules/import', { rules: faulty })).body.errors).toEqual([{ path: '/rules/1999/actions/0/agentId', message: 'unknown agent' }]);
    expect((await call('POST /v1/rules/import', { rules: many, dryRun: true })).body).toEqual({ created: 2_000, changed: 0, unchanged: 0, dryRun: true });
    expect(await rules()).toEqual([]);
    const headers = { 'idempotency-key': 'k' };
    for (const _ of ['once', 'again']) expect((await call('POST /v1/rules/import', { rules: many }, headers)).body).toMatchObject({ created: 2_000 });
    expect(await rules()).toMatchObject(many);
    expect((await call('POST /v1/rules/import', { rules: [rule()] })).body.errors).toMatchObject([{ message: 'there are 2000 rules already' }]);

    const other = await harness.tenant();
    const there = (target: string, body?: object) => call(target, body, {}, other.adminToken);
    const long = Array.from({ length: 400 }, (_, at) =>
      rule({ id: `r${at}`, weight: at, actions: Array.from({ length: 5 }, () => ({ type: 'note', text: 'x'.repeat(1_800) })) }),
    );
    for (const half of [long.slice(0, 200), long.slice(200)]) expect((await there('POST /v1/rules/import', { rules: half })).status).toBe(200);
    const first = (await there('GET /v1/rules/export')).body;
    const next = (await there(`GET /v1/rules/export?cursor=${encodeURIComponent(first.nextCursor)}`)).body;
    expect([...first.rules, ...next.rules]).toMatchObject(long);
    expect(next.nextCursor).toBeUndefined();
    expect((await there('POST /v1/rules/import', first)).body).toMatchObject({ unchanged: first.rules.length });

    const wide = { any: Array.from({ length: 99 }, (_, at) => ({ field: 'topic', op: 'eq', value: `t${at}` })) };
    const heavy = (from: number) => ({ rules: Array.from({ length: 60 }, (_, at) => rule({ id: `h${from + at}`, condition: wide })) });
    expect((await there('POST /v1/rules/import', heavy(0))).status).toBe(200);
    expect((await there('POST /v1/rules/import', heavy(60))).body.errors).toMatchObject([{ path: 'condition' }]);
  });

  it('two administrators who import at once both get their rules in', async () => {
    const { call, rules } = await world();
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => call('POST /v1/rules/import', { rules: [rule({ id })] })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await rules()).toHaveLength(3);
  });
});
