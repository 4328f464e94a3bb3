import { describe, expect, it } from 'vitest';
import { type Capabilities, RECEIVES_ONLY } from '../../../../domain/channels/capabilities.ts';
import { type OutboundSignal, signalEntryOf, signalIn } from '../../../../domain/outbound/signals/signal.ts';

const AT = Date.parse('2026-11-29T10:00:00.000Z');
const signal = (change: Partial<OutboundSignal> = {}): OutboundSignal => ({
  signal: 'typing',
  tenantId: 't',
  threadId: 'th',
  originId: 'o',
  channel: 'whatsapp',
  number: 3,
  at: AT,
  ...change,
});
const having = (dm: Capabilities['surfaces']['dm']): Capabilities => ({ surfaces: { dm: dm ?? {}, comment: { reply: {} } }, idempotent: false });
const idOf = (capabilities: Capabilities, given: OutboundSignal) => signalEntryOf(capabilities, given)?.dedupeId;

describe('a signal on its way to the senders', () => {
  it('is none where no surface of the channel has it', () => {
    expect(signalEntryOf(RECEIVES_ONLY, signal())).toBeNull();
    expect(signalEntryOf(having({ markRead: {} }), signal())).toBeNull();
    expect(signalEntryOf(having({ typing: {} }), signal({ signal: 'markRead' }))).toBeNull();
  });

  it('of typing is the same one for the provider’s interval, and another one after it', () => {
    const capabilities = having({ typing: { everySeconds: 20 } });
    const first = idOf(capabilities, signal());
    expect(idOf(capabilities, signal({ at: AT + 19_999, number: 4 }))).toBe(first);
    expect(idOf(capabilities, signal({ at: AT + 20_000 }))).not.toBe(first);
    // Without an interval of its own, a channel is told every five seconds.
    expect(idOf(having({ typing: {} }), signal({ at: AT + 4_999 }))).toBe(idOf(having({ typing: {} }), signal()));
    expect(idOf(having({ typing: {} }), signal({ at: AT + 5_000 }))).not.toBe(idOf(having({ typing: {} }), signal()));
  });

  it('of a message that was read is one for each message, and has a group apart from typing', () => {
    const capabilities = having({ markRead: {}, typing: {} });
    const read = signal({ signal: 'markRead' });
    expect(signalEntryOf(capabilities, read)).toEqual({ signal: read, groupId: 'th.markRead', dedupeId: 'th.markRead.3' });
    expect(idOf(capabilities, { ...read, at: AT + 60_000 })).toBe('th.markRead.3');
    expect(signalEntryOf(capabilities, signal())?.groupId).toBe('th.typing');
  });

  it('is told from the call of a rule', () => {
    expect(signalIn(signal())).toEqual(signal());
    for (const other of [{ kind: 'webhook' }, { signal: 'wave' }, {}]) expect(signalIn(other)).toBeNull();
  });
});
