import { expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/actions/registry.ts';
import { commandSchema } from '../../../../domain/automation/command-schema.ts';
import { applyBatch } from '../../../../domain/support/messages/inbound/apply-batch.ts';
import { assignByRule } from '../../../../domain/support/tickets/assign-by-rule.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { inbound, plainPolicy, TENANT } from '../../support/messages/inbound/events.ts';
import { projectorWorld } from './world.ts';

const choose: Effect = { type: 'assign', agentId: null, teamId: 'red', choose: 'round_robin', ruleId: 'r1' };

/** A hub whose rule gives every message's ticket to a team, to choose an agent of it. */
const open = () =>
  projectorWorld({
    policy: plainPolicy({ membersOf: () => ['ann', 'bob'], runRules: (event) => ({ effects: event === 'message.received' ? [choose] : [], matched: ['r1'] }) }),
  });
const started = (bodies: readonly string[]) => bodies.map((body) => commandSchema.parse(JSON.parse(body)));

it('a choice that a rule has planned is a command for after the transaction, told once, which assigns the ticket', async () => {
  const world = await open();
  await world.catchUp();
  const [command, ...others] = started(world.bodies('timers'));
  expect(others).toEqual([]);
  expect(command).toEqual({
    schema: 'commands/1',
    command: 'assign',
    tenantId: TENANT,
    ticketId: world.ticketId,
    ruleId: 'r1',
    teamId: 'red',
    strategy: 'round_robin',
    correlationId: 'c1',
    depth: 1,
  });
  expect((await loadTicket(world.b.table, TENANT, world.ticketId))?.owner).toEqual({ agentId: null, teamId: 'red' });
  const context = { tenantId: TENANT, actor: { type: 'rule' as const, id: 'r1' }, correlationId: 'c', causationId: null, depth: 1 };
  const assign = () => assignByRule(world.deps, context, { ticketId: world.ticketId, teamId: 'red', strategy: 'round_robin' });
  expect([await assign(), await assign()]).toEqual(['ann', null]);
  expect(await loadTicket(world.b.table, TENANT, world.ticketId)).toMatchObject({ owner: { agentId: 'ann', teamId: 'red' }, status: 'working' });
});

it('several choices for one ticket in one transaction are one command, and a queue that is away gets it later', async () => {
  const world = await open();
  await world.catchUp();
  world.away.add('timers');
  await applyBatch(world.b.deps, [inbound('bob', 'm2'), inbound('bob', 'm3')]);
  expect((await world.catchUp()).failed).toEqual([]);
  expect(started(world.bodies('timers'))).toHaveLength(1);
  world.away.delete('timers');
  world.later(120_000);
  await world.retry();
  expect(started(world.bodies('timers')).map(({ ticketId }) => ticketId.split('.')[1])).toEqual(['1', '1']);
});
