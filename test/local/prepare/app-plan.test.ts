import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAppPlan } from '../../../local/prepare/app-plan.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const write = (path: string, text: string): void => {
  mkdirSync(join(home(), path, '..'), { recursive: true });
  writeFileSync(join(home(), path), text);
};
/** An app whose one stack has one function, or whose manifest is broken. */
const app = (manifest: string): string => `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  const out = process.env.CDK_OUTDIR ?? '';
  mkdirSync(out, { recursive: true });
  appendFileSync(import.meta.dirname + '/../runs', 'x');
  writeFileSync(out + '/manifest.json', ${JSON.stringify(manifest)});
  writeFileSync(out + '/app.json', JSON.stringify({ Resources: { Worker: { Type: 'AWS::Lambda::Function', Metadata: { 'parley:entry': 'functions/worker.ts' }, Properties: { Handler: 'index.handler' } } } }));`;
const WHOLE = JSON.stringify({ artifacts: { app: { type: 'aws:cloudformation:stack', properties: { templateFile: 'app.json' } } } });

const said: string[] = [];
const read = () => {
  said.length = 0;
  return readAppPlan(home(), join(home(), 'cloud'), (line) => said.push(line));
};
const runs = (): number => readFileSync(join(home(), 'runs'), 'utf8').length;

test('the stacks are kept for the next start', async () => {
  write('bin/parley.ts', app(WHOLE));
  for (const _ of [1, 2]) {
    const { plan, warning, inputs } = await read();
    expect(plan.functions.map(({ entry }) => entry)).toEqual(['functions/worker.ts']);
    expect([warning, said]).toEqual([null, []]);
    expect(inputs).toContain('bin/parley.ts');
  }
  expect(runs()).toBe(1);
});

test('kept stacks that are damaged are made anew, for the data folder and for the cache', async () => {
  write('bin/parley.ts', app(WHOLE));
  await read();
  const [kept = ''] = readdirSync(join(home(), 'node_modules', '.cache', 'parley'));
  for (const folder of ['cloud', join('node_modules', '.cache', 'parley', kept)]) write(join(folder, 'app.json'), '{"Resour');
  expect((await read()).plan.functions).toHaveLength(1);
  expect(said).toEqual(['the cached stacks cannot be read: synthesising them again']);
  rmSync(join(home(), 'cloud'), { recursive: true });
  expect((await read()).plan.functions).toHaveLength(1);
  expect([said, runs()]).toEqual([[], 2]);
});

test('stacks that the app itself writes damaged are not made a second time', async () => {
  write('bin/parley.ts', app('{"artifacts"'));
  await expect(read()).rejects.toThrow(SyntaxError);
  expect([said, runs()]).toEqual([[], 1]);
});

test('an app whose sources cannot be followed is made at every start, and nothing is kept', async () => {
  write('bin/parley.ts', `${app(WHOLE)} if (process.env.NEVER) await import('../lib/is-not-there.ts');`);
  for (const _ of [1, 2]) expect((await read()).inputs).toEqual([]);
  expect(runs()).toBe(2);
});
