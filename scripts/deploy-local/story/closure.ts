import type { Services } from '../target.ts';
import { until } from './hub.ts';

interface Schedule {
  readonly Name: string;
  readonly GroupName: string;
}

const delayedMessages = async (services: Services, queueUrl: string): Promise<number> => {
  const answer = await services.json<{ Attributes: Record<string, string> }>(
    'sqs',
    'AmazonSQS.GetQueueAttributes',
    { QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessagesDelayed'] },
    '1.0',
  );
  return Number(answer.Attributes['ApproximateNumberOfMessagesDelayed']);
};

const queueNamed = async (services: Services, name: string): Promise<string> => {
  const { QueueUrls = [] } = await services.json<{ QueueUrls?: string[] }>('sqs', 'AmazonSQS.ListQueues', {}, '1.0');
  const found = QueueUrls.find((url) => url.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no queue is called ${name}`);
  return found;
};

/** The schedule that the projector made of a ticket's closure; the only one that was not there before. */
export async function armedSchedule(services: Services, before: ReadonlySet<string>, patienceMs: number): Promise<string> {
  return until('Scheduler holds the closure', async () => [...(await scheduleNames(services))].find((name) => !before.has(name)), patienceMs);
}

export async function scheduleNames(services: Services): Promise<ReadonlySet<string>> {
  const page = JSON.parse(await services.rest('scheduler', 'GET', `/schedules?MaxResults=100&ScheduleGroup=${GROUP}`)) as { Schedules?: Schedule[] };
  return new Set((page.Schedules ?? []).map(({ Name }) => Name));
}

/** Of profile dev (lib/messaging-stack.ts). */
const GROUP = 'parley-dev';

/**
 * A closure is due in 24 hours. Brings its schedule forward to this moment and waits until Scheduler has started the job under
 * its role: the job finds the closure not due yet and puts it into the queue that holds it back; the schedule deletes itself.
 */
export async function bringForward(services: Services, name: string, patienceMs: number): Promise<void> {
  const path = `/schedules/${encodeURIComponent(name)}`;
  const schedule = JSON.parse(await services.rest('scheduler', 'GET', `${path}?groupName=${GROUP}`)) as Record<string, unknown>;
  const queueUrl = await queueNamed(services, 'parley-dev-timers');
  const before = await delayedMessages(services, queueUrl);
  const { ActionAfterCompletion, FlexibleTimeWindow, ScheduleExpressionTimezone, State, Target } = schedule;
  const now = new Date(Date.now() - 1_000).toISOString().slice(0, 19);
  const change = { ActionAfterCompletion, FlexibleTimeWindow, GroupName: GROUP, ScheduleExpression: `at(${now})`, ScheduleExpressionTimezone, State, Target };
  await services.rest('scheduler', 'PUT', path, JSON.stringify(change));
  await until('the job put the closure back for later', async () => (await delayedMessages(services, queueUrl)) > before, patienceMs);
  await until('the schedule deleted itself', async () => !(await scheduleNames(services)).has(name), patienceMs);
}
