import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import { commitConfiguration } from '../../../domain/configuration/commit.ts';
import { tenantKey, tenantPk } from '../../../domain/configuration/keys.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { openPolicies } from '../../../domain/policy/open-policies.ts';
import { newMessage } from '../../../domain/support/messages/message.ts';
import type { Write } from '../../../domain/table/port.ts';
import { allAt } from '../../harness/configuration.ts';
import { ticketOf } from '../support/queues/world.ts';

const T = 'acme';
const put = (sk: string, attributes: Record<string, unknown>): Write => ({ op: 'put', item: { pk: tenantPk(T), sk, ...attributes } });
const message = {
  ...newMessage({ kind: 'customer', author: { type: 'customer', id: 'u', name: null, handle: null }, createdAt: '2026-11-20T10:00:00.000Z', text: 'hello' }),
  number: 1,
  revision: 1,
};

const set = { priority: 'high', topic: 'VIPs', tags: ['vip'], customFields: { tier: 1 }, owner: { teamId: 'red' } } as const;

const open = async (rules: readonly Record<string, unknown>[] = []) => {
  const table = memoryTable();
  const chunks = packEntries(T, 'l', 'v', [{ value: 'u1', set: { ...set, tags: [...set.tags] } }]);
  await table.transact([
    { op: 'put', item: { ...tenantKey(T), generation: 3, queuesGeneration: 3 } },
    put('AGENT#ann', { name: 'Ann', role: 'agent', teamIds: ['red'] }),
    put('AGENT#bob', { name: 'Bob', role: 'agent', teamIds: ['red', 'blue'] }),
    put('AGENT#cy', { name: 'Cy', role: 'agent', teamIds: [] }),
    put('TEAM#red', { name: 'Red' }),
    put('ORIGIN#o1', { channel: 'api', state: 'disabled' }),
    put('QUEUE#q', { id: 'q', priority: 1, condition: { field: 'message.text', op: 'contains', value: 'hello' }, visibleTo: { teamIds: [], agentIds: [] } }),
    put('LIST#l', { id: 'l', name: 'L', key: 'author.id', match: 'exact', chunks: chunks.map(({ sk }) => sk), size: 1, createdAt: '2026' }),
    ...chunks.map((item): Write => ({ op: 'put', item })),
    ...rules.map((rule, n) =>
      put(`RULE#${n}`, {
        id: String(n),
        name: 'r',
        event: 'ticket.created',
        weight: n,
        stop: false,
        enabled: true,
        condition: { all: [] },
        actions: [],
        ...rule,
      }),
    ),
  ]);
  const policies = openPolicies({}, configurationCache({ table }));
  return { table, policies };
};

describe('a policy', () => {
  it('answers for the configuration of its generation, and is kept while that stands', async () => {
    const { table, policies } = await open();
    const policy = await policies(T, allAt(3, true), { lists: true });
    expect(policy.generation).toBe(3);
    expect(await policies(T, allAt(3, true), { lists: true })).toBe(policy);
    expect([policy.originState('o1'), policy.originState('o9')]).toEqual(['disabled', undefined]);
    expect([policy.hasAgent('ann'), policy.hasAgent('x'), policy.hasTeam('red'), policy.hasTeam('x')]).toEqual([true, false, true, false]);
    expect([policy.membersOf('red'), policy.membersOf('x')]).toEqual([['ann', 'bob'], []]);
    const generation = await commitConfiguration({ table, clock: Date.now }, { tenantId: T }, [put('TEAM#new', {})], { status: 200 });
    expect((await policies(T, generation)).hasTeam('new')).toBe(true);
  });

  it('evaluates queues by the ticket alone: a message means its last one', async () => {
    const { policies } = await open();
    const policy = await policies(T, allAt(3, true), { lists: true });
    const lastMessage = { number: 1, kind: 'customer', text: 'Hello you', createdAt: '2026-11-20T10:00:00.000Z' };
    expect(policy.queueIds(ticketOf(1, 1, { lastMessage }), null)).toEqual(['q']);
    expect(policy.queueIds(ticketOf(1, 1), null)).toEqual([]);
  });

  it('lists set what they match, but take no ticket from its owner', async () => {
    const { policies } = await open();
    const policy = await policies(T, allAt(3, true), { lists: true });
    expect(policy.enrich(ticketOf(1, 1), message)).toEqual([
      { type: 'set', field: 'priority', value: 'high' },
      { type: 'set', field: 'topic', value: 'VIPs' },
      { type: 'set', field: 'customFields', value: { tier: 1 } },
      { type: 'tag', add: ['vip'], remove: [] },
      { type: 'assign', agentId: null, teamId: 'red' },
    ]);
    expect(policy.enrich(ticketOf(1, 1, { owner: { agentId: 'bob', teamId: null } }), message).map(({ type }) => type)).toEqual(['set', 'set', 'set', 'tag']);
    expect(policy.enrich(ticketOf(2, 1), message)).toEqual([]);
  });
});
