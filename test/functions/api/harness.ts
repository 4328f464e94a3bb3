import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Objects } from '../../../adapters/objects/objects.ts';
import type { QueueMessage, Queues } from '../../../adapters/queues/queues.ts';
import type { Search, SearchQuery } from '../../../adapters/search/search.ts';
import type { Secrets } from '../../../adapters/secrets/secrets.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { auditPk } from '../../../domain/configuration/audited-table.ts';
import type { Role } from '../../../domain/context.ts';
import type { AgentRole } from '../../../domain/people/agents/agent.ts';
import { agentKey, agentOf } from '../../../domain/people/agents/agent.ts';
import { credentialWrite } from '../../../domain/people/credentials/credential.ts';
import { personOf, profileItem, profileKey } from '../../../domain/people/person.ts';
import { openSession } from '../../../domain/people/sessions/sign-in.ts';
import type { Table } from '../../../domain/table/port.ts';
import { createApp } from '../../../functions/api/app.ts';
import type { ApiDeps } from '../../../functions/api/deps.ts';
import type { ApiResponse } from '../../../functions/api/request.ts';
import type { Route } from '../../../functions/api/route.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { readSettings } from '../../../functions/api/settings.ts';

/** The whole API on in-memory engines: every answer is held against the schema that its route declares. */
const HARNESS = { address: '192.0.2.250', correlationId: 'harness' };

export const KEYS = {
  adminToken: 'admin-token-of-the-tests',
  tokenKey: 'token-key-of-the-tests',
  cursorKey: 'cursor-key-of-the-tests',
  vapidKey: 'vapid-key-of-the-tests',
};
export const PASSWORD = 'correct horse battery staple';

export interface Call {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string;
  /** False: the bytes of the body were no UTF-8. */
  readonly isUtf8?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
}

export interface Reply {
  readonly status: number;
  // Tests look into answers of every shape; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: ApiResponse['facts'];
}

export interface Harness {
  readonly deps: ApiDeps;
  readonly table: MemoryTable;
  readonly sent: { readonly queueUrl: string; readonly message: QueueMessage }[];
  readonly produced: { readonly topic: string; readonly key: string; readonly value: string; readonly headers?: Readonly<Record<string, string>> }[];
  readonly uploaded: Map<string, { readonly body: Uint8Array; readonly contentType: string }>;
  readonly searched: SearchQuery[];
  readonly closed: { readonly tenantId: string; readonly personId: string; readonly sessionId: string | null }[];
  /** Moves the clock. */
  pass(ms: number): void;
  /** `call('POST /v1/teams', {token, body})` */
  call(target: string, call?: Call): Promise<Reply>;
  /** A tenant with its admin signed in. */
  tenant(more?: Readonly<Record<string, unknown>>): Promise<World>;
}

export interface World {
  readonly tenantId: string;
  readonly slug: string;
  readonly adminId: string;
  readonly adminEmail: string;
  readonly adminToken: string;
  readonly refreshToken: string;
  /** A signed-in person of the role, without the price of a password. */
  person(role: Role, teamIds?: readonly string[]): Promise<{ readonly id: string; readonly token: string }>;
  /** An API key of the role. */
  key(role: Role): Promise<{ readonly id: string; readonly token: string }>;
}

const notHere = (what: string) => () => Promise.reject(new Error(`the test has no ${what}`));

