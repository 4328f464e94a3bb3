import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAssembly } from '../../../local/assembly/read.ts';
import { gatewayFunctions, workerFunctions } from '../../../local/functions/launch.ts';
import { bundle } from '../../../local/prepare/bundle.ts';
import { LIKELY, PROCESSES, SIMULATOR } from '../../../local/prepare/entries.ts';
import { synthesise } from '../../../local/prepare/synthesise.ts';
import { Cloud } from '../../../local/supervisor/cloud.ts';
import { readSettings } from '../../../local/supervisor/settings.ts';
import { removeHome, temporaryHome } from '../../harness/hub.ts';
import { freePort } from '../../harness/port.ts';
import { until } from '../../harness/until.ts';

const root = resolve(import.meta.dirname, '../../..');
const home = temporaryHome();
const said: string[] = [];
let cloud: Cloud;
let entries: string[] = [];
let url = '';

beforeAll(async () => {
  for (const folder of ['data', 'run', 'logs']) mkdirSync(join(home, folder), { recursive: true });
  await synthesise(root, join(home, 'cloud'));
  const plan = readAssembly(join(home, 'cloud'));
  const called = new Set([...gatewayFunctions(plan), ...workerFunctions(plan)]);
  entries = plan.functions.filter(({ name }) => called.has(name)).map(({ entry }) => entry);
  await bundle(root, [...entries, ...PROCESSES, SIMULATOR], join(home, 'functions'));
  const settings = readSettings({ PORT: String(await freePort()), PARLEY_HOME: home, PARLEY_DEMO: '0', ADMIN_TOKEN_SECRET: 'admin-by-shell' });
  cloud = new Cloud({
    root,
    settings,
    logs: join(home, 'logs'),
    prepared: { plan, notices: ['one thing'], simulator: true, demo: false },
    say: (line) => said.push(line),
  });
  ({ url } = await cloud.start());
});
afterAll(async () => {
  await cloud.stop();
  removeHome(home);
});

const running = (): { supervisor: number; children: number[] } =>
  JSON.parse(readFileSync(join(home, 'run', 'processes.json'), 'utf8')) as { supervisor: number; children: number[] };
const health = async (): Promise<boolean> => (await fetch(`${url}/v1/health`).catch(() => undefined))?.status === 200;

test('the functions that are bundled before the stacks are known are those that the stacks name', () => {
  expect([...new Set(entries)].sort()).toEqual(LIKELY);
});

test('it serves, says what is worth a note, and writes down who runs', async () => {
  expect(await health()).toBe(true);
  expect(said).toContain('note: one thing');
  expect(running()).toMatchObject({ supervisor: process.pid });
  expect(running().children).toHaveLength(2);
  expect(JSON.parse(readFileSync(join(home, 'dev.json'), 'utf8'))).toMatchObject({ apiUrl: url, adminToken: 'admin-by-shell', demo: null });
});

test('whichever child dies comes back', async () => {
  for (const index of [0, 1]) {
    const before = running().children;
    process.kill(before[index] ?? 0, 'SIGKILL');
    await until('both run again', () => running().children.length === 2 && running().children[index] !== before[index]);
  }
  expect(said.filter((line) => line.includes('restarting it'))).toHaveLength(2);
  await until('it serves', health);
});
