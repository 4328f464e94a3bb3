import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readAssembly } from '../../../local/assembly/read.ts';
import { synthesise } from '../../../local/prepare/synthesise.ts';
import { claimData } from '../../../local/supervisor/data-kind.ts';
import { childEnvironment } from '../../../local/supervisor/environment.ts';
import { startRealEngines } from '../../../local/supervisor/real-engines.ts';
import { readSettings } from '../../../local/supervisor/settings.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const root = resolve(import.meta.dirname, '../../..');

test('a folder belongs to the engines that wrote it first', () => {
  mkdirSync(join(home(), 'data'));
  claimData(home(), 'real');
  claimData(home(), 'real');
  expect(() => claimData(home(), 'embedded')).toThrow(/holds data of the real engines: start with --engines=real, or .*PARLEY_HOME=\.parley-embedded/);
});

test.each(['table.db', 'table.sqlite', 'topics.db'])('a folder with %s in which nobody wrote that down is the embedded engines’', (name) => {
  mkdirSync(join(home(), 'data'));
  writeFileSync(join(home(), 'data', name), '');
  expect(() => claimData(home(), 'real')).toThrow(/holds data of the embedded engines/);
  claimData(home(), 'embedded');
});

test('engines whose address is given are used, not started', async () => {
  const said: string[] = [];
  const shell = { KAFKA_BROKERS: 'b:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://t:2', SEARCH_ENDPOINT: 'http://s:3' };
  const started = await startRealEngines({ root, home: home(), shell, say: (line) => said.push(line), manage: () => expect.unreachable() });
  expect(started).toEqual(shell);
  expect(said.join()).toMatch(/using kafka at b:1 \(KAFKA_BROKERS\)/);
  const child = childEnvironment(shell, {
    root,
    settings: readSettings({}),
    apiUrl: 'http://api',
    launchFile: '',
    wakePorts: { workers: 1, gateway: 2 },
    gatewayQueues: [],
    tableEndpoint: 'http://t:2',
    engines: started,
    simulatorUrl: null,
  });
  expect(child).toMatchObject({ ...shell, AWS_ENDPOINT_URL_DYNAMODB_STREAMS: 'http://t:2', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
});

test('the plan names the topics that a deployment makes', async () => {
  await synthesise(root, join(home(), 'cloud'));
  const { topics, topicSources } = readAssembly(join(home(), 'cloud'));
  for (const { topic } of topicSources) expect(topics[topic]).toBeGreaterThanOrEqual(3);
  expect(Object.keys(topics)).toContain('escalations_outbound');
});
