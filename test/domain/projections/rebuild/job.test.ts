import { expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { jobKey, readJob, storeJob } from '../../../../domain/projections/rebuild/job.ts';
import { newJob } from '../../../../domain/projections/rebuild/start.ts';

const position = { since: '2026-01', walk: { partition: 3 } };

it('stores the position in the attribute `place`, which earlier releases wrote', async () => {
  const table = memoryTable();
  const job = { ...newJob('timers', 'r1', 0), position };
  expect(await storeJob(table, 't', { before: undefined, after: job })).toBe(true);
  const [item] = await table.get([jobKey('t', 'timers')]);
  expect(item).toMatchObject({ place: JSON.stringify(position) });
  expect(item).not.toHaveProperty('position');
  expect(await readJob(table, 't', 'timers')).toEqual(job);
});

it('stores no position before the first step', async () => {
  const table = memoryTable();
  const job = newJob('timers', 'r1', 0);
  await storeJob(table, 't', { before: undefined, after: job });
  expect((await table.get([jobKey('t', 'timers')]))[0]).not.toHaveProperty('place');
  expect(await readJob(table, 't', 'timers')).toEqual(job);
});
