import type { Capabilities } from '../../channels/capabilities.ts';
import type { ChannelName } from '../../origins/channels.ts';

export const SIGNALS = ['markRead', 'typing'] as const;
export type SignalKind = (typeof SIGNALS)[number];

/** What a customer sees of an agent besides replies: that a message was read, or that an answer is being written. */
export interface OutboundSignal {
  readonly signal: SignalKind;
  readonly tenantId: string;
  readonly threadId: string;
  readonly originId: string;
  readonly channel: ChannelName;
  /** It concerns the customer's newest message up to this number. */
  readonly number: number;
  /** When the agent did it, epoch ms. */
  readonly at: number;
}

/** For the FIFO queue of the senders, which drops a second entry of the same group and `dedupeId` for five minutes. */
export interface SignalEntry {
  readonly signal: OutboundSignal;
  readonly groupId: string;
  readonly dedupeId: string;
}

/** How long most providers show that somebody is typing, in seconds. */
const TYPING_SECONDS = 5;

/**
 * The entry for a signal; null if no surface of the channel supports it. The queue's deduplication limits the rate at no cost: each message is
 * marked once in five minutes, and typing is sent once in each of the provider's intervals, for any number of agents and devices.
 */
export const signalEntryOf = ({ surfaces }: Capabilities, signal: OutboundSignal): SignalEntry | null => {
  const { signal: kind, threadId, number, at } = signal;
  const limits = Object.values(surfaces).flatMap((surface) => surface[kind] ?? []);
  if (limits.length === 0) return null;
  const seconds = Math.max(...limits.map(({ everySeconds }) => everySeconds ?? TYPING_SECONDS));
  const once = kind === 'markRead' ? number : Math.floor(at / (seconds * 1_000));
  return { signal, groupId: `${threadId}.${kind}`, dedupeId: `${threadId}.${kind}.${once}` };
};

/** The signal of an entry of the queue; null for the call of a rule. */
export const signalIn = (body: unknown): OutboundSignal | null => {
  const { signal } = body as Partial<OutboundSignal>;
  return SIGNALS.some((kind) => kind === signal) ? (body as OutboundSignal) : null;
};
