import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTables } from '../../adapters/table/tenant-tables.ts';
import { askToClose } from '../../domain/realtime/close-connections.ts';
import type { Table } from '../../domain/table/port.ts';
import type { ApiDeps } from '../../functions/api/deps.ts';
import { defineRoute, type Route } from '../../functions/api/route.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { liveThroughADay } from '../data-model/day.ts';
import { createHarness, KEYS, PASSWORD } from '../functions/api/harness.ts';
import { ROLE_MATRIX } from '../functions/api/role-matrix.ts';
import { type NarrowedFunction, startNarrowedFunction } from '../harness/narrowed-function.ts';

/**
 * No emulator evaluates `dynamodb:LeadingKeys`: here a proxy applies the synthesised policies to every call that the API makes
 * (docs/decisions/0315). AWS itself has the last word.
 */
let api: NarrowedFunction;
beforeAll(async () => {
  api = await startNarrowedFunction('functions/api/handler.ts');
});
afterAll(() => api.stop());
beforeEach(() => void (api.proxy.calls.length = 0));

const refused = () => api.refused();
const strayed = () => api.strayed();
const tenants = () => new Set(api.proxy.calls.flatMap(({ by }) => (by === 'function' ? [] : [by.tenant])));

interface Shop {
  readonly tenantId: string;
  readonly token: string;
  readonly slug: string;
}

/** A harness of the API on narrowed tables, with routes of its own beside the hub's. */
const harness = (further: readonly Route[] = []) => createHarness({ deps: api.tables, routes: [...ROUTES, ...further] });
type Harness = ReturnType<typeof harness>;

const shopOf = async (hub: Harness): Promise<Shop> => {
  const slug = `w-${randomUUID().slice(0, 8)}`;
  const admin = { name: 'Ada', email: `ada@${slug}.example`, password: PASSWORD };
  const headers = { 'idempotency-key': slug };
  const body = { name: 'Shop', slug, registration: 'open', admin };
  const created = await hub.call('POST /v1/tenants', { token: KEYS.adminToken, headers, body });
  expect(created.status).toBe(201);
  expect((await hub.call('POST /v1/tenants', { token: KEYS.adminToken, headers, body })).body).toEqual(created.body);
  const session = await hub.call('POST /v1/sessions', { body: { tenant: slug, email: admin.email, password: PASSWORD } });
  return { tenantId: created.body.id, token: session.body.accessToken, slug };
};

