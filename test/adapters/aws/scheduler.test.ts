import { beforeAll, expect, test, vi } from 'vitest';
import { openSchedules } from '../../../adapters/scheduler/eventbridge.ts';
import { stubService } from './service-stub.ts';

const scheduler = stubService('AWS_ENDPOINT_URL_SCHEDULER');
beforeAll(() => {
  vi.stubEnv('SCHEDULE_GROUP', 'parley-dev');
  vi.stubEnv('SCHEDULE_TARGET_ARN', 'arn:aws:lambda:eu-central-1:1:function:timers');
  vi.stubEnv('SCHEDULE_ROLE_ARN', 'arn:aws:iam::1:role/schedule');
});
const conflict = { status: 409, headers: { 'x-amzn-errortype': 'ConflictException' }, body: { Message: 'there is one' } };
const missing = { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: { Message: 'there is none' } };
const timer = { name: 'closure-abc', at: Date.parse('2026-11-22T10:11:12.345Z'), payload: '{"ticketId":"t"}' };
const calls = (): string[] => scheduler.recorded.map(({ method, path }) => `${method} ${path}`);

test('arming makes a one-time schedule that deletes itself', async () => {
  await openSchedules().arm(timer);
  expect(calls()).toEqual(['POST /schedules/closure-abc']);
  expect(scheduler.recorded[0]?.json()).toMatchObject({
    GroupName: 'parley-dev',
    // The next whole second: never before its time.
    ScheduleExpression: 'at(2026-11-22T10:11:13)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: 'arn:aws:lambda:eu-central-1:1:function:timers', RoleArn: 'arn:aws:iam::1:role/schedule', Input: '{"ticketId":"t"}' },
  });
});

test('a schedule that Scheduler cannot deliver goes to the dead letters, if there is a queue for them', async () => {
  vi.stubEnv('SCHEDULE_DEAD_LETTERS_ARN', 'arn:aws:sqs:eu-central-1:1:dead');
  await openSchedules().arm(timer);
  vi.stubEnv('SCHEDULE_DEAD_LETTERS_ARN', '');
  await openSchedules().arm(timer);
  const targets = scheduler.recorded.map((call) => (call.json() as { Target: { DeadLetterConfig?: unknown } }).Target.DeadLetterConfig);
  expect(targets).toEqual([{ Arn: 'arn:aws:sqs:eu-central-1:1:dead' }, undefined]);
});

test('arming again replaces, also when the old one fires between the two calls', async () => {
  scheduler.answer(conflict, {});
  await openSchedules().arm(timer);
  expect(calls()).toEqual(['POST /schedules/closure-abc', 'PUT /schedules/closure-abc']);
  scheduler.answer(conflict, missing, {});
  await openSchedules().arm(timer);
  expect(calls().slice(2)).toEqual(['POST /schedules/closure-abc', 'PUT /schedules/closure-abc', 'POST /schedules/closure-abc']);
});

test('a schedule that comes and goes for ever is an error', async () => {
  scheduler.answer(conflict, missing, conflict, missing, conflict, missing);
  await expect(openSchedules().arm(timer)).rejects.toThrow('there is none');
});

test('a rejection by Scheduler is an error', async () => {
  const refusal = { status: 400, headers: { 'x-amzn-errortype': 'ValidationException' }, body: { Message: 'no' } };
  scheduler.answer(refusal);
  await expect(openSchedules().arm(timer)).rejects.toThrow('no');
  scheduler.answer(conflict, refusal);
  await expect(openSchedules().arm(timer)).rejects.toThrow('no');
  await expect(openSchedules().arm({ ...timer, name: 'a b' })).rejects.toThrow('must match');
});

test('disarming deletes, and what is gone is no error', async () => {
  await openSchedules().disarm('closure-abc');
  expect(calls()).toEqual([expect.stringMatching(/^DELETE \/schedules\/closure-abc\?.*groupName=parley-dev/)]);
  scheduler.answer(missing);
  await openSchedules().disarm('closure-abc');
  scheduler.answer({ status: 400, headers: { 'x-amzn-errortype': 'ValidationException' }, body: { Message: 'no' } });
  await expect(openSchedules().disarm('closure-abc')).rejects.toThrow('no');
});

test('a missing setting is named at once', () => {
  vi.stubEnv('SCHEDULE_GROUP', '');
  expect(() => openSchedules()).toThrow('SCHEDULE_GROUP');
});
