import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { Managed, type ManagedOptions } from '../../../local/supervisor/managed.ts';
import { until } from '../../harness/until.ts';

const managed: Managed[] = [];
afterEach(async () => {
  await Promise.all(managed.splice(0).map((one) => one.stop()));
});

const setUp = (script: string | (() => string), more: Partial<ManagedOptions> = {}) => {
  const said: string[] = [];
  const ups: boolean[] = [];
  let downs = 0;
  const one = new Managed({
    name: 'thing',
    spawn: () => spawn('/bin/sh', ['-c', typeof script === 'string' ? script : script()], { stdio: 'ignore' }),
    ready: async () => undefined,
    stop: (child: ChildProcess) => child.kill('SIGTERM'),
    graceMs: 500,
    lasting: true,
    onUp: (_, restarted) => ups.push(restarted),
    onDown: () => {
      downs += 1;
    },
    say: (line) => said.push(line),
    ...more,
  });
  managed.push(one);
  return { one, said, ups, downs: () => downs };
};

test('a killed child is started again, as often as it is killed', async () => {
  const { one, said, ups, downs } = setUp('exec sleep 100');
  await one.start();
  for (let n = 1; n <= 3; n += 1) {
    const pid = one.child?.pid;
    one.child?.kill('SIGKILL');
    await until('another one runs', () => one.child !== undefined && one.child.pid !== pid && ups.length === n + 1);
  }
  expect(ups).toEqual([false, true, true, true]);
  expect(downs()).toBe(3);
  expect(said[0]).toBe('thing ended (SIGKILL): restarting it');
});

test('a stopped child stays stopped, and one that does not listen is killed', async () => {
  const { one, said } = setUp('trap "" TERM; while true; do sleep 0.05; done', { graceMs: 100 });
  await one.start();
  await one.stop();
  expect(one.child).toBeUndefined();
  expect(said).toEqual([]);
  await one.stop();
});

test('one that never starts is an error with its code', async () => {
  const { one } = setUp('exit 3', { ready: () => new Promise(() => undefined) });
  await expect(one.start()).rejects.toThrow(/code 3/);
});

test('one that starts at the second try has started', async () => {
  let tries = 0;
  const { one } = setUp(() => (++tries === 1 ? 'exit 1' : 'exec sleep 100'), { ready: () => new Promise((resolve) => setTimeout(resolve, 100)) });
  await one.start();
  expect(tries).toBe(2);
});

test('one that may end is left alone when it ends well', async () => {
  const { one, ups } = setUp('exit 0', { lasting: false });
  await one.start();
  await until('it ended', () => one.child === undefined);
  expect(ups).toEqual([false]);
});

test('one that does not come back is tried until it does', async () => {
  let broken = false;
  const { one, said } = setUp(() => (broken ? 'exit 1' : 'exec sleep 100'), {
    ready: (child) => new Promise((resolve, reject) => setTimeout(() => (child.exitCode === null ? resolve() : reject(new Error('no'))), 50)),
  });
  await one.start();
  broken = true;
  one.child?.kill('SIGKILL');
  await until('it fails to start', () => said.some((line) => line.includes('does not start')));
  broken = false;
  await until('it runs again', () => one.child !== undefined && one.child.exitCode === null);
});

test('a program that does not exist is an error, not a crash', async () => {
  const { one } = setUp('', { spawn: () => spawn('/no/such/program', { stdio: 'ignore' }), ready: () => new Promise(() => undefined) });
  await expect(one.start()).rejects.toThrow(/thing/);
});
