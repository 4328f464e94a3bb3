import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EscalationTarget } from '../../../../domain/automation/actions/action.ts';
import { readCausation } from '../../../../domain/automation/causation.ts';
import type { Effect } from '../../../../domain/automation/policy.ts';
import { actionKey, type OutboundAction, outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { ActionRefused } from '../../../../domain/outbound/rule-actions/attempt.ts';
import { holdMail } from '../../../../domain/outbound/rule-actions/escalation-mail.ts';
import { type ActionDeps, type Posted, runAction } from '../../../../domain/outbound/rule-actions/run-action.ts';
import { ruleWebhook } from '../../../../functions/api/openapi/webhooks.ts';
import { plainPolicy, TENANT } from '../../support/inbound/events.ts';
import { ticketHub } from '../../support/tickets/hub.ts';

const HOURS_4 = 4 * 3_600_000;
const webhook: Effect = { type: 'webhook', ruleId: 'r1', action: { url: 'https://shop.example/hook' } };
const escalation = (target: Record<string, string>): Effect => ({
  type: 'escalate',
  ruleId: 'r1',
  target: target as EscalationTarget,
  text: 'please help',
  dueAt: null,
});

const setUp = async (effect: Effect = webhook) => {
  const rules = plainPolicy({ runRules: (event) => ({ effects: event === 'ticket.created' ? [effect] : [], matched: ['r1'] }) });
  const { b, ticketId } = await ticketHub({ policy: rules });
  const actions = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []).flatMap((entry) => (entry.to === 'actions' ? [entry.outbound] : []));
  const calls: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
  let posted: Posted = { status: 204 };
  const deps: ActionDeps = {
    table: b.table,
    clock: b.deps.clock,
    random: () => 0,
    repeatForMs: HOURS_4,
    webhookSecret: async () => 'shh',
    causationKey: async () => 'key',
    mail: { mailboxFor: async () => null, hold: holdMail({ table: b.table, clock: b.deps.clock }) },
    turn: async () => () => {},
    post: async (url, headers, body) => (calls.push({ url, headers, body }), posted),
  };
  const delivery = { receives: 1, queuedAt: b.now };
  return {
    b,
    ticketId,
    deps,
    actions,
    action: actions[0] as OutboundAction,
    calls,
    delivery,
    pass: (ms: number) => void (b.now += ms),
    answer: (next: Posted) => (posted = next),
  };
};

