import { randomUUID } from 'node:crypto';
import { onWake } from '../../adapters/embedded/wake.ts';
import type { DueSchedule, ScheduleStore } from '../../adapters/scheduler/embedded/store.ts';
import { ACCOUNT, REGION } from '../assembly/identity.ts';
import type { SchedulePlan } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { WakeableSleep } from './backoff.ts';
import type { EngineHealth } from './engine-health.ts';
import type { GiveUp } from './failure-destination.ts';
import type { Poller } from './poller.ts';
import { nextRun } from './schedule-expression.ts';

/** Waits before the second and third try of a schedule's function. Lambda waits one and two minutes. */
const RETRY_MS = [2_000, 10_000] as const;
const IDLE_MS = 5_000;
const AT_ONCE = 100;

/** Runs one-time schedules of functions, and recurring schedules of the stacks. */
export class Scheduler implements Poller {
  readonly #store: ScheduleStore;
  /** By ARN. */
  readonly #functions: ReadonlyMap<string, LocalFunction>;
  readonly #health: EngineHealth;
  readonly #giveUp: GiveUp;
  readonly #sleeper = new WakeableSleep();
  readonly #recurring: { readonly plan: SchedulePlan; at: number | undefined }[];
  readonly #done: Promise<void>;
  readonly #forget: () => void;
  /** Runs of recurring schedules. Timers do not wait for them, even if a function takes a minute. */
  readonly #underway = new Set<Promise<void>>();
  #stopped = false;

  /** The maximum time between two runs of a recurring schedule. */
  readonly #mostMs: number;

  constructor(
    store: ScheduleStore,
    recurring: readonly SchedulePlan[],
    functions: ReadonlyMap<string, LocalFunction>,
    health: EngineHealth,
    giveUp: GiveUp,
    mostMs = Number.POSITIVE_INFINITY,
  ) {
    this.#mostMs = mostMs;
    this.#store = store;
    this.#functions = functions;
    this.#health = health;
    this.#giveUp = giveUp;
    this.#recurring = recurring.map((plan) => ({ plan, at: this.#next(plan, Date.now()) }));
    this.#forget = onWake('schedules', () => this.#sleeper.ring());
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget();
    this.#sleeper.ring();
    await this.#done;
    await Promise.all(this.#underway);
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#health.whenUp();
      try {
        const due = this.#store.due(Date.now(), AT_ONCE);
        this.#recur();
        await Promise.all(due.map((schedule) => this.#fire(schedule)));
        if (due.length === AT_ONCE) continue;
        const next = Math.min(this.#store.nextAt() ?? Number.POSITIVE_INFINITY, ...this.#recurring.map(({ at }) => at ?? Number.POSITIVE_INFINITY));
        await this.#sleeper.wait(Math.max(1, Math.min(IDLE_MS, next - Date.now())));
      } catch (error) {
        logRepeatedError('schedules cannot be read at the moment', error);
        await this.#sleeper.wait(IDLE_MS);
      }
    }
  }

  async #fire(schedule: DueSchedule): Promise<void> {
    const startedAt = Date.now();
    const fn = this.#functions.get(schedule.target);
    if (fn === undefined) {
      console.error(`parley: schedule ${schedule.name} calls ${schedule.target}, which is not a function here; it is dropped`);
      this.#store.done(schedule);
      return;
    }
    try {
      await fn.invoke(payloadOf(schedule.payload));
      this.#store.done(schedule);
    } catch (error) {
      if (await this.#health.explains(error, startedAt)) return this.#store.later(schedule, Date.now() + 250);
      const { maxRetries, onFailure } = fn.plan.asynchronous;
      if (schedule.attempts < maxRetries) return this.#store.later(schedule, Date.now() + (RETRY_MS[schedule.attempts] ?? RETRY_MS[1]));
      this.#giveUp(
        onFailure,
        { functionArn: fn.plan.arn, condition: 'RetryAttemptsExhausted', attempts: schedule.attempts + 1, error },
        { requestPayload: payloadOf(schedule.payload) },
      );
      this.#store.done(schedule);
    }
  }

  #next({ expression }: SchedulePlan, after: number): number | undefined {
    const at = nextRun(expression, after);
    return at === undefined ? undefined : Math.min(at, after + this.#mostMs);
  }

  #recur(): void {
    const now = Date.now();
    for (const one of this.#recurring) {
      if (one.at === undefined || one.at > now) continue;
      const { plan, at } = one;
      one.at = this.#next(plan, now);
      const fn = [...this.#functions.values()].find((candidate) => candidate.plan.name === plan.functionName);
      if (fn === undefined) continue;
      const event = plan.input === null ? scheduledEvent(plan.name, at) : payloadOf(plan.input);
      const run: Promise<void> = fn
        .invoke(event)
        .then(
          () => undefined,
          (error: unknown) => logRepeatedError(`schedule ${plan.name} failed`, error),
        )
        .finally(() => this.#underway.delete(run));
      this.#underway.add(run);
    }
  }
}

function payloadOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** EventBridge's event for a schedule without input. */
const scheduledEvent = (name: string, at: number): Record<string, unknown> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: ACCOUNT,
  time: `${new Date(at).toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: [`arn:aws:events:${REGION}:${ACCOUNT}:rule/${name}`],
  detail: {},
});
