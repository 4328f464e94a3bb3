import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onWake } from '../../../adapters/embedded/wake.ts';
import { FunctionBroken, FunctionTimedOut, type LambdaContext, loadFunction } from '../../../local/functions/host.ts';
import type { Launch } from '../../../local/functions/launch.ts';
import { loadFunctions, readLaunch } from '../../../local/functions/load.ts';
import { functionPlan } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const module = (name: string, code: string): void => {
  mkdirSync(join(home(), 'functions'), { recursive: true });
  writeFileSync(join(home(), 'functions', `${name}.js`), code);
  writeFileSync(join(home(), 'package.json'), '{"type":"module"}');
};

test('a function finds its environment while it loads, its event and Lambda’s context', async () => {
  module(
    'a',
    'const at = process.env.HOST_TEST; export const handler = async (event, context) => ({ at, event, context, left: context.getRemainingTimeInMillis() });',
  );
  const fn = await loadFunction(functionPlan('a'), home(), { HOST_TEST: 'mine' });
  const { at, event, context, left } = (await fn.invoke({ x: 1 })) as { at: string; event: unknown; context: LambdaContext; left: number };
  expect(at).toBe('mine');
  expect(event).toEqual({ x: 1 });
  expect(context).toMatchObject({
    functionName: 'a',
    invokedFunctionArn: functionPlan('a').arn,
    memoryLimitInMB: '128',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(left).toBeGreaterThan(0);
});

test('a function that answers at once, throws at once or rejects is all the same', async () => {
  module(
    'b',
    "export const handler = (event) => { if (event === 'throw') throw new Error('thrown'); if (event === 'reject') return Promise.reject(new Error('rejected')); return 'now'; };",
  );
  const fn = await loadFunction(functionPlan('b'), home(), {});
  expect(await fn.invoke('x')).toBe('now');
  await expect(fn.invoke('throw')).rejects.toThrow('thrown');
  await expect(fn.invoke('reject')).rejects.toThrow('rejected');
});

test('one that takes too long is given up, whichever limit is lower', async () => {
  module('c', 'export const handler = () => new Promise(() => undefined);');
  const fn = await loadFunction(functionPlan('c'), home(), {});
  await expect(fn.invoke({}, 20)).rejects.toBeInstanceOf(FunctionTimedOut);
  const short = await loadFunction(functionPlan('c', { timeoutSeconds: 0.02 }), home(), {});
  await expect(short.invoke({}, 60_000)).rejects.toThrow(/timed out after 0.02 seconds/);
});

test('one that cannot be loaded says why at each call, and harms no other', async () => {
  module('d', "throw new Error('no setting');");
  module('e', 'export const other = 1;');
  await expect((await loadFunction(functionPlan('d'), home(), {})).invoke({})).rejects.toThrow(/functions\/d.ts: no setting/);
  await expect((await loadFunction(functionPlan('e'), home(), {})).invoke({})).rejects.toBeInstanceOf(FunctionBroken);
  await expect((await loadFunction(functionPlan('none'), home(), {})).invoke({})).rejects.toBeInstanceOf(FunctionBroken);
});

test.each([
  ['an engine', null, 1],
  ['a file, which tells of its commits itself', '/t', 0],
])('after a call the stream is looked at where the table is %s', async (_, tableFile, times) => {
  module('f', 'export const handler = () => 1;');
  let rung = 0;
  const stop = onWake('stream', () => {
    rung += 1;
  });
  const launch = { plan: { functions: [functionPlan('f')], http: [], sockets: [] }, bundles: home(), addresses: { apiUrl: '', sockets: {} }, tableFile };
  await (await loadFunctions(launch as unknown as Launch, new Set(['f']))).get('f')?.invoke({});
  expect(rung).toBe(times);
  stop();
});

test('a process loads the functions that are its own', async () => {
  module('g', 'export const handler = () => process.env.HOST_NAME;');
  const plan = { functions: [functionPlan('g', { environment: { HOST_NAME: 'g' } }), functionPlan('h')], http: [], sockets: [] };
  writeFileSync(join(home(), 'launch.json'), JSON.stringify({ plan, bundles: home(), addresses: { apiUrl: '', sockets: {} } }));
  process.env['PARLEY_LAUNCH'] = join(home(), 'launch.json');
  const launch: Launch = readLaunch();
  delete process.env['PARLEY_LAUNCH'];
  const functions = await loadFunctions(launch, new Set(['g']));
  expect([...functions.keys()]).toEqual(['g']);
  expect(await functions.get('g')?.invoke({})).toBe('g');
});
