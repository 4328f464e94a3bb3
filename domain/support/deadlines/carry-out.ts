import type { TimerStep } from './plan.ts';

/** The two edges that hold timers: `Schedules` and `Queues` fit. */
export interface TimerEdges {
  readonly schedules: {
    arm(schedule: { readonly name: string; readonly at: number; readonly payload: string }): Promise<void>;
    disarm(name: string): Promise<void>;
  };
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]): Promise<void> };
  readonly timerQueueUrl: string;
}

/** Calls of Scheduler in flight at once. */
const WIDTH = 10;

/**
 * Carries out plans, safely again after a crash in the middle. Steps of one name stay in their order; delayed messages of all
 * plans go out together. @throws what an edge throws; the caller's event source repeats the whole.
 */
export async function carryOutTimers(edges: TimerEdges, steps: readonly TimerStep[]): Promise<void> {
  const delayed = steps.filter((step) => step.step === 'delay');
  if (delayed.length > 0) {
    await edges.queues.send(
      edges.timerQueueUrl,
      delayed.map(({ timer, seconds }) => ({ body: JSON.stringify(timer), delaySeconds: seconds })),
    );
  }
  // Of several steps with one name only the last counts.
  const last = new Map<string, Exclude<TimerStep, { step: 'delay' }>>();
  for (const step of steps) if (step.step !== 'delay') last.set(step.name, step);
  const waiting = [...last.values()];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (step.step === 'disarm') await edges.schedules.disarm(step.name);
      else await edges.schedules.arm({ name: step.name, at: step.at, payload: JSON.stringify(step.timer) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, waiting.length) }, work));
}
