import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { bulkChange } from '../../../../domain/support/tickets/bulk-change.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { STATUSES, type Status, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { set } from '../events/world.ts';
import { plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

/** DESIGN §6: what setting a status makes of each status; the others are refused. */
const isAllowed = (from: Status, to: Status): boolean => to !== 'created' && (from !== 'closed' || to === 'closed');
const AT = '2030-01-01T00:00:00.000Z';
const given = (status: Status) => ({ status, ...(status === 'followup' ? { followupAt: AT } : {}) });

/** A ticket of a status. */
const ticketIn = async (from: Status, policy = plainPolicy()) => {
  const hub = await ticketHub({ policy });
  if (from !== 'created') await patchTicket(hub.deps, agent('eve'), { ticketId: hub.ticketId, patch: given(from), ifMatch: null });
  const ticket = async () => (await loadTicket(hub.deps.table, TENANT, hub.ticketId)) as Ticket;
  const newest = async () => (await readTicketLog(hub.deps.table, TENANT, await ticket(), { order: 'desc', after: null, limit: 1 })).entries[0];
  return { ...hub, ticket, newest };
};
const PAIRS = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));

describe('every status to every status', () => {
  it.each(PAIRS)('by API: %s to %s', async (from, to) => {
    const { deps, ticketId, ticket } = await ticketIn(from);
    const patched = patchTicket(deps, agent('eve'), { ticketId, patch: given(to), ifMatch: null });
    if (isAllowed(from, to)) expect(await patched).toMatchObject({ status: to });
    else {
      const names = [from, to].map((status) => expect.stringContaining(status) as unknown);
      for (const detail of names) await expect(patched).rejects.toMatchObject({ code: 'illegal_transition', message: detail, extra: { current: from } });
      expect((await ticket()).status).toBe(from);
    }
  });

  it.each(PAIRS)('in bulk: %s to %s', async (from, to) => {
    const { deps, ticketId, ticket } = await ticketIn(from);
    const [result] = await bulkChange(deps, agent('eve'), [ticketId], given(to));
    expect(result).toMatchObject(isAllowed(from, to) ? { status: 200, ticket: { status: to } } : { status: 409, error: { code: 'illegal_transition' } });
    expect((await ticket()).status).toBe(isAllowed(from, to) ? to : from);
  });

  it.each(PAIRS)('by an event of the topic: %s to %s', async (from, to) => {
    const { deps, ticketId, ticket, newest } = await ticketIn(from);
    const [outcome] = await applyTicketEvents(deps, [set('e1', ticketId, given(to))], 1);
    expect(outcome).toMatchObject({ ok: true, effect: isAllowed(from, to) ? 'applied' : 'refused' });
    expect((await ticket()).status).toBe(isAllowed(from, to) ? to : from);
    if (!isAllowed(from, to)) expect(await newest()).toMatchObject({ by: { type: 'event', id: 'e1' }, changes: [], refused: { code: 'illegal_transition' } });
  });

  // What stood in a status fires only there: a timer of an earlier status finds the ticket moved on.
  it.each((['closure', 'followup'] as const).flatMap((kind) => STATUSES.map((from) => [kind, from] as const)))(
    'by the timer %s: from %s',
    async (kind, from) => {
      const { b, deps, ticketId, ticket, newest } = await ticketIn(from);
      const { deadlines } = await ticket();
      const ends = { closure: ['pending', 'solved'], followup: ['followup'] }[kind].includes(from);
      expect(deadlines[kind] !== undefined).toBe(ends);
      const dueAt = deadlines[kind] ?? AT;
      b.now = Date.parse(dueAt);
      const to = !ends ? from : kind === 'closure' ? 'closed' : 'working';
      expect(await timerDue(deps, agent('x'), { ticketId, kind, dueAt })).toBe(ends);
      expect((await ticket()).status).toBe(to);
      if (ends) expect(await newest()).toMatchObject({ by: { type: 'timer', id: kind }, changes: expect.arrayContaining([{ field: 'status', from, to }]) });
      // Delivered again, or late, it changes nothing.
      expect(await timerDue(deps, agent('x'), { ticketId, kind, dueAt })).toBe(false);
      expect((await ticket()).status).toBe(to);
    },
  );

  it.each(STATUSES)('by a rule of a timer: %s to solved', async (from) => {
    const effect: Effect = { type: 'set', field: 'status', value: 'solved' };
    const policy = plainPolicy({ runRules: (event) => (event === 'timer' ? { effects: [effect], matched: ['r1'] } : { effects: [], matched: [] }) });
    const { b, deps, ticketId, ticket, newest } = await ticketIn(from, policy);
    const [[kind, dueAt] = []] = Object.entries((await ticket()).deadlines);
    b.now = Date.parse(dueAt ?? AT);
    await timerDue(deps, agent('x'), { ticketId, kind: (kind ?? 'closure') as 'closure', dueAt: dueAt ?? AT });
    // The closure comes first, and a closed ticket stays closed.
    expect((await ticket()).status).toBe({ pending: 'closed', solved: 'closed', followup: 'solved' }[from as string] ?? from);
    if (from === 'followup') expect(await newest()).toMatchObject({ by: { type: 'rule', id: 'r1' }, cause: { type: 'timer', id: 'followup' } });
  });

  // Rules cannot set `created`: saving one is a 422.
  it.each(PAIRS.filter(([from, to]) => from !== 'closed' && to !== 'created'))('by a rule: %s to %s', async (from, to) => {
    const effect: Effect = { type: 'set', field: 'status', value: to, ...(to === 'followup' ? { followupMinutes: 90 } : {}) };
    const policy = plainPolicy({
      runRules: (event, { topic }) => (event === 'ticket.updated' && topic === 'go' ? { effects: [effect], matched: ['r1'] } : { effects: [], matched: [] }),
    });
    const { b, deps, ticketId, ticket, newest } = await ticketIn(from, policy);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { topic: 'go' }, ifMatch: null });
    expect((await ticket()).status).toBe(to);
    if (to === 'followup') expect((await ticket()).deadlines).toEqual({ followup: new Date(b.now + 90 * 60_000).toISOString() });
    if (from !== to) expect((await newest())?.by).toEqual({ type: 'rule', id: 'r1' });
  });

  it('by a rule that was stored without minutes, followup changes nothing', async () => {
    const effect: Effect = { type: 'set', field: 'status', value: 'followup' };
    const policy = plainPolicy({ runRules: (event) => ({ effects: event === 'ticket.updated' ? [effect] : [], matched: ['r1'] }) });
    const { deps, ticketId, ticket } = await ticketIn('working', policy);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { topic: 'go' }, ifMatch: null });
    expect(await ticket()).toMatchObject({ status: 'working', topic: 'go', deadlines: {} });
  });

  it('a rule that comes after one that closed the ticket is refused, and the log says so', async () => {
    const effects: Effect[] = ['closed', 'working'].map((value, at) => ({ type: 'set', field: 'status', value, ruleId: `r${at + 1}` }) as Effect);
    const policy = plainPolicy({ runRules: (event) => ({ effects: event === 'ticket.updated' ? effects : [], matched: ['r1', 'r2'] }) });
    const { deps, ticketId, ticket, newest } = await ticketIn('created', policy);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { topic: 'go' }, ifMatch: null });
    expect((await ticket()).status).toBe('closed');
    expect(await newest()).toMatchObject({ by: { type: 'rule', id: 'r2' }, changes: [], refused: { code: 'illegal_transition' } });
  });
});
