import { expect, test } from 'vitest';
import { type PushJob, pushJobSchema } from '../../../domain/push/push-job.ts';
import { queuePushes } from '../../../domain/push/queue-pushes.ts';

const job: PushJob = { tenantId: 't', userId: 'u', conversationId: 'g.1' };
const queued = async (given: PushJob, now?: number) => {
  const sent: { readonly body: string; readonly delaySeconds?: number }[] = [];
  const send = async (url: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]) => {
    expect(url).toBe('queue:push');
    sent.push(...messages);
  };
  await queuePushes({ queues: { send }, pushQueueUrl: 'queue:push' }, [given], now);
  return sent;
};

test.each<[string, number | undefined, number | undefined]>([
  ['at once', undefined, undefined],
  ['to the second, rounded up', 1_000_001, 1],
  ['for 15 minutes at most', 9_000_000, 900],
  ['not for a time in the past', 1, undefined],
])('a job waits %s', async (_, notBefore, delaySeconds) => {
  const [message, ...others] = await queued({ ...job, ...(notBefore === undefined ? {} : { notBefore }) }, 1_000_000);
  expect([message?.delaySeconds, others.length]).toEqual([delaySeconds, 0]);
  expect(pushJobSchema.parse(JSON.parse(message?.body ?? ''))).toMatchObject(job);
});

test('a job of another form is refused', () => {
  for (const given of [{}, { ...job, tenantId: '' }, { ...job, more: 1 }, { ...job, again: { deviceId: 'd' } }])
    expect(pushJobSchema.safeParse(given).success).toBe(false);
});
