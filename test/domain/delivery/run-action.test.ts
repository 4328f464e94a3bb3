import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type OutboundAction, outboxEntryOf } from '../../../domain/delivery/outbox.ts';
import { type ActionDeps, ActionRefused, runAction } from '../../../domain/delivery/run-action.ts';
import { TryAgain } from '../../../domain/delivery/sending.ts';
import type { Effect } from '../../../domain/tickets/judge.ts';
import { plainJudge, TENANT } from '../messages/inbound.ts';
import { desk } from '../tickets/desk.ts';

const webhook: Effect = { type: 'webhook', ruleId: 'r1', action: { url: 'https://shop.example/hook' } };
const escalation = (target: Record<string, string>): Effect => ({ type: 'escalate', ruleId: 'r1', action: { target, text: 'please help' } });

const setUp = async (effect: Effect = webhook) => {
  const rules = plainJudge({ runRules: async (event) => ({ effects: event === 'ticket.created' ? [effect] : [], matched: ['r1'] }) });
  const { b, ticketId } = await desk({ judge: rules });
  const actions = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []).flatMap(({ outbound }) => (outbound.type === 'action' ? [outbound] : []));
  const calls: { url: string; headers: Readonly<Record<string, string>>; body: string }[] = [];
  let status = 204;
  const deps: ActionDeps = {
    table: b.table,
    clock: b.deps.clock,
    webhookSecret: async () => 'shh',
    post: async (url, headers, body) => (calls.push({ url, headers, body }), { status }),
  };
  return { b, ticketId, deps, actions, action: actions[0] as OutboundAction, calls, answer: (next: number) => (status = next) };
};

describe('an action of a rule', () => {
  it('posts the ticket as it stands, signed over the bytes it sends', async () => {
    const { deps, action, calls, ticketId } = await setUp();
    await runAction(deps, action);
    const [call] = calls as [(typeof calls)[number]];
    expect(call.url).toBe('https://shop.example/hook');
    expect(call.headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', 'shh').update(call.body).digest('hex')}`);
    expect(JSON.parse(call.body)).toMatchObject({ id: action.id, event: 'webhook', ruleId: 'r1', ticket: { id: ticketId, status: 'created' } });
  });

  it('has the same id at every repeat, so that the receiver can tell', async () => {
    const { deps, action, calls } = await setUp();
    await runAction(deps, action);
    await runAction(deps, action);
    expect(new Set(calls.map(({ headers }) => headers['x-parley-delivery-id']))).toEqual(new Set([action.id]));
  });

  it('an escalation to an address is a note and a call, to a team a note alone', async () => {
    const { deps, action, calls } = await setUp(escalation({ url: 'https://shop.example/help' }));
    await runAction(deps, action);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ event: 'escalate', text: 'please help', ticket: { lastMessage: { kind: 'note' } } });
    expect((await setUp(escalation({ teamId: 'red' }))).actions).toEqual([]);
  });

  it.each([408, 425, 429, 500, 503])('is tried again after a %i', async (status) => {
    const { deps, action, answer } = await setUp();
    answer(status);
    await expect(runAction(deps, action)).rejects.toThrow(TryAgain);
  });

  it.each([301, 400, 401, 404, 410])('is refused for good by a %i', async (status) => {
    const { deps, action, answer } = await setUp();
    answer(status);
    await expect(runAction(deps, action)).rejects.toThrow(ActionRefused);
  });

  it('never leaves unsigned, nor without an address, nor for a ticket that is gone', async () => {
    const { deps, action, calls } = await setUp();
    await expect(runAction({ ...deps, webhookSecret: async () => undefined }, action)).rejects.toThrow(/webhookSecret/);
    await expect(runAction(deps, { ...action, action: {} })).rejects.toThrow(/no address/);
    await expect(runAction(deps, { ...action, ticketId: action.ticketId.replace('.1', '.9') })).rejects.toThrow(/gone/);
    await expect(runAction(deps, { ...action, tenantId: `${TENANT}2` })).rejects.toThrow(/gone/);
    expect(calls).toEqual([]);
  });
});
