import type { Clock } from '../context.ts';
import type { ClientFrame } from './frames.ts';

/** Burst size in seconds of frames. */
const BURST_SECONDS = 5;
/** Maximum of remembered connections. The quietest ones are forgotten first, and start with a full burst again. */
const KEPT = 10_000;
/** The cost of a frame. A replay reads hundreds of items. */
const RESUME_COST = 10;

export const costOf = ({ type }: Pick<ClientFrame, 'type'> | { readonly type: 'error' }): number => (type === 'resume' ? RESUME_COST : 1);

export interface FrameLimit {
  /** Spends this many frames of a connection's budget. False: it is used up. */
  take(connectionId: string, cost: number): boolean;
  forget(connectionId: string): void;
}

/**
 * A token bucket: frames per second that one connection may send, with bursts. It is counted in the process, before anything is read, so that a flood costs
 * almost nothing. On Lambda each process has its own buckets, which still limits a flood.
 */
export const frameLimit = ({ perSecond, clock }: { readonly perSecond: number; readonly clock: Clock }): FrameLimit => {
  const burst = Math.max(perSecond * BURST_SECONDS, RESUME_COST);
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(connectionId, cost) {
      const now = clock();
      const held = buckets.get(connectionId) ?? { left: burst, at: now };
      // A clock that is set back removes nothing.
      const left = Math.min(burst, held.left + (Math.max(0, now - held.at) * perSecond) / 1000);
      const isGranted = left >= cost;
      buckets.delete(connectionId);
      buckets.set(connectionId, { left: isGranted ? left - cost : left, at: now });
      if (buckets.size > KEPT) buckets.delete(buckets.keys().next().value as string);
      return isGranted;
    },
    forget: (connectionId) => void buckets.delete(connectionId),
  };
};
