import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { wake } from '../../../adapters/embedded/wake.ts';
import { ScheduleStore } from '../../../adapters/scheduler/embedded/store.ts';
import type { SchedulePlan } from '../../../local/assembly/plan.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import type { GiveUp } from '../../../local/workers/failure-destination.ts';
import { Scheduler } from '../../../local/workers/scheduler.ts';
import { until } from '../../harness/until.ts';
import { localFunction } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { Healthy } from './records.ts';

const home = useTemporaryHome();
const schedulers: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()));
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const setUp = (handler: (event: unknown) => unknown, recurring: readonly SchedulePlan[] = [], health: EngineHealth = new Healthy()) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const store = new ScheduleStore(join(home(), 'schedules.db'));
  const events: unknown[] = [];
  const fn = localFunction(
    'timer',
    (event: unknown) => {
      events.push(event);
      return handler(event);
    },
    { asynchronous: { maxRetries: 0, maxAgeSeconds: 60, onFailure: 'dead' } },
  );
  const dead: { queue: string | null; facts: Record<string, unknown> }[] = [];
  const giveUp: GiveUp = (queue, _, facts) => void dead.push({ queue, facts });
  const start = (mostMs?: number): Scheduler => {
    const scheduler = new Scheduler(store, recurring, new Map([[fn.plan.arn, fn]]), health, giveUp, mostMs);
    schedulers.push(scheduler);
    return scheduler;
  };
  return { store, events, dead, start, arn: fn.plan.arn };
};

test('a schedule runs when it is due, once, with its payload', async () => {
  const { store, events, start, arn } = setUp(() => undefined);
  start();
  store.arm('a', Date.now() + 30, arn, '{"ticket":1}');
  store.arm('b', Date.now() - 1_000, arn, 'plain text');
  wake('schedules');
  await until('both ran', () => events.length === 2 && store.nextAt() === undefined);
  expect(events).toEqual(['plain text', { ticket: 1 }]);
});

test('an armed timer survives a restart', async () => {
  const { store, events, start, arn } = setUp(() => undefined);
  store.arm('a', Date.now() + 10, arn, '1');
  await start().stop();
  start();
  await until('it ran', () => events.length === 1);
});

test('a failing one is tried as often as its function says, then given up', async () => {
  const { store, dead, start, arn, events } = setUp(() => {
    throw new Error('always');
  });
  store.arm('a', 0, arn, '{"x":1}');
  start();
  await until('it is given up', () => dead.length === 1);
  expect(dead).toEqual([{ queue: 'dead', facts: { requestPayload: { x: 1 } } }]);
  expect(events).toHaveLength(1);
  expect(store.nextAt()).toBeUndefined();
});

test('an engine that is away costs no try', async () => {
  const health = new EngineHealth();
  let calls = 0;
  const { store, dead, start, arn } = setUp(
    () => {
      calls += 1;
      if (calls > 1) return;
      health.set(false);
      setTimeout(() => health.set(true), 10);
      throw new Error('refused');
    },
    [],
    health,
  );
  store.arm('a', 0, arn, '1');
  start();
  await until('it is done', () => calls === 2 && store.nextAt() === undefined);
  expect(dead).toEqual([]);
});

test('one that calls nobody here is dropped', async () => {
  const { store, start } = setUp(() => undefined);
  store.arm('a', 0, 'arn:elsewhere', '1');
  start();
  await until('it is gone', () => store.nextAt() === undefined);
});

test('recurring schedules of the stacks run with their input, or EventBridge’s event', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.parse('2026-11-21T00:00:00Z') });
  const plan = (name: string, input: string | null, functionName = 'timer'): SchedulePlan => ({ name, expression: 'rate(1 minute)', functionName, input });
  const { events, start } = setUp(() => Promise.reject(new Error('quiet')), [plan('one', '{"a":1}'), plan('two', null), plan('three', null, 'nobody')]);
  const scheduler = start();
  await vi.advanceTimersByTimeAsync(60_001);
  expect(events).toEqual([{ a: 1 }, expect.objectContaining({ source: 'aws.events', 'detail-type': 'Scheduled Event', time: '2026-11-21T00:01:00Z' })]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(events).toHaveLength(4);
  vi.useRealTimers();
  await scheduler.stop();
});

test('a recurring function that takes long delays no timer, and runs again beside itself', async () => {
  const held: (() => void)[] = [];
  const { store, events, start, arn } = setUp(
    (event) => (event === 'timer' ? undefined : new Promise<void>((resolve) => held.push(resolve))),
    [{ name: 'slow', expression: 'rate(1 minute)', functionName: 'timer', input: '"slow"' }],
  );
  const scheduler = start(20);
  await until('it runs twice', () => held.length >= 2);
  store.arm('a', 0, arn, '"timer"');
  wake('schedules');
  await until('the timer has run', () => events.includes('timer') && store.nextAt() === undefined);
  const stopped = scheduler.stop();
  for (const end of held) end();
  await stopped;
});
