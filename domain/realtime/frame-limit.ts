import type { Clock } from '../context.ts';
import type { ClientFrame } from './frames.ts';

/** Seconds of frames that may come at once. */
const BURST_SECONDS = 5;
/** Connections remembered; those that have been quiet for longest are forgotten first, and begin with a whole burst again. */
const KEPT = 10_000;
/** What a frame counts for. A replay reads hundreds of items. */
const RESUME_COST = 10;

export const costOf = ({ type }: Pick<ClientFrame, 'type'> | { readonly type: 'error' }): number => (type === 'resume' ? RESUME_COST : 1);

export interface FrameLimit {
  /** Takes so many frames of a connection's share. False: it has used it up. */
  take(connectionId: string, cost: number): boolean;
  forget(connectionId: string): void;
}

/**
 * Frames a second that one connection may send, with bursts. It is counted in the process, before anything is read, so that a flood costs next
 * to nothing; several processes on Lambda each grant the share, which bounds a flood all the same.
 */
export const frameLimit = ({ perSecond, clock }: { readonly perSecond: number; readonly clock: Clock }): FrameLimit => {
  const burst = Math.max(perSecond * BURST_SECONDS, RESUME_COST);
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(connectionId, cost) {
      const now = clock();
      const held = buckets.get(connectionId) ?? { left: burst, at: now };
      // A clock that steps back takes nothing away.
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
