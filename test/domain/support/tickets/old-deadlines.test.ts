import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../../domain/realtime/news.ts';
import { timersOf } from '../../../../domain/support/deadlines/plan.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { presentTicket } from '../../../../domain/support/tickets/present.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { parseHead, threadAttributes } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-02T12:00:00.000Z';

/** The ticket of the bench as the release of November 2026 has stored it. */
const storedBefore = async (fields: Readonly<Record<string, unknown>>) => {
  const hub = await ticketHub();
  const key = headKey(TENANT, hub.ticketId.split('.')[0] as string);
  const item = async (): Promise<Item & { readonly ticket: Readonly<Record<string, unknown>> }> => (await hub.deps.table.get([key]))[0] as never;
  const store = async (ticket: Readonly<Record<string, unknown>>): Promise<void> => {
    const { deadlines: _none, closesAt: _c, followupAt: _f, ...others } = (await item()).ticket;
    await hub.deps.table.write({ op: 'put', item: { ...(await item()), ticket: { ...others, ...ticket } } });
  };
  await store(fields);
  const ticket = async (): Promise<Ticket> => (await loadTicket(hub.deps.table, TENANT, hub.ticketId)) as Ticket;
  return { ...hub, item, store, ticket };
};

describe('a ticket that was stored before deadlines had kinds', () => {
  it('is read with them, and shown as it was', async () => {
    const { ticket } = await storedBefore({ status: 'pending', closesAt: AT });
    expect((await ticket()).deadlines).toEqual({ closure: AT });
    expect(presentTicket(await ticket())).toMatchObject({ closesAt: AT, followupAt: null });
    expect(timersOf(TENANT, await ticket())).toMatchObject([{ kind: 'closure', dueAt: AT }]);
    const snoozed = await storedBefore({ status: 'followup', followupAt: AT });
    expect((await snoozed.ticket()).deadlines).toEqual({ followup: AT });
    expect(presentTicket(await snoozed.ticket())).toMatchObject({ closesAt: null, followupAt: AT });
    expect((await (await storedBefore({ status: 'working', closesAt: null, followupAt: null })).ticket()).deadlines).toEqual({});
  });

  it('does not close anew by being changed, and its timer of before closes it', async () => {
    const { b, deps, ticketId, ticket, item } = await storedBefore({ status: 'pending', closesAt: AT });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'high' }, ifMatch: null });
    expect((await ticket()).deadlines).toEqual({ closure: AT });
    expect((await item()).ticket).toMatchObject({ deadlines: { closure: AT }, closesAt: AT });
    b.now = Date.parse(AT);
    expect(await timerDue(deps, agent('x'), { ticketId, kind: 'closure', dueAt: AT })).toBe(true);
    expect(await ticket()).toMatchObject({ status: 'closed', deadlines: {} });
  });

  it('counts as the earlier release has left it, which changes its fields and no others', async () => {
    const { deps, ticketId, ticket, item, store } = await storedBefore({});
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'solved' }, ifMatch: null });
    const { deadlines } = (await item()).ticket;
    expect(deadlines).toHaveProperty('closure');
    // That release answers, and its closure begins anew; then it snoozes; then a customer writes.
    await store({ deadlines, closesAt: LATER });
    expect((await ticket()).deadlines).toEqual({ closure: LATER });
    await store({ deadlines, status: 'followup', followupAt: AT });
    expect((await ticket()).deadlines).toEqual({ followup: AT });
    await store({ deadlines, status: 'working' });
    expect((await ticket()).deadlines).toEqual({});
  });

  it('keeps deadlines of kinds that had no field', async () => {
    const { item } = await storedBefore({ status: 'working', deadlines: { answer: AT }, closesAt: null });
    const stored = await item();
    const head = parseHead({ ...stored, ticket: { ...stored.ticket, deadlines: { answer: AT, closure: LATER } } });
    expect(head.ticket?.deadlines).toEqual({ answer: AT });
    expect((threadAttributes(TENANT, head, 1)['ticket'] as Item)['deadlines']).toEqual({ answer: AT });
  });

  it('is shown with its times by a frame, when a process of before has put it on the queue', async () => {
    const { ticket } = await storedBefore({ status: 'pending', closesAt: AT });
    const { deadlines: _new, ...before } = { ...(await ticket()), closesAt: AT, followupAt: null };
    const news = newsOf([{ kind: 'ticket', tenantId: TENANT, ticket: before as unknown as Ticket }]);
    expect([...news.tickets.values()].map(presentTicket)).toMatchObject([{ closesAt: AT, followupAt: null }]);
  });
});
