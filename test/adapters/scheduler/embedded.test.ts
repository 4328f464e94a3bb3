import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScheduleStore } from '../../../adapters/scheduler/embedded/store.ts';
import { openSchedules } from '../../../adapters/scheduler/embedded.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const home = useTemporaryHome();
beforeEach(() => {
  process.env['SCHEDULE_TARGET_ARN'] = 'arn:target';
});
afterEach(() => {
  delete process.env['SCHEDULE_TARGET_ARN'];
});

const stored = (): ScheduleStore => new ScheduleStore(join(home(), 'data', 'schedules.db'));

test('an armed schedule is due at its time and not before', async () => {
  const schedules = openSchedules();
  await schedules.arm({ name: 'close-1', at: 5_000, payload: '{"a":1}' });
  const store = stored();
  expect(store.due(4_999, 10)).toEqual([]);
  expect(store.due(5_000, 10)).toMatchObject([{ name: 'close-1', target: 'arn:target', payload: '{"a":1}', attempts: 0 }]);
  expect(store.nextAt()).toBe(5_000);
  store.close();
});

test('the same name replaces, and disarming is quiet when there is nothing', async () => {
  const schedules = openSchedules();
  await schedules.arm({ name: 'x', at: 1, payload: 'old' });
  await schedules.arm({ name: 'x', at: 2, payload: 'new' });
  const store = stored();
  expect(store.due(10, 10).map(({ payload }) => payload)).toEqual(['new']);
  await schedules.disarm('x');
  await schedules.disarm('never');
  expect(store.nextAt()).toBeUndefined();
  store.close();
});

test('one armed anew while it ran is not deleted with the old one', () => {
  const store = new ScheduleStore(join(home(), 's.db'));
  store.arm('x', 1, 't', 'old');
  const [old] = store.due(1, 1);
  store.arm('x', 50, 't', 'new');
  if (old) store.done(old);
  expect(store.nextAt()).toBe(50);
  const [fresh] = store.due(50, 1);
  if (fresh) store.later(fresh, 99);
  expect(store.due(99, 1)).toMatchObject([{ attempts: 1 }]);
  store.close();
});

test('names are those that EventBridge takes', async () => {
  await expect(openSchedules().arm({ name: 'with space', at: 1, payload: '' })).rejects.toThrow(/name/);
});

test('a missing target is named', () => {
  delete process.env['SCHEDULE_TARGET_ARN'];
  expect(() => openSchedules()).toThrow(/SCHEDULE_TARGET_ARN/);
});
