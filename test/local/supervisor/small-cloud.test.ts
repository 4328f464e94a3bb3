import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { QueueEngine } from '../../../adapters/queues/embedded/engine.ts';
import { queuesPath } from '../../../adapters/queues/embedded.ts';
import type { Plan } from '../../../local/assembly/plan.ts';
import { planOf } from '../../../local/assembly/read.ts';
import { dataFolder, REBUILD_JOB } from '../../../local/data/search-file.ts';
import type { Launch } from '../../../local/functions/launch.ts';
import type { Prepared } from '../../../local/prepare/prepared.ts';
import { Cloud } from '../../../local/supervisor/cloud.ts';
import { spawnNode, whenReady } from '../../../local/supervisor/node-child.ts';
import { readSettings } from '../../../local/supervisor/settings.ts';
import { freePort } from '../../harness/port.ts';
import { isAlive } from '../../harness/processes.ts';
import { until } from '../../harness/until.ts';
import { smallAssembly } from '../assembly/small.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const said: string[] = [];
let cloud: Cloud | undefined;
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
  said.length = 0;
  vi.restoreAllMocks();
});

/** Serves at once, says one line, and ends when it is told to. */
const CHILD = `process.on('message', ({ type }) => type === 'stop' && process.exit(0));
  process.send({ type: 'say', line: 'a word' });
  process.send({ type: 'ready' });
  setInterval(() => undefined, 1000);`;
/** Opens its shop, and knows nothing of the supervisor's messages. */
const DEMO = `require('node:fs').writeFileSync(process.env.PARLEY_HOME + '/demo.json', '{}'); setInterval(() => undefined, 1000);`;

const script = (path: string, text: string): string => {
  const file = join(home(), 'functions', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const small = planOf(smallAssembly());
const bulk = 'https://sqs.us-east-1.amazonaws.com/000000000000/stores-Work';
const start = async (plan: Plan, more: Partial<Prepared> = {}): Promise<void> => {
  for (const folder of ['data', 'run', 'logs']) mkdirSync(join(home(), folder), { recursive: true });
  for (const name of ['workers', 'gateway']) script(`local/${name}/main.js`, CHILD);
  script('demo/start.js', DEMO);
  const settings = readSettings({ PORT: String(await freePort()), PARLEY_HOME: home() });
  const prepared = { plan, notices: [], simulator: false, demo: false, ...more };
  cloud = new Cloud({ root: home(), settings, logs: join(home(), 'logs'), prepared, say: (line) => said.push(line) });
  await cloud.start();
};
const written = <T>(path: string): T => JSON.parse(readFileSync(join(home(), path), 'utf8')) as T;
const jobs = (): unknown[] => {
  const engine = new QueueEngine(queuesPath());
  const received = engine.receive('stores-Work', 10, Date.now());
  engine.close();
  return received.map(({ body }) => JSON.parse(body) as unknown);
};

test('without a simulator none is named, and what children say is heard', async () => {
  await start(small);
  expect(written<Launch>('run/launch.json').simulatorPort).toBeNull();
  expect(written<{ demo: unknown; wsUrl: string }>('dev.json')).toMatchObject({ demo: null, wsUrl: expect.stringMatching(/\/ws$/) as string });
  await until('both have said a word', () => said.filter((line) => line === 'a word').length === 2);
});

test('each of several socket APIs has an address of its own; without any there is none', async () => {
  const [socket] = small.sockets;
  if (socket === undefined) throw new Error('there is a socket API');
  await start({ ...small, sockets: [socket, { ...socket, apiId: 'other' }] });
  const { sockets } = written<Launch>('run/launch.json').addresses;
  expect(sockets['other']?.wsUrl).toMatch(/\/ws\/other$/);
  expect(sockets[socket.apiId]?.wsUrl).toMatch(new RegExp(`/ws/${socket.apiId}$`));
  await cloud?.stop();
  await start({ ...small, sockets: [] });
  expect(written<{ wsUrl: unknown }>('dev.json').wsUrl).toBeNull();
});

test('the demo is opened with an account of its own, and ends with the hub although it hears no message', async () => {
  await start(small, { demo: true });
  expect(written<{ demo: unknown }>('dev.json').demo).toMatchObject({ tenant: 'demo', password: expect.stringMatching(/^\w{20}$/) as string });
  expect(said).toContain('opening the demo shop');
  expect(existsSync(join(home(), 'demo.json'))).toBe(true);
  const { children } = written<{ children: number[] }>('run/processes.json');
  expect(children).toHaveLength(3);
  await cloud?.stop();
  expect(children.filter(isAlive)).toEqual([]);
  expect(said.filter((line) => line.includes('restarting it'))).toEqual([]);
});

test('an index that is gone while the table is there is made anew by the bulk lane', async () => {
  const withLane = { ...small, functions: small.functions.map((fn) => ({ ...fn, environment: { ...fn.environment, BULK_QUEUE_URL: bulk } })) };
  await start(withLane);
  expect(jobs()).toEqual([]);
  await cloud?.stop();
  rmSync(join(dataFolder(home()), 'search.sqlite'), { force: true });
  await start(withLane);
  expect(said).toContain('search is being rebuilt from the table: results are incomplete until then');
  expect(jobs()).toEqual([REBUILD_JOB]);
});

test('stacks without a bulk lane have nobody who could do it', async () => {
  await start(small);
  await cloud?.stop();
  await start(small);
  expect(said.join()).not.toContain('search is made anew');
});

test('a child starts also when its log cannot be opened', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const child = spawnNode({ name: 'other', script: script('child.js', CHILD), env: {}, log: join(home(), 'nowhere', 'x.log'), say: (line) => said.push(line) });
  await whenReady(child, 20_000);
  child.send({ type: 'stop' });
  await new Promise((resolve) => child.once('exit', resolve));
  expect([child.exitCode, said]).toEqual([0, ['a word']]);
});

test('a child that does not say in time that it serves is given up', async () => {
  const child = spawnNode({
    name: 'other',
    script: script('mute.js', 'setInterval(() => undefined, 1000);'),
    env: {},
    log: join(home(), 'x.log'),
    say: () => undefined,
  });
  await expect(whenReady(child, 50)).rejects.toThrow('not ready after 0.05 s');
  child.kill('SIGKILL');
});
