import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { type Origin, originItem } from '../../../domain/origins/origin.ts';

const hub = vi.hoisted(() => ({ stored: new Map<string, string>(), answers: [] as object[], calls: [] as string[] }));
vi.mock('../../../adapters/secrets/origin-secrets.ts', () => ({
  openOriginSecrets: () => ({
    get: async (name: string) => hub.stored.get(name),
    replace: async (name: string, value: string) => (hub.stored.set(name, value), true),
  }),
}));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch:
    () =>
    async (url: string, { headers }: { headers: Record<string, string> }) => {
      hub.calls.push(`${new URL(url).pathname} ${headers['authorization'] ?? ''}`);
      return { status: 200, retryAfter: null, body: '{"id":"106"}', ...hub.answers.shift() };
    },
}));
vi.mock('../../../adapters/mail/ses.ts', () => ({ mailIdentity: () => async (identity: string) => ({ identity, verified: true }) }));
const { checkCredentials } = await import('../../../functions/senders/check-credentials.ts');

const origin: Origin = { id: 'o', channel: 'whatsapp', name: 'O', state: 'enabled', accountId: '106', missing: [], createdAt: '', revision: 1, reveal: null };
const whatsapp = JSON.stringify({ current: { appSecret: 'a', verifyToken: 'v', accessToken: 'EAAG', accountId: '106' }, previous: [] });
beforeEach(() => {
  hub.stored.clear();
  hub.answers = [];
  hub.calls = [];
});
const connected = async (channel: Origin['channel'], credentials: object) => {
  const table = memoryTable();
  await table.write({ op: 'put', item: originItem('t', { ...origin, channel }) });
  hub.stored.set('t/origins/o', JSON.stringify({ current: credentials, previous: [] }));
  return checkCredentials(table)('t', 'o');
};
const x = { consumerSecret: 'c', accessToken: 'old', userId: '42', refreshToken: 'r', clientId: 'ci' };
const expired = { status: 401, body: '{"detail":"Unauthorized"}' };

test('the present credentials are checked by the channel of their origin', async () => {
  const table = memoryTable();
  await table.write({ op: 'put', item: originItem('t', origin) });
  hub.stored.set('t/origins/o', whatsapp);
  expect(await checkCredentials(table)('t', 'o')).toEqual({ state: 'passed' });
});

test('without an origin, its credentials or a check there is nothing to check', async () => {
  const table = memoryTable();
  expect(await checkCredentials(table)('t', 'o')).toBeNull();
  await table.write({ op: 'put', item: originItem('t', origin) });
  expect(await checkCredentials(table)('t', 'o')).toBeNull();
});

test('mail is checked with the mail service of the deployment', async () => {
  expect(await connected('mail', { address: 'a@shop.test', inboundSecret: 's' })).toEqual({ state: 'passed' });
});

test('an expired access token is renewed and checked once more', async () => {
  hub.answers = [expired, { body: '{"access_token":"new","refresh_token":"r2"}' }, { body: '{"data":{"id":"42"}}' }];
  expect(await connected('x', x)).toEqual({ state: 'passed' });
  expect(hub.calls).toEqual(['/2/users/me Bearer old', '/2/oauth2/token ', '/2/users/me Bearer new']);
});

test('a token that cannot be renewed fails; if its renewal is not answered, nothing is known', async () => {
  hub.answers = [expired, { status: 503 }];
  expect(await connected('x', x)).toMatchObject({ state: 'unknown', error: { code: '503' } });
  hub.answers = [expired, { status: 400 }];
  expect(await connected('x', x)).toMatchObject({ state: 'failed', error: { code: '401' } });
});
