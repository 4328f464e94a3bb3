import { beforeAll, describe, expect, it } from 'vitest';
import { directOf } from '../../../domain/chat/directs/directs.ts';
import { reportInRoom } from '../../../domain/chat/moderation/report-message.ts';
import { storeLetter } from '../../../domain/dead-letters/stored-letters.ts';
import { beginJob } from '../../../domain/jobs/job.ts';
import { unreadableItem } from '../../../domain/origins/unreadable-calls.ts';
import { deliveryItem } from '../../../domain/outbound/webhooks/delivery.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import type { Route } from '../../../functions/api/route.ts';
import { ROUTES } from '../../../functions/api/routes.ts';
import { ticketAccess } from '../../../functions/api/ticket-access.ts';
import { subscription } from '../../domain/push/world.ts';
import { inbound } from '../../domain/support/inbound/events.ts';
import { signingKey } from '../../harness/issuer.ts';
import { openOutside } from '../../harness/oidc-outside.ts';
import { openAuthenticator } from '../../harness/passkey.ts';
import { createHarness, type Harness, KEYS, PASSWORD, type World } from './harness.ts';

/** Every route with every hostile value in every place: the answer is about the caller's input, never a failure of ours. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  'half a pair': 'half \ud83d',
  'the other half': '\udc00',
  NUL: 'a\u0000b',
  controls: '\u0001'.repeat(1_000),
  'an id of 3,000 characters': 'i'.repeat(3_000),
  'a long text': 'é'.repeat(250_000),
  nothing: null,
  'a number': -1.5,
  'a large number': 1e300,
  'a list': [[[]]],
  'an object': { __proto__x: 1, constructor: 1 },
  true: true,
  blanks: '   ',
};
const RAW: Readonly<Record<string, string>> = {
  'a hundred thousand lists': '['.repeat(100_000) + ']'.repeat(100_000),
  'a hundred thousand objects': '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  'lists without end': '['.repeat(400_000),
  '1e400': '1e400',
  'a prototype': '{"__proto__":{"role":"admin"}}',
  'a hundred thousand names': JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`n${at}`, at]))),
  'half a pair': '"\\ud83d"',
};

const HEADERS: readonly Record<string, string>[] = [
  { 'idempotency-key': 'k\u0001' },
  { 'idempotency-key': 'k'.repeat(300) },
  { 'if-match': '"x"' },
  { authorization: 'Basic gICA' },
];

let harness: Harness;
let world: World;
let ids: Readonly<Record<string, string>>;
let visitor: string;

/** A body for each route that takes one, so that what is behind the schema is met too. A route without a row fails the test. */
const bodies = (): Readonly<Record<string, unknown>> => ({
  'POST /v1/tenants': { name: 'N', slug: 'another', registration: { domains: ['a.example'] }, admin: { name: 'A', email: 'a@b.example', password: PASSWORD } },
  'PATCH /v1/me': { availability: 'away', until: null, quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' }, pushText: true },
  'POST /v1/devices': { kind: 'webpush', token: subscription(1), name: 'N' },
  'PATCH /v1/tenant': { name: 'N', registration: 'open', settings: { colour: 'blue' } },
  'POST /v1/registrations': { tenant: world.slug, name: 'N', email: 'a@b.example', password: PASSWORD, mobileNumber: '+49 30 123456' },
  'POST /v1/sessions': { tenant: world.slug, email: world.adminEmail, password: 'wrong password' },
  'POST /v1/sessions/refresh': { refreshToken: 'x' },
  'POST /v1/agents': { name: 'N', email: 'new@b.example', password: PASSWORD, role: 'agent', teamIds: [ids['team']] },
  'PATCH /v1/agents/{id}': { name: 'N', email: 'changed@b.example', role: 'agent', teamIds: [ids['team']] },
  'POST /v1/teams': { name: 'N' },
  'PATCH /v1/teams/{id}': { name: 'N' },
  'POST /v1/webhooks': { url: 'https://a.example/x', events: ['ticket.created'], enabled: true },
  'PATCH /v1/webhooks/{id}': { url: 'https://a.example/y', events: ['queue.changed'], enabled: true, rotateSecret: true },
  'POST /v1/webhooks/{id}/replay': { since: '2026-11-28T10:00:00Z' },
  'POST /v1/api-keys': { name: 'N', role: 'agent' },
  'POST /v1/events/{topic}': {
    id: 'e1',
    type: 'ticket.set',
    version: 1,
    occurredAt: '2026-11-28T10:00:00Z',
    data: { ticketId: ids['ticket'], priority: 'high' },
  },
  'POST /v1/attachments': { name: 'a.pdf', type: 'application/pdf', size: 10 },
  'POST /v1/origins': { channel: 'api', name: 'N', credentials: { signingSecret: 'signing-secret', callbackUrl: 'https://a.example/x' } },
  'PATCH /v1/origins/{id}': { name: 'N', credentials: { signingSecret: 'signing-secret' } },
  'PATCH /v1/tickets/{id}': { priority: 'high', tags: ['a'], topic: 't', customFields: { a: 'b' }, owner: { agentId: world.adminId } },
  'POST /v1/tickets': { originId: ids['origin'], to: 'cid', text: 'Hello' },
  // Into a closed one, so that the other calls have an open ticket.
  'POST /v1/tickets/{id}/merge': { intoId: ids['other'] },
  'POST /v1/tickets/{id}/links': { ticketId: ids['other'] },
  'POST /v1/tickets/bulk': { ids: [ids['ticket']], change: { tags: ['a'], customFields: { a: 'b' } } },
  'POST /v1/tickets/{id}/messages': { kind: 'reply', text: 't', html: '<p>t</p>', cc: ['a@b.example'], attachmentIds: [], inReplyTo: 1, lastSeenNumber: 1 },
  'PATCH /v1/tickets/{id}/messages/{number}': { hidden: false },
  'PUT /v1/tickets/{id}/messages/{number}/reactions': { emoji: '👍' },
  'POST /v1/tickets/{id}/escalations': { target: { teamId: ids['team'] }, text: 't', dueAt: '2999-01-01T00:00:00Z' },
  'PATCH /v1/tickets/{id}/escalations/{escalationId}': { state: 'answered', text: 't' },
  'POST /v1/tickets/{id}/suggestions/{number}/accept': { text: 't' },
  'POST /v1/tickets/{id}/summary': { language: 'de' },
  'POST /v1/tickets/{id}/messages/{number}/translation': { language: 'de' },
  'POST /v1/admin/rebuild': { projection: 'timers' },
  'POST /v1/queues': {
    name: 'N',
    priority: 1,
    condition: { all: [{ field: 'tags', op: 'contains', value: 'x' }, { not: { field: 'author.name', op: 'in', value: ['a'] } }] },
    visibleTo: { teamIds: [ids['team']], agentIds: [] },
  },
  'PATCH /v1/queues/{id}': { name: 'N', condition: { any: [{ field: 'message.text', op: 'matches', value: 'a+' }] } },
  'POST /v1/rules/dry-run': { rule: { event: 'message.received', condition: { all: [] }, actions: [{ type: 'tag', add: ['a'] }] }, days: 1, limit: 5 },
  'POST /v1/rules/import': { rules: [{ id: 'r-1', name: 'R', event: 'timer', condition: { all: [] }, actions: [{ type: 'tag', add: ['a'] }] }], dryRun: true },
  'POST /v1/rules': {
    name: 'N',
    event: 'message.received',
    condition: { all: [] },
    actions: [
      { type: 'set', field: 'customFields.tier', value: 'gold' },
      { type: 'tag', add: ['a'], remove: ['b'] },
      { type: 'reply', text: 'hi' },
      { type: 'escalate', target: { email: 'a@b.example' }, text: 'help' },
      { type: 'webhook', url: 'https://a.example/hook' },
    ],
  },
  'PATCH /v1/rules/{id}': { name: 'N', actions: [{ type: 'note', text: 'x' }] },
  'POST /v1/enrichment-lists': {
    name: 'N',
    key: 'author.id',
    match: 'exact',
    entries: [{ value: 'v', set: { tags: ['t'], customFields: { a: 'b' }, topic: 't' } }],
  },
  'POST /v1/enrichment-lists/{id}/uploads': { type: 'text/csv', size: 10 },
  'POST /v1/enrichment-lists/{id}/uploads/{uploadId}/start': { onBadRows: 'keep' },
  'POST /v1/me/totp': { password: PASSWORD },
  'POST /v1/me/totp/confirm': { code: '123456' },
  'POST /v1/me/totp/recovery-codes': { code: '123456' },
  'POST /v1/me/totp/disable': { password: PASSWORD, code: '123456' },
  'POST /v1/me/passkeys/options': { password: PASSWORD },
  'POST /v1/me/passkeys': { name: 'N', credential: openAuthenticator('https://parley.test').create({ challenge: 'x', rp: { id: 'parley.test' } }) },
  'PATCH /v1/me/passkeys/{id}': { name: 'N' },
  'POST /v1/password-resets': { tenant: world.slug, email: 'a@b.example' },
  'POST /v1/password-resets/complete': { token: `${world.slug}.x.${'x'.repeat(43)}`, password: PASSWORD },
  'POST /v1/invitations': { email: `n${crypto.randomUUID()}@b.example`, role: 'agent', teamIds: [ids['team']] },
  'POST /v1/invitations/accept': { token: `${world.slug}.x.${'x'.repeat(43)}`, name: 'N', password: PASSWORD },
  'POST /v1/identity-issuers': { issuer: 'i', audience: 'a', jwks: { keys: [ISSUER_KEY] } },
  'PATCH /v1/identity-issuers/{id}': { audience: 'a', jwks: { keys: [ISSUER_KEY] } },
  'POST /v1/identity-providers': { name: 'N', issuer: 'https://login.shop.example', clientId: 'c' },
  'PATCH /v1/identity-providers/{id}': { name: 'N' },
  'POST /v1/sessions/oidc-start': { tenant: world.slug, provider: ids['provider'], challenge: 'x'.repeat(43) },
  'POST /v1/applications': { name: 'N' },
  'PATCH /v1/applications/{token}': { name: 'N' },
  'POST /v1/applications/{token}/chats': { name: 'N' },
  'PATCH /v1/applications/{token}/chats/{number}': { name: 'N' },
  'POST /v1/applications/{token}/chats/{number}/messages': { body: 't' },
  'PATCH /v1/applications/{token}/chats/{number}/messages/{n}': { body: 't' },
  'POST /v1/groups': { id: crypto.randomUUID(), name: 'N', description: 't', memberIds: [ids['agent']] },
  'POST /v1/groups/join': { invite: ids['invite'] },
  'PATCH /v1/groups/{id}': { name: 'N', description: 't', add: [ids['agent']], remove: [] },
  'PATCH /v1/groups/{id}/membership': { mutedUntil: '2999-01-01T00:00:00Z', pinned: true },
  'PATCH /v1/groups/{id}/members/{userId}': { role: 'admin' },
  'PUT /v1/groups/{id}/bans/{userId}': { reason: 't' },
  'POST /v1/groups/{id}/messages/{n}/report': { reason: 't' },
  'POST /v1/directs/{id}/messages/{n}/report': { reason: 't' },
  'POST /v1/applications/{token}/chats/{number}/messages/{n}/report': { reason: 't' },
  'PATCH /v1/reports/{id}': { state: 'settled', action: 'unhide' },
  'POST /v1/groups/{id}/messages': { body: 't' },
  'PATCH /v1/groups/{id}/messages/{n}': { body: 't' },
  'POST /v1/directs': { userId: ids['agent'] },
  'PATCH /v1/directs/{id}': { mutedUntil: null, pinned: false, blocked: false },
  'POST /v1/directs/{id}/messages': { body: 't' },
  'PATCH /v1/directs/{id}/messages/{n}': { body: 't' },
  'POST /v1/send': { type: 'send', id: 'attack-1', conversationId: ids['direct'], body: 't' },
  'POST /v1/acks': { conversationId: ids['direct'], number: 1, cursor: 'MS4w' },
  'POST /v1/livechat/sessions': { originId: ids['chat'], token: visitor, name: 'N', email: 'a@b.example', answers: { q: 'a' } },
  'POST /v1/livechat/messages': { id: 'm-1', text: 't', attachmentIds: [] },
  'POST /v1/livechat/acks': { delivered: 1, read: 1 },
  'PUT /v1/livechat/rating': { stars: 4, comment: 'c' },
  'POST /v1/livechat/attachments': { name: 'a.png', type: 'image/png', size: 10 },
  'PATCH /v1/enrichment-lists/{id}': { name: 'N', entries: [{ value: 'v', set: { priority: 'high' } }] },
});

beforeAll(async () => {
  const unlimited = { SIGN_IN_FAILURES_PER_ACCOUNT: '100000', SIGN_IN_FAILURES_PER_ADDRESS: '100000', REGISTRATIONS_PER_ADDRESS: '100000' };
  const mailing = { PASSWORD_RESETS_PER_ADDRESS: '100000', MAIL_FROM: 'no-reply@a.example' };
  const chatty = { LIVECHAT_SESSIONS_PER_ADDRESS: '100000', LIVECHAT_POSTS_PER_VISITOR: '100000', LIVECHAT_POSTS_PER_ADDRESS: '100000' };
  // Nothing projects the tickets here, and no provider is asked: a recount and the test of an origin would wait for that until their time is over.
  const plain = createHarness({ env: { ...unlimited, ...mailing, ...chatty, RECOUNT_WITHIN_MS: '0', AI_WITHIN_MS: '1' } });
  // From a page that may show the live chat.
  harness = { ...plain, call: (target, { headers, ...given } = {}) => plain.call(target, { ...given, headers: { origin: 'https://a.example', ...headers } }) };
  world = await harness.tenant({ registration: 'open' });
  const token = world.adminToken;
  const made = async (target: string, body: object) => String((await harness.call(target, { token, body })).body.id);
  ids = { team: await made('POST /v1/teams', { name: 'Red' }), agent: (await world.person('agent')).id };
  ids = {
    ...ids,
    origin: await made('POST /v1/origins', { channel: 'api', name: 'Shop', credentials: { signingSecret: 'signing-secret' } }),
    queue: await made('POST /v1/queues', { name: 'All', condition: { all: [] } }),
    webhook: await made('POST /v1/webhooks', { url: 'https://a.example/x', events: ['ticket.created'] }),
    rule: await made('POST /v1/rules', { name: 'R', event: 'timer', actions: [] }),
    list: await made('POST /v1/enrichment-lists', { name: 'L', key: 'author.id', match: 'exact' }),
  };
  const event = { ...inbound('ann', 'm1'), tenantId: world.tenantId, originId: ids['origin'] as string, channel: 'api' as const };
  const actor = { type: 'agent', id: world.adminId, role: 'admin', teamIds: [], name: 'Ada' } as const;
  const access = await ticketAccess(harness.deps, { tenantId: world.tenantId, actor, correlationId: 'c', causationId: null, depth: 0 });
  expect(await applyBatch({ ...access, content: async () => undefined }, [event])).toMatchObject([{ ok: true }]);
  const { items } = (await harness.call('GET /v1/tickets', { token })).body as { items: { id: string; threadId: string }[] };
  ids = { ...ids, ticket: items[0]?.id ?? '', thread: items[0]?.threadId ?? '', topic: 'tickets' };
  const other = await harness.call('POST /v1/tickets', { token, body: { originId: ids['origin'], to: 'bea', text: 'Hello' } });
  ids = { ...ids, other: (other.body as { id: string }).id };
  await harness.call(`PATCH /v1/tickets/${ids['other']}`, { token, body: { status: 'closed' } });
  const letter = { reason: 'not_found: No such ticket.', partition: 'tickets-0', offset: 1, key: null, value: 'e30=' };
  await storeLetter(harness.deps, { tenantId: world.tenantId, topic: 'tickets', eventId: 'e0', letter, at: harness.deps.clock() });
  const { items: letters } = (await harness.call('GET /v1/dead-letters', { token })).body as { items: { id: string }[] };
  const job = { id: 'job-1', kind: 'dry-run', state: 'running' as const, done: 0, total: 1, work: null };
  await beginJob(harness.deps, { tenantId: world.tenantId }, job, async () => undefined);
  const asked = { target: { teamId: ids['team'] }, text: 'help' };
  ids = { ...ids, escalation: await made(`POST /v1/tickets/${ids['ticket']}/escalations`, asked) };
  harness.uploaded.set(`T/${world.tenantId}/lists/${ids['list']}/upload-1`, { body: Buffer.from('value\nx\n'), contentType: 'text/csv' });
  const chat = { channel: 'livechat', name: 'Chat', credentials: { allowedDomains: ['a.example'], identitySecret: 'identity-secret' } };
  const raw = { tenantId: world.tenantId, originId: ids['origin'] ?? '', receivedAt: harness.deps.clock(), hash: 'f'.repeat(64), contentType: 'a/b', bytes: 2 };
  const event0 = unreadableItem({ ...raw, objectKey: `T/${world.tenantId}/calls/o/1`, unreadable: [{ index: 0, reason: 'r' }] });
  harness.uploaded.set(`T/${world.tenantId}/calls/o/1`, { body: Buffer.from('{}'), contentType: 'a/b' });
  const at = '2026-11-29T10:00:00.000Z';
  const envelope = { id: 'evt_1', type: 'ticket.created', version: 1, occurredAt: at, data: {} } as const;
  const delivery = deliveryItem(ids['webhook'] ?? '', { tenantId: world.tenantId, ticketId: 'k', subject: 'k', at, envelope }, null);
  for (const item of [event0, delivery]) await harness.table.write({ op: 'put', item });
  ids = { ...ids, unreadable: event0.sk, delivery: delivery.sk, chat: await made('POST /v1/origins', chat) };
  visitor = String((await harness.call('POST /v1/livechat/sessions', { body: { originId: ids['chat'] } })).body.token);
  const application = String((await harness.call('POST /v1/applications', { token, body: { name: 'App' } })).body.token);
  await harness.call(`POST /v1/applications/${application}/chats`, { token });
  await harness.call(`POST /v1/applications/${application}/chats/1/messages`, { token, body: { body: 'hello' } });
  ids = { ...ids, application, group: await made('POST /v1/groups', { name: 'G', memberIds: [ids['agent']] }) };
  ids = { ...ids, direct: await made('POST /v1/directs', { userId: ids['agent'] }) };
  for (const room of [`groups/${ids['group']}`, `directs/${ids['direct']}`])
    await harness.call(`POST /v1/${room}/messages`, { token, body: { body: 'hello' } });
  const agentId = ids['agent'] ?? '';
  const agent = { type: 'agent', id: agentId, role: 'agent', teamIds: [], name: 'A' } as const;
  const told = { tenantId: world.tenantId, actor: agent, correlationId: 'c', causationId: null, depth: 0 };
  ids = { ...ids, report: (await reportInRoom(harness.deps, told, directOf(world.tenantId, ids['direct'] ?? ''), 1, 'rude')).id };
  ids = { ...ids, invite: String((await harness.call(`POST /v1/groups/${ids['group']}/invitation`, { token })).body.invite) };
  ids = { ...ids, invitation: await made('POST /v1/invitations', { email: 'i@b.example', role: 'agent' }) };
  ids = { ...ids, issuer: await made('POST /v1/identity-issuers', { issuer: 'own', audience: 'a', jwks: { keys: [ISSUER_KEY] } }) };
  ids = { ...ids, provider: await made('POST /v1/identity-providers', { name: 'N', issuer: 'https://login.shop.example', clientId: 'c' }) };
  await openOutside(harness).work();
  ids = { ...ids, upload: 'upload-1', letter: letters[0]?.id ?? '', job: job.id };
});

/** Public. */
const { jwk: ISSUER_KEY } = signingKey('EdDSA');

/** What a path's `{id}` is, by what stands before it. */
const OWN: Readonly<Record<string, string>> = {
  agents: 'agent',
  teams: 'team',
  invitations: 'invitation',
  'identity-issuers': 'issuer',
  'identity-providers': 'provider',
  origins: 'origin',
  queues: 'queue',
  rules: 'rule',
  'enrichment-lists': 'list',
  tickets: 'ticket',
  escalations: 'escalation',
  threads: 'thread',
  events: 'topic',
  'dead-letters': 'letter',
  jobs: 'job',
  webhooks: 'webhook',
  deliveries: 'delivery',
  uploads: 'upload',
  applications: 'application',
  groups: 'group',
  members: 'agent',
  bans: 'agent',
  directs: 'direct',
  reports: 'report',
};
const pathOf = (path: string): string =>
  path
    .split('/')
    .map((part, at, parts) =>
      part === '{eventId}'
        ? (ids['unreadable'] ?? '')
        : part === '{number}' || part === '{n}'
          ? '1'
          : part === '{emoji}'
            ? encodeURIComponent('👍')
            : part === '{file}'
              ? 'start.js'
              : part.startsWith('{')
                ? (ids[OWN[parts[at - 1] ?? ''] ?? ''] ?? 'none')
                : part,
    )
    .join('/');
const tokenOf = ({ roles }: Route): string => (roles === 'adminToken' ? KEYS.adminToken : roles === 'visitor' ? visitor : world.adminToken);
const nameOf = (route: Route): string => `${route.method} ${route.path}`;

/** The body with one value in the place of each of its own, in turn, and as a name of a member. */
function* spoilt(body: unknown, value: unknown): Generator<unknown> {
  yield value;
  if (Array.isArray(body)) for (const [at, member] of body.entries()) for (const other of spoilt(member, value)) yield body.with(at, other);
  else if (typeof body === 'object' && body !== null) {
    for (const [name, member] of Object.entries(body)) for (const other of spoilt(member, value)) yield { ...body, [name]: other };
    if (typeof value === 'string') yield { ...body, [value]: 'x' };
  }
}

const fails = async (target: string, options: Parameters<Harness['call']>[1]): Promise<string[]> => {
  const { status, body, facts } = await harness.call(target, options);
  const problem = status >= 500 ? [`${target}: ${status} ${JSON.stringify(facts.error)?.slice(0, 300)}`] : [];
  if (status >= 400) {
    const { errors } = body as { errors: { path: string; message: string }[] };
    for (const { path, message } of errors) if (!path.isWellFormed() || path.length > 300 || message === '') problem.push(`${target}: ${path.slice(0, 100)}`);
  }
  return problem;
};

/** Routes that take a code or a link which nobody can have here. */
const OWN_MATTER: Readonly<Record<string, readonly number[]>> = {
  'POST /v1/me/totp/confirm': [403],
  'POST /v1/me/totp/recovery-codes': [403],
  'POST /v1/me/totp/disable': [403],
  'POST /v1/me/passkeys': [422],
  'PATCH /v1/me/passkeys/{id}': [404],
  'POST /v1/password-resets/complete': [422],
  'POST /v1/invitations/accept': [422],
  // They are the caller's own messages.
  'POST /v1/groups/{id}/messages/{n}/report': [422],
  'POST /v1/directs/{id}/messages/{n}/report': [422],
  'POST /v1/applications/{token}/chats/{number}/messages/{n}/report': [422],
  // The ticket is of a channel that has no reactions.
  'PUT /v1/tickets/{id}/messages/{number}/reactions': [422],
};

const writing = ROUTES.filter(({ method }) => method !== 'GET' && method !== 'DELETE');

describe.each(writing.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
  it('takes what is right', async () => {
    const body = bodies()[name];
    expect(body !== undefined, `${name} needs a row in this test`).toBe(route.body !== undefined);
    const { status } = await harness.call(`${route.method} ${pathOf(route.path)}`, { token: tokenOf(route), ...(body === undefined ? {} : { body }) });
    // A wrong password or token, and a message that is no reply, are the caller's own matter.
    expect(OWN_MATTER[name] ?? [200, 201, 202, 204, 401, 409]).toContain(status);
  });

  it('answers every hostile body with a 4xx, or takes it', async () => {
    const target = `${route.method} ${pathOf(route.path)}`;
    const token = tokenOf(route);
    const wrong: string[] = [];
    for (const raw of Object.values(RAW)) wrong.push(...(await fails(target, { token, raw })));
    wrong.push(...(await fails(target, { token, raw: '{"name":"\ufffd"}', isUtf8: false })));
    const body = bodies()[name];
    if (body !== undefined) {
      for (const value of Object.values(HOSTILE)) for (const hostile of spoilt(body, value)) wrong.push(...(await fails(target, { token, body: hostile })));
      for (const headers of HEADERS) wrong.push(...(await fails(target, { token, body, headers })));
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});

const ODD = ['i'.repeat(3_000), '%00', '%ff', '%F0%9F%98', '%ED%A0%80', '%', '..%2F', 'a%0Ab', '__proto__', '😀'.repeat(60), '%F0%9F%98%80'.repeat(150)];

it('every path with every odd id is a 4xx', async () => {
  const wrong: string[] = [];
  for (const route of ROUTES) {
    for (const place of route.path.matchAll(/\{\w+\}/g)) {
      for (const odd of ODD) {
        const path = pathOf(route.path.slice(0, place.index)) + odd + pathOf(`/x${route.path.slice(place.index + place[0].length)}`).slice(2);
        const body = bodies()[nameOf(route)];
        const { status } = await harness.call(`${route.method} ${path}`, { token: tokenOf(route), ...(body === undefined ? {} : { body }) });
        // A browser that comes back from a provider is sent to the page, which says what came of it.
        const isBrowser = route.path.startsWith('/v1/oidc/callback/') && status === 303;
        if (!isBrowser && (status < 400 || status >= 500)) wrong.push(`${route.method} ${path.slice(0, 80)}: ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it('every query with every odd value is answered', async () => {
  const wrong: string[] = [];
  for (const route of ROUTES.filter(({ method }) => method === 'GET')) {
    const names = Object.keys((route.query as { shape?: object } | undefined)?.shape ?? {});
    for (const name of [...names, 'unknown', '%ff'])
      for (const odd of ODD) wrong.push(...(await fails(`GET ${pathOf(route.path)}?${name}=${odd}`, { token: tokenOf(route) })));
  }
  expect(wrong).toEqual([]);
});

/** Queries without which a page is a 400. */
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/users': '?q=t',
  get '/v1/sessions/oidc-providers'() {
    return `?tenant=${world.slug}`;
  },
  get '/v1/livechat/settings'() {
    return `?originId=${ids['chat']}`;
  },
};

it('after all of it every list and page is still there, and well-formed', async () => {
  for (const route of ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes('attachments'))) {
    const query = route.path.endsWith('/messages/search') ? '?q=t' : (QUERIES[route.path] ?? '');
    const { status, body } = await harness.call(`GET ${pathOf(route.path)}${query}`, { token: tokenOf(route) });
    // There is no summary: this hub has no AI toolbox.
    expect(status, route.path).toBe(route.path.endsWith('/summary') ? 404 : route.path.startsWith('/v1/oidc/callback/') ? 303 : 200);
    expect(JSON.stringify(body), route.path).not.toMatch(/\\ud[89a-f]/i);
  }
});
