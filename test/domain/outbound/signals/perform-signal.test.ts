import { describe, expect, it } from 'vitest';
import type { ChannelAction } from '../../../../domain/channels/actions.ts';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { gateKey, holdGate, markAccessLost, strikeGate } from '../../../../domain/outbound/gate.ts';
import type { WayOut } from '../../../../domain/outbound/replies/sending.ts';
import { performSignal, type SignalDeps } from '../../../../domain/outbound/signals/perform-signal.ts';
import type { OutboundSignal } from '../../../../domain/outbound/signals/signal.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { inbound, ORIGIN, TENANT } from '../../support/inbound/events.ts';
import { agent, ticketHub } from '../../support/tickets/hub.ts';

const BOTH: Capabilities = { surfaces: { dm: { reply: {}, markRead: {}, typing: { marksRead: true } } }, idempotent: false };
const said = { code: '429', message: 'busy' };

/** A ticket with two messages of the customer and a reply behind them. */
const setUp = async (change: Partial<WayOut> = {}) => {
  const { b, deps, ticketId } = await ticketHub();
  await applyBatch(b.deps, [inbound('ann', 'm2')]);
  await postMessage(deps, agent('eve'), ticketId, { kind: 'reply', text: 'hello', attachments: [] });
  const calls: ChannelAction[] = [];
  let left = 0;
  const way: WayOut = {
    capabilities: BOTH,
    turn: async () => () => void (left += 1),
    async perform(action) {
      calls.push(action);
      return { outcome: 'sent', providerId: null };
    },
    ...change,
  };
  const signals: SignalDeps = { table: deps.table, clock: () => b.now, causationKey: async () => 'key', channelFor: async () => way };
  const { threadId } = (await loadTicket(deps.table, TENANT, ticketId)) ?? { threadId: '' };
  const signal: OutboundSignal = { signal: 'markRead', tenantId: TENANT, threadId, originId: ORIGIN, channel: 'whatsapp', number: 2, at: b.now };
  const told = (given: Partial<OutboundSignal> = {}, more: Partial<SignalDeps> = {}) => performSignal({ ...signals, ...more }, { ...signal, ...given });
  return { b, calls, told, left: () => left, gateDeps: { table: deps.table, clock: () => b.now, random: () => 0 }, key: gateKey(TENANT, ORIGIN) };
};

describe('what a customer sees of an agent besides replies', () => {
  it('is one call about the newest message of the customer that was read', async () => {
    const { told, calls, left } = await setUp();
    expect(await told()).toBe('sent');
    expect(await told({ number: 1 })).toBe('sent');
    expect(await told({ number: 9 })).toBe('sent');
    expect(await told({ signal: 'typing' })).toBe('sent');
    expect(calls).toMatchObject([
      { kind: 'markRead', message: 'm2', to: 'ann', surface: 'dm', originId: ORIGIN },
      { kind: 'markRead', message: 'm1' },
      { kind: 'markRead', message: 'm2' },
      { kind: 'typing', on: true, message: 'm2' },
    ]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(4);
    expect(left()).toBe(4);
  });

  it('comes in time or not at all', async () => {
    const { b, told, calls } = await setUp();
    const at = b.now;
    b.now += 10_001;
    expect(await told({ signal: 'typing', at })).toBe('late');
    expect(await told({ at })).toBe('sent');
    b.now += 600_000;
    expect(await told({ at })).toBe('late');
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['held by the provider', (d, k) => holdGate(d, k, said, 60)],
    ['silent', (d, k) => strikeGate(d, k, 'c', said)],
    ['without access', (d, k) => markAccessLost(d, k, said)],
  ] satisfies [string, (deps: Parameters<typeof holdGate>[0], key: Parameters<typeof holdGate>[1]) => Promise<void>][])(
    'is left out for an origin that is %s',
    async (_, trouble) => {
      const { told, calls, gateDeps, key } = await setUp();
      await trouble(gateDeps, key);
      expect(await told()).toBe('origin in trouble');
      expect(calls).toEqual([]);
    },
  );

  it('closes no gate: a provider that refuses it does not hold replies', async () => {
    const refused = { outcome: 'retry', error: said, holdsOrigin: true } as const;
    const { told, gateDeps, key } = await setUp({ perform: async () => refused });
    expect(await told()).toBe('retry');
    expect(await gateDeps.table.get([key])).toEqual([undefined]);
  });

  it('is not told where the business shows no read marks, nor where typing would show one', async () => {
    const { told, calls } = await setUp({ readMarks: false });
    expect([await told(), await told({ signal: 'typing' })]).toEqual(['read marks are off', 'read marks are off']);
    expect(calls).toEqual([]);
    const other = await setUp({ readMarks: false, capabilities: { surfaces: { dm: { typing: {} } }, idempotent: false } });
    expect(await other.told({ signal: 'typing' })).toBe('sent');
  });

  it('needs a way out, a message and the action on its surface, and waits for nobody', async () => {
    const { told } = await setUp();
    expect(await told({}, { channelFor: async () => ({ refused: 'origin_disabled' }) })).toBe('no way out');
    expect(await told({ threadId: 'nowhere' })).toBe('no way out');
    expect(await told({ number: 0 })).toBe('no message');
    const comments = await setUp({ capabilities: { surfaces: { dm: { reply: {} } }, idempotent: false } });
    expect(await comments.told()).toBe('no such action');
    const busy = await setUp({ turn: async () => null });
    expect(await busy.told()).toBe('busy');
  });

  it('gives its place back when the call fails', async () => {
    const { told, left } = await setUp({ perform: () => Promise.reject(new Error('no')) });
    await expect(told()).rejects.toThrow('no');
    expect(left()).toBe(1);
  });
});
