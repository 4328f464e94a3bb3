import { callService } from '../../services/call-service.ts';
import type { Service } from '../../services/service.ts';
import { pauseAfter } from '../patience.ts';
import { RetryLater } from '../retry-later.ts';
import type { HelperEntry } from './helper-entry.ts';

export interface HelperDeps {
  /** Null if there is no helper. */
  readonly helper: Service | null;
  readonly clock: () => number;
  /** 0 ≤ n < 1. */
  readonly random: () => number;
  /** How long an event is retried before it goes to the dead-letter queue, in ms. */
  readonly repeatForMs: number;
}

/** An event that the helper rejects. It goes to the dead-letter queue with the reason. */
export class HelperRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'HelperRefused';
  }
}

/** One signed call of the helper. Returns false if there is no helper any more. @throws HelperRefused, RetryLater */
export const tellHelper = async (
  { helper, clock, random, repeatForMs }: HelperDeps,
  { event }: HelperEntry,
  attempt: { readonly receives: number; readonly queuedAt: number },
): Promise<boolean> => {
  if (helper === null) return false;
  const called = await callService(helper, '/v1/events', event);
  if (called.outcome === 'later') {
    const { reason, restMs } = called;
    const leftMs = attempt.queuedAt + repeatForMs - clock();
    if (leftMs <= 0) throw new HelperRefused(`given up: ${reason}`);
    throw new RetryLater(reason, Math.min(restMs ?? pauseAfter(attempt.receives, random()), leftMs));
  }
  if (called.status < 200 || called.status > 299) throw new HelperRefused(`the helper answered ${called.status}`);
  return true;
};
