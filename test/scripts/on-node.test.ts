import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, killNow } from '../harness/processes.ts';
import { until } from '../harness/until.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../scripts/on-node.mjs');
/** As on a Node without `process.execve`: 20, and any on Windows. */
const OLD_NODE = ['--import', 'data:text/javascript,process.execve=undefined'];

/** A project of its own, whose packages are there already. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-launcher-'));
  for (const folder of ['scripts', 'local', 'node_modules/node/bin']) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(LAUNCHER, join(root, 'scripts', 'on-node.mjs'));
  writeFileSync(join(root, 'scripts', 'setup.mjs'), "console.log('set up');");
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Launched {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly over: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}
const launch = (flags: readonly string[], script: string, args: readonly string[] = [], env: Record<string, string> = {}): Launched => {
  writeFileSync(join(root, 'local', 'script.mjs'), script);
  const child = spawn(process.execPath, [...flags, join(root, 'scripts', 'on-node.mjs'), 'local/script.mjs', ...args], {
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, over: new Promise((done) => child.once('close', (code, signal) => done({ code, signal }))) };
};

describe.each([
  ['becomes the script', []],
  ['stays beside the script', OLD_NODE],
])('a Node that %s', (_what, flags) => {
  test('installs first, passes on arguments and environment, and ends as the script ends', async () => {
    const script = 'console.log(process.argv.slice(2).join(), process.env.GIVEN); process.exit(7);';
    const { said, over } = launch(flags, script, ['--engines=real', 'two words'], { GIVEN: 'given' });
    expect(await over).toEqual({ code: 7, signal: null });
    expect(said()).toMatch(/set up\n--engines=real,two words given\n/);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the script, which may take its time', async (signal) => {
    const script = `process.on('${signal}', () => setTimeout(() => { console.log('stopped'); process.exit(0); }, 50)); setInterval(() => 0, 1000); console.log('runs');`;
    const { child, said, over } = launch(flags, script);
    await until('it runs', () => said().includes('runs'));
    child.kill(signal);
    expect(await over).toEqual({ code: 0, signal: null });
    expect(said()).toContain('stopped');
  });

  test('an interrupted script is no success', async () => {
    const { over } = launch(flags, "process.kill(process.pid, 'SIGKILL');");
    expect((await over).code).not.toBe(0);
  });
});

test('a Node that was not installed is named with what to do', async () => {
  rmSync(join(root, 'node_modules/node/bin/node'));
  const { said, over } = launch(OLD_NODE, '');
  expect((await over).code).toBe(1);
  expect(said()).toMatch(/node does not start: .*ENOENT.* Remove node_modules and try again/);
});

test('a script under npm is stopped when npm is gone', async () => {
  const script = "console.log('pid', process.pid); setInterval(() => 0, 1000);";
  writeFileSync(join(root, 'local', 'script.mjs'), script);
  // npm's part: starts the launcher, and is killed.
  const npm = `const { spawn } = require('node:child_process');
    spawn(process.execPath, ${JSON.stringify([...OLD_NODE, join(root, 'scripts', 'on-node.mjs'), 'local/script.mjs'])}, { stdio: 'inherit' });`;
  const above = spawn(process.execPath, ['-e', npm], { env: { ...process.env, npm_lifecycle_event: 'start' }, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  above.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const pid = Number(await until('it runs', () => /pid (\d+)/.exec(said)?.[1]));
  killNow(above.pid ?? 0);
  await until('the script is gone', () => !isAlive(pid));
});

test('every command of package.json that runs a script goes through it, for shells that know neither `exec` nor Unix paths', () => {
  const { scripts } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as { scripts: Record<string, string> };
  for (const [name, command] of Object.entries(scripts)) expect(command, name).not.toMatch(/exec |node_modules\/|;|\$|'/);
  expect(scripts['start']).toBe('node scripts/on-node.mjs local/start.ts');
});
