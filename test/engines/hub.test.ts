import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readAssembly } from '../../local/assembly/read.ts';
import { gatewayFunctions, workerFunctions } from '../../local/functions/launch.ts';
import { bundle } from '../../local/prepare/bundle.ts';
import { PROCESSES, SIMULATOR } from '../../local/prepare/entries.ts';
import { synthesise } from '../../local/prepare/synthesise.ts';
import { Cloud } from '../../local/supervisor/cloud.ts';
import { readSettings } from '../../local/supervisor/settings.ts';
import { freePort } from '../harness/port.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

const root = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'parley-given-engines-'));
const said: string[] = [];
let cloud: Cloud;
let url = '';

beforeAll(async () => {
  const { kafka, opensearch } = inject('engines');
  // The table's engine is its own: its table has a name that others may use too.
  Object.assign(process.env, { KAFKA_BROKERS: kafka, SEARCH_ENDPOINT: opensearch });
  delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  for (const folder of ['data', 'run', 'logs']) mkdirSync(join(home, folder), { recursive: true });
  await synthesise(root, join(home, 'cloud'));
  const plan = readAssembly(join(home, 'cloud'));
  const called = new Set([...gatewayFunctions(plan), ...workerFunctions(plan)]);
  const entries = plan.functions.filter(({ name }) => called.has(name)).map(({ entry }) => entry);
  await bundle(root, [...entries, ...PROCESSES, SIMULATOR], join(home, 'functions'), 'real');
  const settings = readSettings({ PORT: String(await freePort()), PARLEY_HOME: home, PARLEY_DEMO: '0', PARLEY_ENGINES: 'real' });
  cloud = new Cloud({
    root,
    settings,
    logs: join(home, 'logs'),
    prepared: { plan, notices: [], simulator: true, demo: false },
    say: (line) => said.push(line),
  });
  ({ url } = await cloud.start());
});
afterAll(async () => {
  await cloud.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

test('a hub uses the engines that it is given, starts the one that is missing, and makes its topics', async () => {
  expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  expect(said.filter((line) => /using \w+ at/.test(line))).toHaveLength(2);
  expect(said.filter((line) => /^starting (Kafka|OpenSearch|DynamoDB)/.test(line))).toEqual(['starting DynamoDB Local 2.6.1']);
  const topics = topicsOf(home);
  await topics.produce('tickets', [{ key: 'k', value: '{}' }]);
  await topics.close();
});

test('whichever of its own processes dies comes back, and the hub answers', async () => {
  const running = (): number[] => (JSON.parse(readFileSync(join(home, 'run', 'processes.json'), 'utf8')) as { children: number[] }).children;
  const before = running();
  expect(before).toHaveLength(3);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await until('all three run again', () => running().length === 3 && running().every((pid) => !before.includes(pid)), 60_000);
  await until(
    'a webhook’s unknown path is a 404, which only the table can say',
    async () => {
      const answer = await fetch(`${url}/webhooks/api/nobody`, { method: 'POST', body: '{}' }).catch(() => undefined);
      return answer?.status === 404;
    },
    60_000,
  );
});