describe('an action of a rule', () => {
  it('posts the ticket as it stands, signed over the bytes it sends', async () => {
    const { deps, delivery, action, calls, ticketId } = await setUp();
    await runAction(deps, action, delivery);
    const [call] = calls as [(typeof calls)[number]];
    expect(call.url).toBe('https://shop.example/hook');
    expect(call.headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', 'shh').update(call.body).digest('hex')}`);
    expect(JSON.parse(call.body)).toMatchObject({ id: action.id, event: 'webhook', ruleId: 'r1', ticket: { id: ticketId, status: 'created' } });
    expect(ruleWebhook.parse(JSON.parse(call.body))).toEqual(JSON.parse(call.body));
  });

  it('has the same id at every repeat, so that the receiver can tell', async () => {
    const { deps, delivery, action, calls } = await setUp();
    await runAction(deps, action, delivery);
    await runAction(deps, action, delivery);
    expect(new Set(calls.map(({ headers }) => headers['x-parley-delivery-id']))).toEqual(new Set([action.id]));
  });

  it('an escalation to an address is a note and a call, to a team a note alone', async () => {
    const { deps, delivery, action, calls } = await setUp(escalation({ url: 'https://shop.example/help' }));
    await runAction(deps, action, delivery);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ event: 'escalate', text: 'please help', ticket: { lastMessage: { kind: 'note' } } });
    expect((await setUp(escalation({ teamId: 'red' }))).actions).toEqual([]);
  });

  it.each([99, 408, 425, 429, 500, 503, 600, 999])('is tried again after a %i', async (status) => {
    const { deps, delivery, action, answer } = await setUp();
    answer({ status });
    await expect(runAction(deps, action, delivery)).rejects.toThrow(RetryLater);
  });

  it.each([101, 301, 400, 401, 404, 410])('is refused for good by a %i', async (status) => {
    const { deps, delivery, action, answer } = await setUp();
    answer({ status });
    await expect(runAction(deps, action, delivery)).rejects.toThrow(ActionRefused);
  });

  it('never leaves unsigned, nor without an address, nor for a ticket that is gone', async () => {
    const { deps, delivery, action, calls } = await setUp();
    await expect(runAction({ ...deps, webhookSecret: async () => undefined }, action, delivery)).rejects.toThrow(/webhookSecret/);
    await expect(runAction(deps, { ...action, action: {} }, delivery)).rejects.toThrow(/no address/);
    await expect(runAction(deps, { ...action, ticketId: action.ticketId.replace('.1', '.9') }, delivery)).rejects.toThrow(/gone/);
    await expect(runAction(deps, { ...action, tenantId: `${TENANT}2` }, delivery)).rejects.toThrow(/gone/);
    expect(calls).toEqual([]);
  });

  it('waits in a group of its own rule and ticket, so that it holds no reply and no other rule', async () => {
    const { b, ticketId } = await setUp();
    const groups = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []).map(({ groupId }) => groupId);
    expect(groups).toEqual([`${ticketId}:r1`]);
  });

  it('carries how deep its chain is, signed', async () => {
    const { deps, delivery, action, calls } = await setUp();
    await runAction(deps, { ...action, depth: 3 }, delivery);
    expect(readCausation('key', TENANT, calls[0]?.headers['x-parley-causation'])).toEqual({ depth: 3, id: action.id });
  });

  it('of an escalation names it as EVENTS.md does', async () => {
    const { deps, delivery, action, calls } = await setUp(escalation({ url: 'https://shop.example/help' }));
    await runAction(deps, action, delivery);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
      escalationId: action.action['escalationId'],
      ticketId: action.ticketId,
      sequence: 1,
      dueAt: null,
    });
    expect(ruleWebhook.parse(JSON.parse(calls[0]?.body ?? '')).event).toBe('escalate');
    // Those that an earlier release planned have the id of their call.
    const { escalationId: _id, ...older } = action.action;
    await runAction(deps, { ...action, id: 'other', action: older }, delivery);
    expect(JSON.parse(calls[1]?.body ?? '')).toMatchObject({ escalationId: 'other' });
  });

  it('of an escalation by mail is kept, once, where an operator finds it', async () => {
    const { b, deps, delivery, action, calls } = await setUp(escalation({ email: 'pat@help.example' }));
    const dated = { ...action, action: { ...action.action, dueAt: '2026-03-02T10:00:00Z' } };
    await runAction(deps, dated, delivery);
    b.now += 1_000;
    await runAction(deps, dated, delivery);
    expect(calls).toEqual([]);
    expect(b.table.all().filter(({ pk }) => pk === `T#${TENANT}#MAIL`)).toMatchObject([
      {
        to: 'pat@help.example',
        subject: 'Escalation of ticket #1',
        text: 'please help\n\nPlease answer until 2026-03-02T10:00:00Z.',
        at: '2026-03-01T10:00:00.000Z',
      },
    ]);
    expect(b.table.all().find(({ sk }) => sk.startsWith('O#'))).toMatchObject({ settled: 'held' });
    await expect(runAction(deps, { ...action, tenantId: `${TENANT}2` }, delivery)).rejects.toThrow(/gone/);
  });

  it('is repeated ever more slowly, as the receiver asks, and after hours goes to the dead letters with its reason', async () => {
    const { deps, delivery, action, answer, pass } = await setUp();
    answer({ status: 503 });
    const after = async (receives: number): Promise<number> =>
      ((await runAction(deps, action, { ...delivery, receives }).catch((error: unknown) => error)) as RetryLater).afterMs;
    expect(await after(1)).toBeLessThanOrEqual(5_000);
    expect(await after(9)).toBeGreaterThan(await after(3));
    answer({ status: 429, retryAfterSeconds: 90 });
    expect(await after(1)).toBeGreaterThanOrEqual(90_000);
    pass(HOURS_4);
    await expect(runAction(deps, action, delivery)).rejects.toThrow('given up: the webhook answered 429');
    answer({ unanswered: 'ETIMEDOUT' });
    await expect(runAction(deps, action, delivery)).rejects.toThrow('given up: no answer (ETIMEDOUT)');
  });

  it('pauses as a deployment asks, also for a receiver that does not answer', async () => {
    const { deps, delivery, action, answer } = await setUp();
    const pause = async (): Promise<number> =>
      ((await runAction({ ...deps, firstPauseMs: 300 }, action, delivery).catch((error: unknown) => error)) as RetryLater).afterMs;
    answer({ status: 503 });
    expect(await pause()).toBe(150);
    answer({ unanswered: 'ETIMEDOUT' });
    expect(await pause()).toBe(150);
  });

  it('that was taken is not made again, however often it is delivered', async () => {
    const { b, deps, delivery, action, calls, answer } = await setUp();
    answer({ status: 503 });
    await expect(runAction(deps, action, delivery)).rejects.toThrow(RetryLater);
    answer({ status: 204 });
    await runAction(deps, action, delivery);
    await runAction(deps, action, delivery);
    expect(calls).toHaveLength(2);
    expect((await b.table.get([actionKey(action)]))[0]).toMatchObject({ settles: true, settled: 'done' });
  });

  it('that was taken is done, also when nobody could write that down', async () => {
    const { deps, delivery, action, calls } = await setUp();
    await runAction({ ...deps, table: { ...deps.table, write: () => Promise.reject(new Error('away')) } }, action, delivery);
    expect(calls).toHaveLength(1);
  });

  it('whose address is refused at the call is refused for good', async () => {
    const { deps, delivery, action, answer } = await setUp();
    answer({ unanswered: 'the address must be a host of the public internet', refused: true });
    await expect(runAction(deps, action, delivery)).rejects.toThrow(ActionRefused);
  });

  it('of a receiver that hangs is not called by others of its tenant until one has got an answer', async () => {
    const { b, deps, delivery, action, calls, answer, pass } = await setUp();
    const slow: ActionDeps = { ...deps, post: async (...given) => (pass(10_000), deps.post(...given)) };
    answer({ unanswered: 'ETIMEDOUT' });
    for (const ruleId of ['r1', 'r2', 'r3']) await expect(runAction(slow, { ...action, ruleId }, delivery)).rejects.toThrow(RetryLater);
    await expect(runAction(deps, action, delivery)).rejects.toThrow(RetryLater);
    expect(calls).toHaveLength(3);
    const elsewhere = { ...action, id: `${action.id}1`, action: { url: 'https://other.example/' } };
    answer({ status: 200 });
    await runAction(deps, elsewhere, delivery);
    pass(5_000);
    await runAction(deps, action, delivery);
    expect(b.table.all().filter(({ sk }) => sk === 'GATE')).toEqual([]);
  });

  it('waits for a place among the calls under way', async () => {
    const { deps, delivery, action, calls } = await setUp();
    await expect(runAction({ ...deps, turn: async () => null }, action, delivery)).rejects.toThrow(RetryLater);
    expect(calls).toEqual([]);
  });
});