describe('honest use', () => {
  it('drives every route of two tenants without one refused call, and none of them strays', async () => {
    const driven = new Set<string>();
    const down = () => Promise.reject(new Error('the queue is down'));
    for (const _tenant of ['first', 'second'])
      await liveThroughADay(api.everything, api.changes, {
        api: {
          ...api.tables,
          // The longer way: the queue is down, so that connections are forgotten one by one.
          closeSockets: (whose) => askToClose({ table: api.tables.tableOf(whose.tenantId), send: down, onFailure: () => undefined }, whose),
        },
        onRoute: (route) => void driven.add(route),
      });
    const hub = harness();
    const { token, slug } = await shopOf(hub);
    const credentials = { appSecret: 'app-secret', verifyToken: 'b', accessToken: 'c', accountId: '1' };
    const origin = await hub.call('POST /v1/origins', { token, body: { channel: 'whatsapp', name: 'Hotline', credentials } });
    const changed = { token, body: { credentials: { accountId: '2' } } };
    const person = { tenant: slug, name: 'Uma', email: 'uma@mail.example', password: PASSWORD };
    const registered = { headers: { 'idempotency-key': 'uma' }, body: person };
    for (const [target, call] of [
      [`PATCH /v1/origins/${origin.body.id}`, changed],
      [`DELETE /v1/origins/${origin.body.id}`, { token }],
      ['POST /v1/admin/rebuild-queues', { token }],
      ['POST /v1/registrations', registered],
      ['POST /v1/registrations', registered],
      ...Object.entries(ROLE_MATRIX).flatMap(([route, who]) =>
        who === 'everyone' && route.startsWith('GET ') && !driven.has(route)
          ? [[route.replace('{file}', 'start.js').replace('oidc-providers', 'oidc-providers?tenant=nowhere'), {}] as const]
          : [],
      ),
    ] as const) {
      const reply = await hub.call(target, call);
      // The end of a sign-in at a provider sends the browser back to the page.
      expect([target, Math.floor(reply.status / 100)]).toEqual([target, target.startsWith('GET /v1/oidc/callback/') ? 3 : 2]);
      driven.add(reply.facts.route);
    }
    expect(Object.keys(ROLE_MATRIX).filter((route) => !driven.has(route))).toEqual([]);
    expect((await hub.call('POST /v1/sessions', { body: { tenant: 'nowhere', email: 'a@b.example', password: 'x' } })).status).toBe(401);
    expect(refused()).toEqual([]);
    expect(strayed()).toEqual([]);
    // Three shops, and the one that stands for none.
    expect(tenants().size).toBe(4);
  });

  it("asks with another tenant's ids are a 404 of one's own, and never reach AWS as another's key", async () => {
    const hub = harness();
    const [mine, other] = [await shopOf(hub), await shopOf(hub)];
    const post = async (target: string, body: object): Promise<string> => String((await hub.call(target, { token: mine.token, body })).body.id);
    const ids = {
      teams: await post('POST /v1/teams', { name: 'Front' }),
      queues: await post('POST /v1/queues', {
        name: 'New',
        priority: 1,
        condition: { all: [{ field: 'status', op: 'eq', value: 'created' }] },
        visibleTo: { teamIds: [], agentIds: [] },
      }),
      origins: await post('POST /v1/origins', { channel: 'api', name: 'Shop', credentials: { signingSecret: 'signing-secret' } }),
      'api-keys': await post('POST /v1/api-keys', { name: 'CRM', role: 'agent' }),
    };
    for (const [what, id] of Object.entries(ids)) {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const path = `${method} /v1/${what}/${id}`;
        const { status } = await hub.call(path, { token: other.token, ...(method === 'PATCH' ? { body: { name: 'Mine' } } : {}) });
        // A key is neither read nor changed by anybody.
        expect([path, status]).toEqual([path, what === 'api-keys' && method !== 'DELETE' ? 405 : 404]);
      }
      // It still stands.
      expect((await hub.call(`GET /v1/${what}`, { token: mine.token })).body.items).toMatchObject([{ id }]);
    }
    expect(refused()).toEqual([]);
    expect(strayed()).toEqual([]);
  });
});

/** What a defect would do: each command asks for something of a tenant that is not the caller's. */
const WRONG: Readonly<Record<string, (table: Table, tenantId: string) => Promise<unknown>>> = {
  'reads an item': (table, t) => table.get([{ pk: `T#${t}`, sk: 'TENANT' }]),
  'reads an item beside the directory': (table, t) =>
    table.get([
      { pk: 'DIR#slug#s', sk: 'DIR' },
      { pk: `T#${t}`, sk: 'TENANT' },
    ]),
  'asks a partition': (table, t) => table.query({ pk: `T#${t}` }),
  'asks an index': (table, t) => table.query({ pk: `T#${t}#S#created#0`, index: 'byActivity' }),
  counts: (table, t) => table.count({ pk: `T#${t}#O#a`, index: 'byOwner' }),
  'writes an item': (table, t) => table.write({ op: 'put', item: { pk: `T#${t}`, sk: 'TENANT', name: 'taken over' } }),
  'changes an item': (table, t) => table.write({ op: 'update', key: { pk: `T#${t}`, sk: 'TENANT' }, set: { name: 'taken over' } }),
  'deletes an item': (table, t) => table.write({ op: 'delete', key: { pk: `T#${t}`, sk: 'TENANT' } }),
  'writes in a transaction': (table, t) =>
    table.transact([
      { op: 'put', item: { pk: 'DIR#origin#o', sk: 'DIR', tenantId: t } },
      { op: 'update', key: { pk: `T#${t}`, sk: 'TENANT' }, set: { name: 'taken over' } },
    ]),
  'checks in a transaction': (table, t) => table.transact([{ op: 'check', key: { pk: `T#${t}`, sk: 'TENANT' }, when: { exists: true } }]),
  'walks the whole table': (table) => table.scan(),
  'replaces an entry of the directory': (table, t) => table.write({ op: 'put', item: { pk: 'DIR#origin#o', sk: 'DIR', tenantId: t } }),
  "reads a socket's ticket": (table) => table.get([{ pk: 'DIR#ticket#x', sk: 'DIR' }]),
};

