import { describe, expect, it } from 'vitest';
import type { RuleTimers } from '../../../../domain/automation/rules/rule-timers.ts';
import type { DeadlineKindRow } from '../../../../domain/support/deadlines/kind.ts';
import { applicableDeadlines, DEADLINE_KINDS, type DeadlineKind, type DeadlineRows, deadlinesAfter } from '../../../../domain/support/deadlines/kinds.ts';
import { planTimers, timerName, timersOf } from '../../../../domain/support/deadlines/plan.ts';
import { timerSchema } from '../../../../domain/support/deadlines/timer-schema.ts';
import { raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { type TicketEvent, transition } from '../../../../domain/support/tickets/state-machine.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { STATUSES, type Status, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { plainTicket } from '../../../harness/ticket.ts';
import { plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(NOW + ms).toISOString();
const moment = { now: NOW, closedAfterMs: 24 * HOUR };

/** Where each kind stands. */
const STANDS: Readonly<Record<DeadlineKind, readonly Status[]>> = {
  closure: ['pending', 'solved'],
  followup: ['followup'],
  escalation: ['created', 'working', 'pending', 'followup', 'solved'],
  rules: ['created', 'working', 'pending', 'followup', 'solved'],
};
const KINDS = Object.keys(DEADLINE_KINDS) as DeadlineKind[];

/** A ticket in this status, with what has been due there since before. */
const ticketIn = (status: Status): Ticket =>
  plainTicket({
    threadId: 'th',
    status,
    escalations: { open: 1, overdue: 0, dueAt: at(HOUR), teamIds: [] },
    deadlines: Object.fromEntries(KINDS.filter((kind) => STANDS[kind].includes(status)).map((kind) => [kind, at(HOUR)])),
  });

const EVENTS: Readonly<Record<string, TicketEvent>> = {
  'customer message': { type: 'customerMessage' },
  assigned: { type: 'assigned' },
  'agent reply': { type: 'agentReply' },
  'reply failed': { type: 'replyFailed' },
  'set working': { type: 'set', status: 'working' },
  'set pending': { type: 'set', status: 'pending' },
  'set solved': { type: 'set', status: 'solved' },
  'set followup': { type: 'set', status: 'followup', followupAt: at(2 * HOUR) },
  'set closed': { type: 'set', status: 'closed' },
};

/** `·` none before and after, `=` stays, `new`, `gone`, `409` refused. In the order created, working, pending, followup, solved, closed. */
const TABLE: Readonly<Record<DeadlineKind, Readonly<Record<string, string>>>> = {
  closure: {
    'customer message': '· · gone · gone ·',
    assigned: '· · = · = 409',
    'agent reply': '· · new · new 409',
    'reply failed': '· · gone · gone ·',
    'set working': '· · gone · gone 409',
    'set pending': 'new new = new new 409',
    'set solved': 'new new new new = 409',
    'set followup': '· · gone · gone 409',
    'set closed': '· · gone · gone ·',
  },
  followup: {
    'customer message': '· · · gone · ·',
    assigned: '· · · = · 409',
    'agent reply': '· · · = · 409',
    'reply failed': '· · · = · ·',
    'set working': '· · · gone · 409',
    'set pending': '· · · gone · 409',
    'set solved': '· · · gone · 409',
    'set followup': 'new new new new new 409',
    'set closed': '· · · gone · ·',
  },
  escalation: {
    'customer message': '= = = = = ·',
    assigned: '= = = = = 409',
    'agent reply': '= = = = = 409',
    'reply failed': '= = = = = ·',
    'set working': '= = = = = 409',
    'set pending': '= = = = = 409',
    'set solved': '= = = = = 409',
    'set followup': '= = = = = 409',
    'set closed': 'gone gone gone gone gone ·',
  },
  // The end of the change sets it: `withRuleDeadline`.
  rules: {
    'customer message': '= = = = = ·',
    assigned: '= = = = = 409',
    'agent reply': '= = = = = 409',
    'reply failed': '= = = = = ·',
    'set working': '= = = = = 409',
    'set pending': '= = = = = 409',
    'set solved': '= = = = = 409',
    'set followup': '= = = = = 409',
    'set closed': 'gone gone gone gone gone ·',
  },
};
const NEW: Readonly<Record<DeadlineKind, string>> = { closure: at(24 * HOUR), followup: at(2 * HOUR), escalation: at(HOUR), rules: at(HOUR) };

describe('each kind of deadline, in each status, at each event', () => {
  it('has a row', () => {
    expect(Object.keys(TABLE)).toEqual(KINDS);
    // Scheduler takes names of 64 characters.
    for (const kind of KINDS) expect(kind).toMatch(/^[a-zA-Z]{1,23}$/);
  });

  const rows = KINDS.flatMap((kind) =>
    Object.entries(TABLE[kind]).flatMap(([name, row]) => row.split(' ').map((wanted, index) => [kind, name, STATUSES[index] as Status, wanted] as const)),
  );
  it.each(rows)('%s, %s, %s: %s', (kind, name, status, wanted) => {
    const before = ticketIn(status);
    const move = () => transition(before, EVENTS[name] as TicketEvent, moment);
    if (wanted === '409') return expect(move).toThrowError(expect.objectContaining({ code: 'illegal_transition' }) as Error);
    const after: Ticket = { ...before, ...move() };
    const expected = { '·': undefined, '=': at(HOUR), new: NEW[kind], gone: undefined }[wanted];
    expect([before.deadlines[kind], after.deadlines[kind]]).toEqual([wanted === '·' || status !== 'closed' ? before.deadlines[kind] : undefined, expected]);
    expect(before.deadlines[kind] !== undefined).toBe(STANDS[kind].includes(status));
    expect(
      applicableDeadlines(after)
        .map(([one]) => one)
        .includes(kind),
    ).toBe(expected !== undefined);
    // What changed is what is armed and disarmed.
    const steps = planTimers('t', before, after, NOW).filter((step) => 'timer' in step || step.name.startsWith(kind));
    const armed = steps.filter((step) => 'timer' in step && step.timer.kind === kind).length;
    expect([steps.filter(({ step }) => step === 'disarm').length, armed]).toEqual([
      before.deadlines[kind] !== undefined && wanted !== '=' ? 1 : 0,
      wanted === 'new' ? 1 : 0,
    ]);
  });
});

/** A rule that waits for an hour after the ticket was opened, once. */
const ONCE: RuleTimers = {
  next: ({ createdAt }, memory) => (memory ? null : new Date(Date.parse(createdAt) + HOUR).toISOString()),
  due: () => new Set(),
  ran: (_memory, _before, _after, until) => ({ ranTo: new Date(until).toISOString() }),
};

describe('a timer, of each kind in each status', () => {
  const brought = async (kind: DeadlineKind, status: Status) => {
    const hub = await ticketHub(kind === 'rules' ? { policy: plainPolicy({ timers: ONCE }) } : {});
    const dueAt = new Date(hub.b.now + HOUR).toISOString();
    if (kind === 'escalation')
      await raiseByHand({ ...hub.deps, refusalOf: () => null }, agent('eve'), hub.ticketId, { target: { teamId: 't' }, text: 'help', dueAt });
    const change = (patch: Parameters<typeof patchTicket>[2]['patch']) => patchTicket(hub.deps, agent('eve'), { ticketId: hub.ticketId, patch, ifMatch: null });
    if (status === 'followup') await change({ status, followupAt: new Date(hub.b.now + HOUR).toISOString() });
    else if (status !== 'created') await change({ status });
    const ticket = (await loadTicket(hub.deps.table, TENANT, hub.ticketId)) as Ticket;
    return { ...hub, ticket };
  };
  const FIRES: Readonly<Record<DeadlineKind, Status | null>> = { closure: 'closed', followup: 'working', escalation: null, rules: null };

  it.each(KINDS.flatMap((kind) => STATUSES.map((status) => [kind, status] as const)))('%s, %s', async (kind, status) => {
    const { deps, b, ticket, ticketId } = await brought(kind, status);
    const stands = STANDS[kind].includes(status);
    const dueAt = ticket.deadlines[kind] ?? new Date(b.now).toISOString();
    b.now = Date.parse(dueAt);
    expect(await timerDue(deps, agent('x'), { ticketId, kind, dueAt: new Date(b.now - 1).toISOString() })).toBe(false);
    expect(await timerDue(deps, agent('x'), { ticketId, kind, dueAt })).toBe(stands);
    const after = (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
    expect(after.status).toBe((stands ? FIRES[kind] : null) ?? status);
    if (stands) expect(after.deadlines[kind]).toBeUndefined();
    else expect(after).toEqual(ticket);
    // The same again, and the timer of another kind with the same time, do nothing.
    for (const other of KINDS)
      if (stands || other !== kind)
        expect(await timerDue(deps, agent('x'), { ticketId, kind: other, dueAt })).toBe(
          other !== kind && STANDS[other].includes(status) && ticket.deadlines[other] === dueAt,
        );
  });
});

describe('a kind is one row', () => {
  /** An answer is due an hour after the customer has written; without one the ticket is urgent. */
  const answer: DeadlineKindRow = {
    in: ['created', 'working'],
    dueAt: ({ ticket }) => (ticket.waitingSince === null ? null : new Date(Date.parse(ticket.waitingSince) + HOUR).toISOString()),
    fires: ({ priority }) => (priority === 'urgent' ? [] : [{ type: 'set', field: 'priority', value: 'urgent' }]),
  };
  const ROWS: DeadlineRows = { ...DEADLINE_KINDS, answer };
  const kind = 'answer' as DeadlineKind;

  it('follows the state of its ticket', () => {
    const waiting = plainTicket({ threadId: 'th', status: 'working', waitingSince: at(-60_000) });
    const due = deadlinesAfter(waiting, moment, null, ROWS);
    expect(due).toEqual({ answer: at(HOUR - 60_000) });
    const armed = { ...waiting, deadlines: due };
    expect(deadlinesAfter({ ...armed, waitingSince: null }, moment, null, ROWS)).toEqual({});
    expect(deadlinesAfter({ ...armed, status: 'solved' }, moment, {}, ROWS)).toEqual({ closure: at(24 * HOUR) });
    expect(timersOf('t', armed, ROWS).map(timerName)).toEqual([expect.stringMatching(/^answer-[0-9a-f]{40}$/)]);
  });

  it('does not begin again when it has fired', () => {
    const late = plainTicket({ threadId: 'th', status: 'working', waitingSince: at(-HOUR) });
    expect(deadlinesAfter(late, moment, null, ROWS)).toEqual({});
    // Until then, also when the hub was away at its time.
    const standing = { ...late, waitingSince: at(-2 * HOUR), deadlines: { answer: at(-HOUR) } as Ticket['deadlines'] };
    expect(deadlinesAfter(standing, moment, null, ROWS)).toEqual({ answer: at(-HOUR) });
  });

  it('of a later release stays while its ticket is changed, and goes with it', () => {
    const known = { ...ticketIn('pending'), escalations: null, deadlines: { closure: at(HOUR), answer: at(1) } as Ticket['deadlines'] };
    expect(deadlinesAfter(known, moment, null)).toEqual({ closure: at(HOUR), answer: at(1) });
    expect(deadlinesAfter({ ...known, status: 'closed' }, moment, {})).toEqual({});
  });

  it('fires once, and does what its row says', async () => {
    const { deps, ticketId, b } = await ticketHub();
    const put = async (): Promise<string> => {
      const dueAt = new Date(b.now).toISOString();
      await patchTicket({ ...deps, mayTouch: () => true }, agent('eve'), { ticketId, patch: { priority: 'low' }, ifMatch: null });
      const [head] = await deps.table.get([{ pk: `T#${TENANT}#TH#${ticketId.split('.')[0] as string}`, sk: 'HEAD' }]);
      await deps.table.write({ op: 'put', item: { ...head, ticket: { ...(head as { ticket?: object }).ticket, deadlines: { answer: dueAt } } } as never });
      return dueAt;
    };
    const timer = { ticketId, kind, dueAt: await put() };
    expect([await timerDue(deps, agent('x'), timer, ROWS), await timerDue(deps, agent('x'), timer, ROWS)]).toEqual([true, false]);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ priority: 'urgent', status: 'created', deadlines: {} });
  });

  it('that nobody knows does nothing, and is refused where timers are read', async () => {
    const { deps, ticketId } = await ticketHub();
    expect(await timerDue(deps, agent('x'), { ticketId, kind, dueAt: at(0) })).toBe(false);
    const timer = { schema: 'timers/1', tenantId: TENANT, ticketId, kind: 'closure', dueAt: at(0) };
    expect(timerSchema.safeParse(timer).success).toBe(true);
    expect(timerSchema.safeParse({ ...timer, kind }).success).toBe(false);
  });
});

it('timers that were armed before still carry their names', () => {
  // Made by the release of November 2026: an armed schedule is disarmed by this name.
  const timer = { schema: 'timers/1', tenantId: 't', ticketId: 'th.1', kind: 'closure', dueAt: '2026-11-22T12:00:00.000Z' } as const;
  expect(timerName(timer)).toBe('closure-89fa61de1ea0665621ff17f6bff05ea7f6c610e1');
});
