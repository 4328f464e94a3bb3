import { RetryLater } from '../retry-later.ts';

/** An action that cannot be carried out. It goes to the dead-letter queue with the reason. */
export class ActionRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ActionRefused';
  }
}

/** How often the queue has delivered the action, including this time, and when it was queued (epoch ms). */
export interface Attempt {
  readonly receives: number;
  readonly queuedAt: number;
}

interface Patience {
  readonly clock: () => number;
  /** How long an action is retried before it goes to the dead-letter queue, in ms. */
  readonly repeatForMs: number;
}

/** Schedules another try, or ends the action if its time is over. */
export const laterOf =
  ({ clock, repeatForMs }: Patience, { queuedAt }: Attempt) =>
  (reason: string, pauseMs: number): RetryLater | ActionRefused => {
    const leftMs = queuedAt + repeatForMs - clock();
    return leftMs > 0 ? new RetryLater(reason, Math.min(pauseMs, leftMs)) : new ActionRefused(`given up: ${reason}`);
  };
