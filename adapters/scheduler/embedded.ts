import { writingFile } from '../embedded/faults.ts';
import { GroupCommit } from '../embedded/group-commit.ts';
import { dataPath, required } from '../embedded/home.ts';
import { once } from '../embedded/once.ts';
import { wake } from '../embedded/wake.ts';
import { ScheduleStore } from './embedded/store.ts';
import { type Schedules, SchedulesUnavailable } from './schedules.ts';

export const schedulesPath = (): string => dataPath('schedules.db');

const storeAt = once((path) => new ScheduleStore(path));

/** The data folder's schedules, opened once a process. */
export const scheduleStore = (path = schedulesPath()): ScheduleStore => storeAt(path);

const NAME = /^[0-9a-zA-Z\-_.]{1,64}$/;

/** EventBridge Scheduler on SQLite. The workers of the laptop cloud call the target, within a second of its time. */
export function openSchedules(): Schedules {
  const path = schedulesPath();
  const store = scheduleStore(path);
  const target = required('SCHEDULE_TARGET_ARN');
  const commits = new GroupCommit<() => void>((changes) => {
    for (const change of changes) change();
  });
  const change = (work: () => void): Promise<void> =>
    writingFile(
      path,
      (cause) => new SchedulesUnavailable(cause),
      () => commits.add([work]),
    );
  return {
    async arm({ name, at, payload }) {
      if (!NAME.test(name)) throw new Error(`a schedule's name must match ${NAME}: ${name}`);
      await change(() => store.arm(name, at, target, payload));
      wake('schedules');
    },
    async disarm(name) {
      await change(() => store.disarm(name));
    },
  };
}