describe('a defect', () => {
  const path = (name: string, whose: 'tenant' | 'nobody'): `/${string}` => `/v1/wrong/${whose}/${name.replaceAll(/\W/g, '-')}`;
  let hub: Harness;
  let mine: Shop;
  let other: Shop;
  beforeAll(async () => {
    const answers = { 200: null };
    const wrong = Object.entries(WRONG).flatMap(([name, command]) => {
      const shared = { method: 'GET', summary: name, answers } as const;
      const handle = async ({ deps }: { readonly deps: ApiDeps }) => ({ status: 200 as const, body: (await command(deps.table, other.tenantId)) as undefined });
      return [
        defineRoute({ ...shared, path: path(name, 'tenant'), roles: ['admin'], handle }),
        defineRoute({ ...shared, path: path(name, 'nobody'), roles: 'public', handle }),
      ];
    });
    hub = harness(wrong);
    [mine, other] = [await shopOf(hub), await shopOf(hub)];
  });

  it.each(Object.keys(WRONG))('that %s of another tenant is refused: a 503 without data, and nothing has changed', async (name) => {
    const reply = await hub.call(`GET ${path(name, 'tenant')}`, { token: mine.token });
    expect(reply.status).toBe(503);
    expect(JSON.stringify(reply.body)).not.toContain(other.slug);
    expect(reply.facts.error).toMatchObject({ name: 'TableUnavailable' });
    expect(refused().length).toBeGreaterThan(0);
    expect((await hub.call('GET /v1/tenant', { token: other.token })).body).toMatchObject({ id: other.tenantId, name: 'Shop' });
  });

  it.each(Object.keys(WRONG))('that %s without any tenant is refused too', async (name) => {
    expect((await hub.call(`GET ${path(name, 'nobody')}`)).status).toBe(503);
    expect(refused()).toMatchObject([{ by: 'function' }]);
  });
});

describe('sessions', () => {
  it('are asked for once a tenant, tagged with it and nothing else, for an hour, in its name', async () => {
    const hub = harness();
    const before = api.sts.asked.length;
    const { tenantId, token } = await shopOf(hub);
    await Promise.all(Array.from({ length: 10 }, () => hub.call('GET /v1/tenant', { token })));
    const forIt = api.sts.asked.slice(before).filter((form) => form.get('Tags.member.1.Value') === tenantId);
    expect(forIt.map((form) => Object.fromEntries(form))).toEqual([
      {
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: 'arn:aws:iam::000000000000:role/tenant',
        RoleSessionName: `tenant-${tenantId}`,
        DurationSeconds: '3600',
        'Tags.member.1.Key': 'tenant',
        'Tags.member.1.Value': tenantId,
      },
    ]);
  });

  it.each([
    ['slows us down', { status: 400, code: 'Throttling' }],
    ['fails', { status: 500, code: 'InternalFailure' }],
    ['refuses', { status: 403, code: 'AccessDenied' }],
  ])('when STS %s, a new tenant is a 503, and who was here before notices nothing', async (_what, failing) => {
    const hub = harness();
    const { token } = await shopOf(hub);
    const stranger = createHarness({ deps: openTables() });
    api.sts.failing = failing;
    try {
      expect((await hub.call('GET /v1/tenant', { token })).status).toBe(200);
      const reply = await stranger.call('GET /v1/tenant', { token });
      expect(reply.status).toBe(503);
      expect(reply.headers['retry-after']).toBeDefined();
    } finally {
      api.sts.failing = null;
    }
    // A failure is not remembered.
    expect((await stranger.call('GET /v1/tenant', { token })).status).toBe(200);
  });

  it('are kept for the tenants of late, on connections that all share', () => {
    const { table, tableOf } = openTables();
    const first = tableOf('first');
    for (let n = 1; n < 500; n += 1) tableOf(`t${n}`);
    expect(tableOf('first')).toBe(first);
    for (let n = 500; n < 1000; n += 1) tableOf(`t${n}`);
    expect(tableOf('first')).not.toBe(first);
    expect(first).not.toBe(table);
  });

  it('are never asked for where no role is named: a laptop', async () => {
    const role = process.env['TENANT_ROLE_ARN'];
    process.env['TENANT_ROLE_ARN'] = '';
    const { table, tableOf } = openTables();
    process.env['TENANT_ROLE_ARN'] = role;
    expect(tableOf('a')).toBe(table);
    expect(tableOf('b')).toBe(table);
  });

  it('of what is no id of a tenant are never asked for', () => {
    for (const id of ['', 'a#b', '*', 'a/b', 'x'.repeat(57)]) expect(() => api.tables.tableOf(id)).toThrow('no id of a tenant');
  });
});