export function createHarness(
  options: { readonly deps?: Partial<ApiDeps>; readonly env?: Readonly<Record<string, string>>; readonly routes?: readonly Route[] } = {},
): Harness {
  let now = Date.parse('2026-11-21T10:00:00Z');
  const table = memoryTable();
  const sent: { queueUrl: string; message: QueueMessage }[] = [];
  const uploaded = new Map<string, { body: Uint8Array; contentType: string }>();
  const searched: SearchQuery[] = [];
  const closed: Harness['closed'] = [];
  const produced: { topic: string; key: string; value: string; headers?: Readonly<Record<string, string>> }[] = [];
  const kept = new Map<string, string>();
  const queues: Queues = {
    send: async (queueUrl, messages) => void sent.push(...messages.map((message) => ({ queueUrl, message }))),
    postpone: async () => {},
  };
  const objects: Objects = {
    put: async (key, body, contentType) => void uploaded.set(key, { body, contentType }),
    putStream: async (key, bytes, _, contentType) => void uploaded.set(key, { body: await buffer(Readable.from(bytes)), contentType }),
    get: async (key) => uploaded.get(key),
    open: async (key) => {
      const object = uploaded.get(key);
      return (
        object && {
          bytes: (async function* () {
            yield object.body;
          })(),
          size: object.body.byteLength,
          contentType: object.contentType,
        }
      );
    },
    head: async (key) => {
      const object = uploaded.get(key);
      return object && { size: object.body.byteLength, contentType: object.contentType };
    },
    delete: async (key) => void uploaded.delete(key),
    presignUpload: async (key, { contentType }) => ({ url: 'https://objects.test/', fields: { key, 'content-type': contentType } }),
    presignDownload: async (key, { filename }) => `https://objects.test/${key}?filename=${encodeURIComponent(filename)}`,
  };
  const secrets: Secrets = {
    put: async (name, value) => void kept.set(name, value),
    replace: async (name, present, value) => kept.get(name) === present && Boolean(kept.set(name, value)),
    get: async (name) => kept.get(name),
    delete: async (name) => void kept.delete(name),
  };
  const search: Search = {
    bulk: async () => [],
    query: async (query) => {
      searched.push(query);
      return { hits: [], total: 0, facets: {}, nextCursor: null };
    },
    inChat: async () => [],
    beginRebuild: notHere('rebuild'),
    resumeRebuild: notHere('rebuild'),
    close: async () => undefined,
  };
  const deps: ApiDeps = {
    table,
    tableOf: () => deps.table,
    queues,
    topics: { produce: async (topic, records) => void produced.push(...records.map((record) => ({ topic, ...record }))) },
    objects,
    secrets,
    vault: secrets,
    search,
    closeSockets: async (ref) => void closed.push(ref),
    people: null,
    hasUserService: false,
    clock: () => now,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    settings: readSettings({
      APP_SECRETS_NAME: 'app',
      BULK_QUEUE_URL: 'queue:bulk',
      OUTBOUND_QUEUE_URL: 'queue:outbound',
      DELIVERY_QUEUE_URL: 'queue:delivery',
      TIMER_QUEUE_URL: 'queue:timers',
      WS_URL: 'wss://sockets.test/',
      PARLEY_PUBLIC_URL: 'https://parley.test',
      ...options.env,
    }),
    keys: async () => KEYS,
    ...options.deps,
  };
  const app = createApp(options.routes ?? ROUTES, deps, { verifyAnswers: true });

  const call: Harness['call'] = async (target, { token, body, raw, isUtf8, headers = {}, address = '192.0.2.1' } = {}) => {
    const [method = '', url = ''] = target.split(' ');
    const [path = '', ...rest] = url.split('?');
    const query = rest.join('?');
    const response = await app({
      method,
      path,
      query,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      ...(isUtf8 === undefined ? {} : { isUtf8 }),
      address,
    });
    const isJson = /[/+]json/.test(response.headers['content-type'] ?? '');
    return { status: response.status, body: isJson ? JSON.parse(response.body) : response.body, headers: response.headers, facts: response.facts };
  };

  const expectStatus = (reply: Reply, status: number): Reply => {
    if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body)} ${JSON.stringify(reply.facts)}`);
    return reply;
  };

  const tenant: Harness['tenant'] = async (more = {}) => {
    const slug = `t-${randomUUID().slice(0, 12)}`;
    const adminEmail = `ada@${slug}.example`;
    const created = expectStatus(
      await call('POST /v1/tenants', {
        token: KEYS.adminToken,
        body: { name: 'A shop', slug, admin: { name: 'Ada', email: adminEmail, password: PASSWORD }, ...more },
      }),
      201,
    );
    const tenantId = String(created.body.id);
    // Nobody signed in, so the audit tells nothing.
    const untold: Table = {
      ...table,
      transact: (writes) => table.transact(writes.filter((write) => write.op !== 'put' || write.item.pk !== auditPk(tenantId))),
    };
    const sessionDeps = { table: untold, clock: deps.clock, newId: deps.newId, tokenKey: KEYS.tokenKey };
    const { items } = await table.query({ pk: agentKey(tenantId, '').pk, beginsWith: agentKey(tenantId, '').sk });
    const admin = items.map(agentOf)[0];
    if (!admin) throw new Error('the tenant has no admin');
    const session = await openSession(sessionDeps, tenantId, admin, 1, HARNESS);
    return {
      tenantId,
      slug,
      adminId: admin.id,
      adminEmail,
      adminToken: session.accessToken,
      refreshToken: session.refreshToken,
      async person(role, teamIds = []) {
        const id = randomUUID();
        const createdAt = new Date(now).toISOString();
        const email = `${role}-${id.slice(0, 8)}@${slug}.example`;
        const base = { id, name: `The ${role}`, email, teamIds, mobileNumber: null, createdAt };
        await table.write({ op: 'put', item: { ...profileItem(tenantId, { ...base, kind: role === 'user' ? 'user' : 'agent', role }), credentialVersion: 1 } });
        await table.write(credentialWrite(tenantId, id, 'a password that nobody knows', 1));
        if (role !== 'user') await table.write({ op: 'put', item: { ...agentKey(tenantId, id), ...base, role: role satisfies AgentRole, revision: 1 } });
        const [profile] = await table.get([profileKey(tenantId, id)]);
        if (!profile) throw new Error('the profile is gone');
        return { id, token: (await openSession(sessionDeps, tenantId, personOf(profile), 1, HARNESS)).accessToken };
      },
      async key(role) {
        const reply = expectStatus(await call('POST /v1/api-keys', { token: session.accessToken, body: { name: `A key for ${role}`, role } }), 201);
        return { id: String(reply.body.id), token: String(reply.body.key) };
      },
    };
  };

  return { deps, table, sent, produced, uploaded, searched, closed, pass: (ms) => void (now += ms), call, tenant };
}
