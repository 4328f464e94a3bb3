import { expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Origin } from '../../../domain/origins/origin.ts';

const hub = vi.hoisted(() => ({ origins: [] as Partial<Origin>[], refused: new Set<string>() }));
vi.mock('../../../adapters/secrets/origin-secrets.ts', () => ({ openOriginSecrets: () => ({}) }));
vi.mock('../../../domain/policy/cache.ts', () => ({
  configurationCache: () => ({
    present: async () => ({}),
    get: async () => ({ origins: new Map(hub.origins.map((origin) => [origin.id, { item: { pk: 'p', sk: 's', ...origin } }])) }),
  }),
}));
vi.mock('../../../functions/senders/channel-senders.ts', () => ({
  channelSenders: () => async (_tenantId: string, originId: string) =>
    hub.refused.has(originId) ? { refused: 'origin_disconnected' } : { turn: `turn of ${originId}`, perform: `perform of ${originId}` },
}));
const { mailboxes } = await import('../../../functions/senders/mailboxes.ts');

const origin = (id: string, change: Partial<Origin> = {}): Partial<Origin> => ({
  id,
  channel: 'mail',
  state: 'enabled',
  accountId: `${id}@shop.example`,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...change,
});
const boxFor = async (preferred: string) => (await mailboxes(memoryTable())('t1', preferred))?.originId ?? null;

test('a mail leaves from the ticket’s own mailbox, else from the oldest one that can send', async () => {
  hub.origins = [
    origin('phone', { channel: 'whatsapp' }),
    origin('young', { createdAt: '2026-11-03T00:00:00.000Z' }),
    origin('off', { state: 'disabled', createdAt: '2020-01-01T00:00:00.000Z' }),
    origin('old-b'),
    origin('old-a'),
  ];
  expect(await boxFor('young')).toBe('young');
  expect(await boxFor('phone')).toBe('old-a');
  expect(await boxFor('off')).toBe('old-a');
  expect(await mailboxes(memoryTable())('t1', 'young')).toEqual({
    originId: 'young',
    address: 'young@shop.example',
    turn: 'turn of young',
    perform: 'perform of young',
  });
  hub.refused = new Set(['old-a', 'young']);
  expect(await boxFor('young')).toBe('old-b');
  hub.refused.add('old-b');
  expect(await boxFor('young')).toBeNull();
  hub.origins = [];
  expect(await boxFor('young')).toBeNull();
});
