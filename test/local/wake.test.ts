import { fork } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { hostWakes, onWake, wake } from '../../adapters/embedded/wake.ts';
import { until } from '../harness/until.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  delete process.env['PARLEY_WAKE_PORT'];
});

test('a listener of this process hears at once, until it stops listening', () => {
  let rung = 0;
  const stop = onWake('queue:a', () => {
    rung += 1;
  });
  wake('queue:a');
  wake('queue:b');
  expect(rung).toBe(1);
  stop();
  wake('queue:a');
  expect(rung).toBe(1);
});

test('another process is heard, however many times it calls', async () => {
  const heard = new Set<string>();
  for (const name of ['topic:t', 'stream', 'late']) closing.push(onWake(name, () => heard.add(name)));
  const host = await hostWakes(0);
  closing.push(host.close);
  const script = `
    const { wake } = await import(${JSON.stringify(new URL('../../adapters/embedded/wake.ts', import.meta.url).href)});
    for (let n = 0; n < 100; n += 1) { wake('topic:t'); wake('stream'); }
    setTimeout(() => { for (let n = 0; n < 5; n += 1) wake('stream'); wake('late'); }, 50);
    setTimeout(() => undefined, 200);`;
  const child = fork('-', [], { execArgv: ['--input-type=module', '-e', script], env: { ...process.env, PARLEY_WAKE_PORT: String(host.port) } });
  closing.push(() => child.kill());
  await until('all was heard', () => heard.size === 3);
});

test('nobody listening is no error', async () => {
  const script = `
    const { wake } = await import(${JSON.stringify(new URL('../../adapters/embedded/wake.ts', import.meta.url).href)});
    for (let n = 0; n < 5; n += 1) { wake('stream'); await new Promise((resolve) => setTimeout(resolve, 5)); }`;
  const child = fork('-', [], { execArgv: ['--input-type=module', '-e', script], env: { ...process.env, PARLEY_WAKE_PORT: '9' } });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});

test('a process that sends and one that hosts are two', async () => {
  vi.resetModules();
  const host = await import('../../adapters/embedded/wake.ts');
  vi.resetModules();
  const sender = await import('../../adapters/embedded/wake.ts');
  const heard: string[] = [];
  for (const name of ['a', 'b', 'c']) host.onWake(name, () => heard.push(name));
  const { port, close } = await host.hostWakes(0);
  closing.push(close);
  process.env['PARLEY_WAKE_PORT'] = String(port);
  sender.wake('a');
  await until('the first was heard', () => heard.includes('a'));
  sender.wake('b');
  sender.wake('b');
  sender.wake('c');
  await until('the others were heard', () => heard.includes('b') && heard.includes('c'));
  await expect(host.hostWakes(port)).rejects.toThrow();
});

test('a channel of another process is heard there and nowhere else', async () => {
  vi.resetModules();
  const workers = await import('../../adapters/embedded/wake.ts');
  vi.resetModules();
  const gateway = await import('../../adapters/embedded/wake.ts');
  const heard: string[] = [];
  for (const name of ['queue:frames', 'stream']) {
    workers.onWake(name, () => heard.push(`workers ${name}`));
    gateway.onWake(name, () => heard.push(`gateway ${name}`));
  }
  const [first, second] = [await workers.hostWakes(0), await gateway.hostWakes(0)];
  closing.push(first.close, second.close, () => delete process.env['PARLEY_WAKE_PORTS']);
  process.env['PARLEY_WAKE_PORT'] = String(first.port);
  process.env['PARLEY_WAKE_PORTS'] = `queue:other=1,queue:frames=${second.port}`;
  workers.wake('queue:frames');
  await until('the gateway heard', () => heard.includes('gateway queue:frames'));
  gateway.wake('stream');
  await until('the workers heard', () => heard.includes('workers stream'));
  // Each rings for itself too, whoever else is told.
  expect(heard.toSorted()).toEqual(['gateway queue:frames', 'gateway stream', 'workers queue:frames', 'workers stream']);
});
