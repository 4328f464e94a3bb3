import { RetryLater } from '../retry-later.ts';

/** An action that cannot be carried out, now or any more; it goes to the dead letters with its reason. */
export class ActionRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ActionRefused';
  }
}

/** How often the queue has delivered the action, this time included, and since when (epoch ms). */
export interface Attempt {
  readonly receives: number;
  readonly queuedAt: number;
}

interface Patience {
  readonly clock: () => number;
  /** How long an action is repeated before it goes to the dead letters, in ms. */
  readonly repeatForMs: number;
}

/** Another try, or the end of the action when its time is over. */
export const laterOf =
  ({ clock, repeatForMs }: Patience, { queuedAt }: Attempt) =>
  (reason: string, pauseMs: number): RetryLater | ActionRefused => {
    const leftMs = queuedAt + repeatForMs - clock();
    return leftMs > 0 ? new RetryLater(reason, Math.min(pauseMs, leftMs)) : new ActionRefused(`given up: ${reason}`);
  };
