import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { type Origin, originItem } from '../../../domain/origins/origin.ts';

const hub = vi.hoisted(() => ({ stored: new Map<string, string>(), answer: { status: 200, retryAfter: null, body: '{"id":"106"}' } }));
vi.mock('../../../adapters/secrets/origin-secrets.ts', () => ({ openOriginSecrets: () => ({ get: async (name: string) => hub.stored.get(name) }) }));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({ guardedFetch: () => async () => hub.answer }));
const { checkCredentials } = await import('../../../functions/senders/check-credentials.ts');

const origin: Origin = { id: 'o', channel: 'whatsapp', name: 'O', state: 'enabled', accountId: '106', missing: [], createdAt: '', revision: 1, reveal: null };
const whatsapp = JSON.stringify({ current: { appSecret: 'a', verifyToken: 'v', accessToken: 'EAAG', accountId: '106' }, previous: [] });
beforeEach(() => hub.stored.clear());

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
  await table.write({ op: 'put', item: originItem('t', { ...origin, channel: 'mail' }) });
  hub.stored.set('t/origins/o', whatsapp);
  expect(await checkCredentials(table)('t', 'o')).toBeNull();
});
