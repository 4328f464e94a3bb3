import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '../../../../domain/context.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { assignByRule } from '../../../../domain/support/tickets/assign-by-rule.ts';
import { exactLoad, giving } from '../../../../domain/support/tickets/given-by-rules.ts';
import { ownerPk } from '../../../../domain/support/tickets/index-keys.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTickets } from '../../../../domain/support/tickets/store.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent } from './hub.ts';

const rule: Context = { tenantId: TENANT, actor: { type: 'rule', id: 'r1' }, correlationId: 'c', causationId: null, depth: 1 };
const MEMBERS = ['ann', 'bob', 'cid'];

/** An index of owners that never hears of anything: as far behind as it can be. */
const behind = (table: Table): Table => ({
  ...table,
  query: async (query) => (query.index === 'byOwner' ? { items: [], next: null } : table.query(query)),
  count: async (query) => (query.index === 'byOwner' ? 0 : table.count(query)),
});

const world = async (tickets: number, capacities: Readonly<Record<string, number | null>>, wrap?: (table: Table) => Table) => {
  const policy = plainPolicy({ membersOf: () => MEMBERS, capacityOf: (id) => capacities[id] ?? null });
  const b = bench({ policy, ...(wrap ? { wrap } : {}) });
  const authors = Array.from({ length: tickets }, (_, at) => `a${at}`);
  await applyBatch(
    b.deps,
    authors.map((author) => inbound(author, `m-${author}`)),
  );
  const ids = authors.map((author) => `${threadIdOf(ORIGIN, author)}.1`);
  const deps = { ...b.deps, mayTouch: () => true };
  const patch = (ticketId: string, change: object) => patchTicket(deps as never, agent('eve'), { ticketId, patch: change, ifMatch: null });
  for (const id of ids) await patch(id, { owner: { agentId: null, teamId: 'red' } });
  const assign = (ticketId: string, strategy: 'round_robin' | 'least_loaded' | 'skill') => assignByRule(b.deps, rule, { ticketId, teamId: 'red', strategy });
  const held = async (): Promise<Readonly<Record<string, number>>> => {
    const counts: Record<string, number> = {};
    for (const ticket of await loadTickets(b.table, TENANT, ids)) {
      const owner = ticket?.owner.agentId;
      if (owner && ticket.status !== 'closed') counts[owner] = (counts[owner] ?? 0) + 1;
    }
    return counts;
  };
  return { b, ids, patch, assign, held };
};

it('rules give no agent more than their capacity, however many assign at once and however late the index is', async () => {
  const capacity = fc.option(fc.nat(3), { freq: 6 });
  const strategy = fc.constantFrom('round_robin', 'least_loaded', 'skill');
  await fc.assert(
    fc.asyncProperty(fc.tuple(capacity, capacity, capacity), fc.array(strategy, { minLength: 1, maxLength: 8 }), fc.boolean(), async (given, all, isLate) => {
      const capacities = Object.fromEntries(MEMBERS.map((id, at) => [id, given[at] ?? null]));
      const { ids, assign, held } = await world(all.length, capacities, isLate ? behind : undefined);
      const picked = await Promise.all(all.map((how, at) => assign(ids[at] as string, how)));
      const counts = await held();
      for (const id of MEMBERS) expect(counts[id] ?? 0).toBeLessThanOrEqual(capacities[id] ?? Number.POSITIVE_INFINITY);
      // Nobody is left without an agent while there is room.
      const room = MEMBERS.reduce((sum, id) => sum + (capacities[id] ?? Number.POSITIVE_INFINITY), 0);
      expect(picked.filter((id) => id !== null)).toHaveLength(Math.min(room, all.length));
    }),
    { numRuns: 25 },
  );
});

it('a ticket that was closed or handed on makes room again, although the index has not heard of it', async () => {
  const { ids, assign, patch, held } = await world(4, { ann: 1, bob: 0, cid: 0 }, behind);
  const [one, two, three] = ids as [string, string, string, string];
  expect([await assign(one, 'round_robin'), await assign(two, 'round_robin')]).toEqual(['ann', null]);
  await patch(one, { status: 'closed' });
  expect([await assign(two, 'least_loaded'), await assign(three, 'skill')]).toEqual(['ann', null]);
  await patch(two, { owner: { agentId: 'eve', teamId: 'red' } });
  expect(await assign(three, 'round_robin')).toBe('ann');
  expect(await held()).toEqual({ ann: 1, eve: 1 });
});

it('agents without a capacity have no item of their own, and what was given a minute ago is forgotten', async () => {
  const { b, ids, assign } = await world(3, { bob: 5 });
  const items = () => b.table.all().filter(({ pk }) => pk.includes('#GV#'));
  const [one, two, three] = ids as [string, string, string];
  expect(await assign(one, 'round_robin')).toBe('ann');
  expect(items()).toEqual([]);
  expect(await assign(two, 'round_robin')).toBe('bob');
  expect(Object.keys(items()[0]?.['given'] as object)).toEqual([two]);
  b.now += 60_001;
  const { item, load } = await exactLoad(b.table, TENANT, 'bob', 5, b.now);
  expect(load).toBe(1);
  const write = giving(TENANT, 'bob', three, item, b.now);
  expect(write).toMatchObject({ item: { turn: 2, given: { [three]: b.now } }, when: { equals: { turn: 1 } } });
});

it('counts the tickets of the index page by page, as far as the capacity', async () => {
  const { b } = await world(1, {});
  for (const n of [1, 2, 3, 4, 5]) await b.table.write({ op: 'put', item: { pk: 'x', sk: `${n}`, oPk: ownerPk(TENANT, 'ann', false), oSk: `2026#t${n}` } });
  expect([(await exactLoad(b.table, TENANT, 'ann', 2, b.now)).load, (await exactLoad(b.table, TENANT, 'ann', 9, b.now)).load]).toEqual([2, 5]);
  expect((await exactLoad(b.table, TENANT, 'ann', 0, b.now)).load).toBeGreaterThanOrEqual(1);
});
