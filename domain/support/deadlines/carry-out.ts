import { inParallel } from '../../in-parallel.ts';
import type { AnyTimer, TimerStep } from './plan.ts';

/** The two services that hold timers: `Schedules` and `Queues` implement them. */
export interface TimerEdges {
  readonly schedules: {
    arm(schedule: { readonly name: string; readonly at: number; readonly payload: string }): Promise<void>;
    disarm(name: string): Promise<void>;
  };
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]): Promise<void> };
  readonly timerQueueUrl: string;
}

/** Parallel calls of Scheduler. */
const WIDTH = 10;

/**
 * Carries out timer plans. Safe to repeat after a crash. Steps with the same name stay in order; delayed messages of all
 * plans are sent together. @throws what a service throws; the caller's event source repeats everything.
 */
export async function carryOutTimers(edges: TimerEdges, steps: readonly TimerStep<AnyTimer>[]): Promise<void> {
  const delayed = steps.filter((step) => step.step === 'delay');
  if (delayed.length > 0) {
    await edges.queues.send(
      edges.timerQueueUrl,
      delayed.map(({ timer, seconds }) => ({ body: JSON.stringify(timer), delaySeconds: seconds })),
    );
  }
  // Of several steps with the same name, only the last counts.
  const last = new Map<string, Exclude<TimerStep<AnyTimer>, { step: 'delay' }>>();
  for (const step of steps) if (step.step !== 'delay') last.set(step.name, step);
  await inParallel(last.values(), WIDTH, async (step) => {
    if (step.step === 'disarm') await edges.schedules.disarm(step.name);
    else await edges.schedules.arm({ name: step.name, at: step.at, payload: JSON.stringify(step.timer) });
  });
}
