import { describe, expect, it } from 'vitest';
import { storeAvailability } from '../../../../domain/availability/availability.ts';
import type { Context } from '../../../../domain/context.ts';
import { assignByRule, type RuleAssignment } from '../../../../domain/support/tickets/assign-by-rule.ts';
import { ownerPk } from '../../../../domain/support/tickets/index-keys.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { takeTicket } from '../../../../domain/support/tickets/take-ticket.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { TransactionRefused } from '../../../../domain/table/port.ts';
import { plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const TEAMS: Readonly<Record<string, readonly string[]>> = { red: ['ann', 'bob'], blue: ['bob'], green: [] };
const rule: Context = { tenantId: TENANT, actor: { type: 'rule', id: 'r1' }, correlationId: 'c', causationId: null, depth: 1 };

/** A ticket that a rule has given to a team. */
const given = async (teamId = 'red') => {
  const world = await ticketHub({ policy: plainPolicy({ membersOf: (id) => TEAMS[id] ?? [] }) });
  const { deps, ticketId } = world;
  await patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: null, teamId } }, ifMatch: null });
  const loaded = async (): Promise<Ticket> => (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
  const own = (agentId: string, sk: string) => deps.table.write({ op: 'put', item: { pk: 'x', sk, oPk: ownerPk(TENANT, agentId, false), oSk: sk } });
  const assign = (strategy: RuleAssignment['strategy'], change: Partial<RuleAssignment> = {}) =>
    assignByRule(deps, rule, { ticketId, teamId, strategy, ...change });
  /** Puts the ticket back to its team and assigns again. */
  const again = async (strategy: RuleAssignment['strategy']): Promise<string | null> => {
    await patchTicket(deps, agent('eve'), { ticketId, patch: { owner: { agentId: null } }, ifMatch: null });
    return assign(strategy);
  };
  return { ...world, loaded, own, assign, again };
};

describe('an assignment by a rule', () => {
  it('gives the ticket to an agent of the team, whose work begins, and leaves a line in the trail', async () => {
    const { assign, loaded, b } = await given();
    expect(await assign('round_robin')).toBe('ann');
    expect(await loaded()).toMatchObject({ owner: { agentId: 'ann', teamId: 'red' }, status: 'working' });
    expect(
      b.table
        .all()
        .filter(({ sk }) => sk.startsWith('L#'))
        .flatMap(entriesOfLine)
        .at(-1),
    ).toMatchObject({ by: { type: 'rule', id: 'r1' } });
  });

  it('round robin takes turns', async () => {
    const { assign, again } = await given();
    expect([await assign('round_robin'), await again('round_robin'), await again('round_robin')]).toEqual(['ann', 'bob', 'ann']);
  });

  it('passes over who is away, and leaves the ticket with the team when nobody is there', async () => {
    const { assign, again, loaded, deps } = await given();
    await storeAvailability(deps.table, TENANT, 'ann', { availability: 'away', until: null });
    expect([await assign('round_robin'), await again('round_robin'), await again('least_loaded')]).toEqual(['bob', 'bob', 'bob']);
    await storeAvailability(deps.table, TENANT, 'bob', { availability: 'out_of_office', until: null });
    expect(await again('round_robin')).toBeNull();
    expect((await loaded()).owner).toEqual({ agentId: null, teamId: 'red' });
  });

  it('least loaded counts active tickets, and takes turns among equals', async () => {
    const { assign, again, own } = await given();
    expect(new Set([await assign('least_loaded'), await again('least_loaded')])).toEqual(new Set(['ann', 'bob']));
    await own('ann', '1');
    expect([await again('least_loaded'), await again('least_loaded')]).toEqual(['bob', 'bob']);
    await own('bob', '2');
    await own('bob', '3');
    expect(await again('least_loaded')).toBe('ann');
  });

  it('a team of one has no turns, a team of none no agent', async () => {
    expect(await (await given('blue')).assign('round_robin')).toBe('bob');
    const { assign, loaded } = await given('green');
    expect(await assign('least_loaded')).toBeNull();
    expect(await loaded()).toMatchObject({ owner: { agentId: null, teamId: 'green' }, status: 'created' });
  });

  it('changes nothing when it is repeated, and takes the ticket from nobody', async () => {
    const { assign, deps, ticketId, loaded } = await given();
    await takeTicket(deps, agent('eve'), ticketId);
    const before = await loaded();
    expect(await assign('round_robin')).toBeNull();
    expect(await loaded()).toEqual(before);
  });

  it('is over when the ticket has another team, is closed, or is gone', async () => {
    const { assign, deps, ticketId } = await given();
    expect(await assign('round_robin', { teamId: 'blue' })).toBeNull();
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await assign('round_robin')).toBeNull();
    expect(await assign('round_robin', { ticketId: ticketId.replace(/1$/, '9') })).toBeNull();
  });

  it('picks once, also when its change loses a race; what fails is told', async () => {
    const { assign, deps, ticketId, loaded } = await given();
    const { transact } = deps.table;
    let lost = 0;
    Object.assign(deps.table, {
      transact: (...args: Parameters<typeof transact>) => {
        lost += 1;
        return lost === 1 ? Promise.reject(new TransactionRefused([{ index: 0, reason: 'conflict' }])) : transact(...args);
      },
    });
    expect(await assign('round_robin')).toBe('ann');
    expect(await loaded()).toMatchObject({ owner: { agentId: 'ann' } });
    expect(lost).toBe(2);
    expect(await deps.table.get([{ pk: `T#${TENANT}#RR#red`, sk: 'TURN' }])).toMatchObject([{ turns: 1 }]);
    await expect(
      assignByRule({ ...deps, policies: () => Promise.reject(new Error('away')) }, rule, { ticketId, teamId: 'red', strategy: 'round_robin' }),
    ).rejects.toThrow('away');
  });
});
