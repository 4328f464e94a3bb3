import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../domain/automation/policy.ts';
import type { ReplyAction } from '../../../../domain/channels/actions.ts';
import { gateKey } from '../../../../domain/outbound/gate.ts';
import { isOwedAction, type OutboundAction, outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { ActionRefused } from '../../../../domain/outbound/rule-actions/attempt.ts';
import { holdMail, type Mailbox } from '../../../../domain/outbound/rule-actions/escalation-mail.ts';
import { type EscalationDeps, sendEscalation } from '../../../../domain/outbound/rule-actions/send-escalation.ts';
import { escalationMessageId } from '../../../../domain/support/escalations/mail-ids.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { plainPolicy, TENANT } from '../../support/inbound/events.ts';
import { ticketHub } from '../../support/tickets/hub.ts';

const HOUR = 3_600_000;
const EMAIL = 'pat@help.example';
const refused = (code: string) => ({ code, message: 'words' });

const setUp = async (target = EMAIL) => {
  const effect: Effect = { type: 'escalate', ruleId: 'r1', target: { email: target }, text: 'please help', dueAt: null };
  const policy = plainPolicy({ runRules: (event) => ({ effects: event === 'ticket.created' ? [effect] : [], matched: ['r1'] }) });
  const { b, ticketId } = await ticketHub({ policy });
  const [action] = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []).flatMap((entry) => (entry.to === 'actions' ? [entry.outbound] : []));
  const performed: ReplyAction[] = [];
  const state: { outcome: Outcome | Error; busy: boolean; left: number; mailbox: boolean } = {
    outcome: { outcome: 'sent', providerId: '<1@ses>' },
    busy: false,
    left: 0,
    mailbox: true,
  };
  const mailbox: Mailbox = {
    originId: 'box',
    address: 'Help@shop.example',
    turn: async () => (state.busy ? null : () => void (state.left += 1)),
    async perform(given) {
      performed.push(given as ReplyAction);
      if (state.outcome instanceof Error) throw state.outcome;
      return state.outcome;
    },
  };
  const deps: EscalationDeps = {
    table: b.table,
    clock: b.deps.clock,
    random: () => 0,
    mail: { mailboxFor: async () => (state.mailbox ? mailbox : null), hold: holdMail({ table: b.table, clock: b.deps.clock }) },
    repeatForMs: HOUR,
  };
  const run = () => sendEscalation(deps, action as OutboundAction, target, { receives: 1, queuedAt: b.now });
  const item = (): Item => b.table.all().find(({ sk }) => sk.startsWith('O#')) as Item;
  return { b, ticketId, deps, action: action as OutboundAction, performed, state, run, item };
};

