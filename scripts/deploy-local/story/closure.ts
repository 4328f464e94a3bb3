import type { Services } from '../target.ts';
import { until } from './hub.ts';
import { delayedIn } from './queues.ts';

interface Schedule {
  readonly Name: string;
  readonly GroupName: string;
}

/** The schedule that the projector created for a ticket's closure; the only new one. */
export async function armedSchedule(services: Services, before: ReadonlySet<string>, patienceMs: number): Promise<string> {
  return until('Scheduler has the closure', async () => [...(await scheduleNames(services))].find((name) => !before.has(name)), patienceMs);
}

export async function scheduleNames(services: Services): Promise<ReadonlySet<string>> {
  const page = JSON.parse(await services.rest('scheduler', 'GET', `/schedules?MaxResults=100&ScheduleGroup=${GROUP}`)) as { Schedules?: Schedule[] };
  return new Set((page.Schedules ?? []).map(({ Name }) => Name));
}

/** Of profile dev (lib/messaging-stack.ts). */
const GROUP = 'parley-dev';
const TIMERS = 'parley-dev-timers';

/**
 * A closure is due in 24 hours. Brings its schedule forward to this moment and waits until Scheduler has started the job under
 * its role: the job sees that the closure is not due yet and sends it to the queue with a delay; the schedule deletes itself.
 */
export async function bringForward(services: Services, name: string, patienceMs: number): Promise<void> {
  const path = `/schedules/${encodeURIComponent(name)}`;
  const schedule = JSON.parse(await services.rest('scheduler', 'GET', `${path}?groupName=${GROUP}`)) as Record<string, unknown>;
  const before = await delayedIn(services, TIMERS);
  const { ActionAfterCompletion, FlexibleTimeWindow, ScheduleExpressionTimezone, State, Target } = schedule;
  const now = new Date(Date.now() - 1_000).toISOString().slice(0, 19);
  const change = { ActionAfterCompletion, FlexibleTimeWindow, GroupName: GROUP, ScheduleExpression: `at(${now})`, ScheduleExpressionTimezone, State, Target };
  await services.rest('scheduler', 'PUT', path, JSON.stringify(change));
  await until('the job put the closure back for later', async () => (await delayedIn(services, TIMERS)) > before, patienceMs);
  await until('the schedule deleted itself', async () => !(await scheduleNames(services)).has(name), patienceMs);
}
