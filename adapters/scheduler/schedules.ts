/** The edge to EventBridge Scheduler. `#scheduler` resolves to `eventbridge.ts`, or to `embedded.ts` on a laptop. */
export interface Schedules {
  /** Arms a one-time schedule, replacing one of the same name. `at`: epoch ms. `name`: [0-9a-zA-Z-_.]{1,64}. */
  arm(schedule: { readonly name: string; readonly at: number; readonly payload: string }): Promise<void>;
  /** Disarms; does nothing if there is no such schedule. */
  disarm(name: string): Promise<void>;
}

/** Schedules cannot be armed now: the caller retries. */
export class SchedulesUnavailable extends Error {
  constructor(cause: unknown) {
    super('the scheduler is unavailable', { cause });
    this.name = 'SchedulesUnavailable';
  }
}
