import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { packEntries } from '../../../domain/automation/enrichment/chunks.ts';
import { commitConfiguration } from '../../../domain/configuration/commit.ts';
import { configurationPk, tenantKey } from '../../../domain/configuration/keys.ts';
import { newMessage } from '../../../domain/messages/message.ts';
import { configurationCache } from '../../../domain/policy/cache.ts';
import { openJudges } from '../../../domain/policy/open-policies.ts';
import type { Table, Write } from '../../../domain/table/port.ts';
import { ownerPk } from '../../../domain/tickets/index-keys.ts';
import { ticketOf } from '../queues/world.ts';

const T = 'acme';
const NOW = Date.parse('2026-11-20T12:00:00Z');
const put = (sk: string, attributes: Record<string, unknown>): Write => ({ op: 'put', item: { pk: configurationPk(T), sk, ...attributes } });
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
  const judges = openJudges({ table, clock: () => NOW, closedAfterMs: 1000 }, configurationCache({ table }));
  return { table, judges };
};

describe('a judge', () => {
  it('answers for the configuration of its generation, and is kept while that stands', async () => {
    const { table, judges } = await open();
    const judge = await judges(T, 3);
    expect(judge.generation).toBe(3);
    expect(await judges(T, 3)).toBe(judge);
    expect([judge.originState('o1'), judge.originState('o9')]).toEqual(['disabled', undefined]);
    expect([judge.hasAgent('ann'), judge.hasAgent('x'), judge.hasTeam('red'), judge.hasTeam('x')]).toEqual([true, false, true, false]);
    const generation = await commitConfiguration({ table }, { tenantId: T }, [put('TEAM#new', {})], { status: 200 });
    expect((await judges(T, generation)).hasTeam('new')).toBe(true);
  });

  it('evaluates queues by the ticket alone: a message means its last one', async () => {
    const { judges } = await open();
    const judge = await judges(T, 3);
    const lastMessage = { number: 1, kind: 'customer', text: 'Hello you', createdAt: '2026-11-20T10:00:00.000Z' };
    expect(judge.queueIds(ticketOf(1, 1, { lastMessage }), null)).toEqual(['q']);
    expect(judge.queueIds(ticketOf(1, 1), message)).toEqual([]);
  });

  it('lists set what they match, but take no ticket from its owner', async () => {
    const { judges } = await open();
    const judge = await judges(T, 3);
    expect(judge.enrich(ticketOf(1, 1), message)).toEqual([
      { type: 'set', field: 'priority', value: 'high' },
      { type: 'set', field: 'topic', value: 'VIPs' },
      { type: 'set', field: 'customFields', value: { tier: 1 } },
      { type: 'tag', add: ['vip'], remove: [] },
      { type: 'assign', agentId: null, teamId: 'red' },
    ]);
    expect(judge.enrich(ticketOf(1, 1, { owner: { agentId: 'bob', teamId: null } }), message).map(({ type }) => type)).toEqual(['set', 'set', 'set', 'tag']);
    expect(judge.enrich(ticketOf(2, 1), message)).toEqual([]);
  });
});

describe('picking an agent', () => {
  const picking = async (teamId: string, strategy: string) => {
    const { table, judges } = await open([{ actions: [{ type: 'assign', teamId, strategy }] }]);
    const judge = await judges(T, 3);
    const pick = async (agentId: string | null = null): Promise<unknown> => {
      const { effects } = await judge.runRules('ticket.created', ticketOf(1, 1, { owner: { agentId, teamId: null } }), null, 0);
      const [effect] = effects;
      return effect?.type === 'assign' ? effect.agentId : 'no assignment';
    };
    return { table, pick };
  };
  const own = (table: Table, agentId: string, ticket: string) =>
    table.write({ op: 'put', item: { pk: 'x', sk: ticket, oPk: ownerPk(T, agentId, false), oSk: ticket } });

  it('round robin takes turns', async () => {
    const { pick } = await picking('red', 'round_robin');
    expect([await pick(), await pick(), await pick(), await pick()]).toEqual(['ann', 'bob', 'ann', 'bob']);
  });

  it('a ticket that somebody of the team has stays with him', async () => {
    const { pick } = await picking('red', 'round_robin');
    expect([await pick('bob'), await pick('bob'), await pick('cy')]).toEqual(['bob', 'bob', 'ann']);
  });

  it('least loaded counts active tickets, and takes turns among equals', async () => {
    const { table, pick } = await picking('red', 'least_loaded');
    expect(new Set([await pick(), await pick()])).toEqual(new Set(['ann', 'bob']));
    await own(table, 'ann', '1');
    expect([await pick(), await pick()]).toEqual(['bob', 'bob']);
    await own(table, 'bob', '2');
    await own(table, 'bob', '3');
    expect(await pick()).toBe('ann');
  });

  it('a team of one has no turns, a team of none no agent', async () => {
    expect(await (await picking('blue', 'round_robin')).pick()).toBe('bob');
    expect(await (await picking('green', 'least_loaded')).pick()).toBe(null);
  });
});
