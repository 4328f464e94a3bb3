import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ScheduleStore } from '../../../adapters/scheduler/embedded/store.ts';
import { openSchedules, schedulesPath } from '../../../adapters/scheduler/embedded.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import { Scheduler } from '../../../local/workers/scheduler.ts';
import { schedulesConformance } from '../../conformance/scheduler.ts';
import { functionPlan } from '../../local/functions.ts';

const TARGET = 'arn:target';

/** The embedded schedules with the worker that runs them, as in the laptop cloud. */
schedulesConformance('SQLite', 'p', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-schedules-'));
  Object.assign(process.env, { PARLEY_HOME: home, SCHEDULE_TARGET_ARN: TARGET });
  const schedules = openSchedules();
  const arrivals: { payload: string; at: number }[] = [];
  const target = {
    plan: functionPlan('target', { arn: TARGET }),
    invoke: async (event: unknown) => void arrivals.push({ payload: JSON.stringify(event), at: Date.now() }),
  };
  const worker = new Scheduler(new ScheduleStore(schedulesPath()), [], new Map([[TARGET, target]]), new EngineHealth(), () => undefined);
  const eyes = new DatabaseSync(schedulesPath(), { readOnly: true });
  return {
    schedules,
    arrivals: async () => arrivals,
    armed: async () =>
      eyes
        .prepare('SELECT name FROM schedules')
        .all()
        .map(({ name }) => String(name)),
    close: async () => {
      await worker.stop();
      eyes.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
});