describe('an escalation to an address', () => {
  it('is one mail from the tenant’s mailbox that names the escalation in References', async () => {
    const { run, performed, item, ticketId, state } = await setUp();
    await run();
    await run();
    expect(performed).toHaveLength(1);
    const { escalationId: id } = item()['action'] as { escalationId: string };
    expect(performed[0]).toMatchObject({
      kind: 'reply',
      id: `escalation.${id}`,
      originId: 'box',
      ticketId,
      to: EMAIL,
      subject: 'Escalation of ticket #1',
      text: 'please help',
      inReplyTo: null,
      references: [escalationMessageId(TENANT, id)],
      automatic: true,
    });
    expect(item()).toMatchObject({ settled: 'done' });
    expect(state.left).toBe(1);
  });

  it('raised by a person is not marked as a machine’s', async () => {
    const { deps, action, performed, b } = await setUp();
    await sendEscalation(deps, { ...action, ruleId: '' }, EMAIL, { receives: 1, queuedAt: b.now });
    expect(performed[0]?.automatic).toBe(false);
  });

  it('is kept where the tenant has no mailbox', async () => {
    const { run, state, item, performed, b } = await setUp();
    state.mailbox = false;
    await run();
    expect([performed, item()['settled']]).toEqual([[], 'held']);
    expect(b.table.all().filter(({ pk }) => pk === `T#${TENANT}#MAIL`)).toHaveLength(1);
  });

  it('of which nobody knows whether it has left is unknown, and never sent again', async () => {
    const { run, state, item, performed } = await setUp();
    state.outcome = { outcome: 'unknown', error: refused('no_answer') };
    await run();
    expect(item()).toMatchObject({ settled: 'unknown' });
    await run();
    expect(performed).toHaveLength(1);
  });

  it('whose sender died in between is unknown, and never sent again', async () => {
    const { run, state, item, performed, b } = await setUp();
    state.outcome = new Error('killed');
    await expect(run()).rejects.toThrow('killed');
    // A rebuild of the outbox finds it without an end, and brings it once more.
    expect(isOwedAction(item(), b.now)).toBe(true);
    await run();
    expect(item()).toMatchObject({ settled: 'unknown' });
    expect([performed.length, state.left]).toEqual([1, 1]);
  });

  it('that has certainly not left is tried again, until its time is over', async () => {
    const { run, state, deps, item, performed, action, b } = await setUp();
    state.outcome = { outcome: 'retry', error: refused('TooManyRequestsException'), retryAfterSeconds: 30 };
    const later = (await run().catch((error: unknown) => error)) as RetryLater;
    expect(later).toBeInstanceOf(RetryLater);
    expect(later.afterMs).toBeGreaterThanOrEqual(30_000);
    expect(item()).not.toHaveProperty('calling');
    await expect(sendEscalation(deps, action, EMAIL, { receives: 9, queuedAt: b.now - HOUR })).rejects.toThrow('given up: TooManyRequestsException: words');
    state.outcome = { outcome: 'sent', providerId: null };
    await run();
    expect([performed.length, item()['settled']]).toEqual([3, 'done']);
  });

  it.each(['failed', 'reauthorise'] as const)(
    'that the service turns down (%s) goes to the dead letters with its words, and can be put back',
    async (outcome) => {
      const { run, state, item } = await setUp();
      state.outcome = { outcome, error: refused('MessageRejected') };
      await expect(run()).rejects.toThrow(new ActionRefused('MessageRejected: words'));
      expect(item()).not.toHaveProperty('calling');
    },
  );

  it('waits while customers’ replies wait for the mailbox, and while it is busy', async () => {
    const { run, state, b, performed, deps } = await setUp();
    await deps.table.write({ op: 'put', item: { ...gateKey(TENANT, 'box'), until: b.now + 20_000 } });
    await expect(run()).rejects.toMatchObject({ message: 'the mailbox waits', afterMs: 20_000 });
    b.now += 20_000;
    state.busy = true;
    await expect(run()).rejects.toMatchObject({ afterMs: 1_000 });
    expect(performed).toEqual([]);
  });

  it('of two deliveries at once is sent by one', async () => {
    const { run, performed, item } = await setUp();
    const outcomes = await Promise.allSettled([run(), run()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect([performed.length, item()['settled']]).toEqual([1, 'done']);
  });

  it('does not go from a mailbox to itself, where it would be its own answer', async () => {
    const { run, performed } = await setUp('help@SHOP.example');
    await expect(run()).rejects.toThrow(ActionRefused);
    expect(performed).toEqual([]);
  });

  it('of a ticket that is gone is refused; one whose time in the outbox is over is nothing', async () => {
    const { deps, action, b, run, item, performed } = await setUp();
    await expect(sendEscalation(deps, { ...action, tenantId: 'other' }, EMAIL, { receives: 1, queuedAt: 0 })).rejects.toThrow('the ticket is gone');
    const { pk, sk } = item();
    await b.table.write({ op: 'delete', key: { pk, sk } });
    await run();
    expect(performed).toEqual([]);
  });

  it('fails as the table does', async () => {
    const { deps, action, b } = await setUp();
    const table = { ...deps.table, get: deps.table.get.bind(deps.table), write: () => Promise.reject(new Error('away')) };
    await expect(sendEscalation({ ...deps, table: table as unknown as typeof deps.table }, action, EMAIL, { receives: 1, queuedAt: b.now })).rejects.toThrow(
      'away',
    );
  });
});
