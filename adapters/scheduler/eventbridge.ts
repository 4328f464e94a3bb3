import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { answeringWithin } from '../aws/answering-within.ts';
import { setting, settingOr } from '../environment.ts';
import type { Schedules } from './schedules.ts';

const NAME = /^[0-9a-zA-Z\-_.]{1,64}$/;
const HOURS_6 = 6 * 3600;
/** A schedule may fire, and delete itself, between two calls. */
const ATTEMPTS = 3;

/**
 * EventBridge Scheduler: one-time schedules in the group `SCHEDULE_GROUP` that call `SCHEDULE_TARGET_ARN` under
 * `SCHEDULE_ROLE_ARN` and delete themselves afterwards; what cannot be delivered goes to the queue `SCHEDULE_DEAD_LETTERS_ARN`.
 * Precision is a minute.
 */
export function openSchedules(): Schedules {
  const group = setting('SCHEDULE_GROUP');
  const target = setting('SCHEDULE_TARGET_ARN');
  const role = setting('SCHEDULE_ROLE_ARN');
  const deadLetters = settingOr('SCHEDULE_DEAD_LETTERS_ARN', '');
  const client = new SchedulerClient({ maxAttempts: 5, requestHandler: answeringWithin(5_000) });
  return {
    async arm({ name, at, payload }) {
      if (!NAME.test(name)) throw new Error(`a schedule's name must match ${NAME}: ${name}`);
      const schedule: CreateScheduleCommandInput = {
        Name: name,
        GroupName: group,
        ScheduleExpression: `at(${new Date(wholeSecond(at)).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: target,
          RoleArn: role,
          Input: payload,
          RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: HOURS_6 },
          ...(deadLetters === '' ? {} : { DeadLetterConfig: { Arn: deadLetters } }),
        },
      };
      await createOrReplace(client, schedule);
    },
    async disarm(name) {
      try {
        await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

/** The service has no fractions of a second. The time is rounded up, so that no schedule fires early. */
const wholeSecond = (at: number): number => Math.ceil(at / 1000) * 1000;

async function createOrReplace(client: SchedulerClient, schedule: CreateScheduleCommandInput): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new CreateScheduleCommand(schedule));
      return;
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
    try {
      await client.send(new UpdateScheduleCommand(schedule));
      return;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException) || attempt === ATTEMPTS) throw error;
    }
  }
}
