import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { freePort } from '../harness/port.ts';
import { isAlive, killNow, memoryOf, type ProcessInfo } from '../harness/processes.ts';
import { until } from '../harness/until.ts';

const root = resolve(import.meta.dirname, '../..');
const health = async (hub: Hub): Promise<boolean> => (await fetch(`${hub.baseUrl}/v1/health`).catch(() => undefined))?.status === 200;
const named = (hub: Hub, part: string): ProcessInfo | undefined => hub.processes().find(({ command }) => command.includes(part));

describe('the whole tree', () => {
  const home = temporaryHome();
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub({ home });
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  test('is a supervisor, a gateway and workers, no engine and no shell, in less memory than a browser tab', () => {
    for (const part of ['supervisor/main.js', 'gateway/main.js', 'workers/main.js']) expect(named(hub, part)).toBeDefined();
    expect(hub.processes()).toHaveLength(3);
    expect(memoryOf(hub.processes())).toBeLessThan(300_000_000);
  });

  test('dev.json says where everything is, to its owner only', () => {
    const path = join(home, 'dev.json');
    const dev = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(dev).toMatchObject({ apiUrl: hub.baseUrl, wsUrl: `${hub.baseUrl.replace('http', 'ws')}/ws`, consoleUrl: `${hub.baseUrl}/`, demo: null });
    expect(String(dev['adminToken'])).toMatch(/^[A-Za-z0-9]{20,}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each(['gateway/main.js', 'workers/main.js'])('heals when %s is killed', async (part) => {
    const before = await until('it runs', () => named(hub, part));
    killNow(before.pid);
    await until('another one runs', () => named(hub, part) !== undefined && named(hub, part)?.pid !== before.pid);
    await until('the API answers', () => health(hub));
  });

  test('nothing outlives a killed supervisor, and a start finds all data', async () => {
    const [supervisor, ...rest] = hub.processes();
    killNow(supervisor?.pid ?? 0);
    // Says who is left, should anybody be.
    const left = (): string[] => rest.filter(({ pid }) => isAlive(pid)).map(({ pid, command }) => `${pid} ${command}`);
    await until('all are gone', () => left().length === 0).catch((error: unknown) => expect(left(), String(error)).toEqual([]));
    const token = hub.adminToken;
    hub = await startHub({ home, port: Number(new URL(hub.baseUrl).port) });
    expect(hub.adminToken).toBe(token);
    expect(await health(hub)).toBe(true);
  });

  test('a second start on the same data says who runs there, and ends; the first goes on', async () => {
    const before = hub.processes().map(({ pid }) => pid);
    const { code, said } = await runStart({ PORT: String(await freePort()), PARLEY_HOME: home, PARLEY_DEMO: '0' });
    expect(code).toBe(1);
    expect(said.trim()).toMatch(new RegExp(`^Parley: another hub \\(process ${hub.pid}\\) runs on ${home}: stop it first, or .*PARLEY_HOME=`));
    expect(hub.processes().map(({ pid }) => pid)).toEqual(before);
    expect(await health(hub)).toBe(true);
  });

  test('Ctrl-C stops everything cleanly and leaves no trace of running', async () => {
    const pids = hub.processes().map(({ pid }) => pid);
    process.kill(hub.pid, 'SIGINT');
    process.kill(hub.pid, 'SIGINT');
    await until('all are gone', () => pids.every((pid) => !isAlive(pid)));
    expect(hub.output()).toContain('stopped');
    expect(readdirSync(join(home, 'data')).filter((name) => name.endsWith('-wal'))).toEqual([]);
    expect(existsSync(join(home, 'run', 'processes.json'))).toBe(false);
  });
});

const runStart = (env: Record<string, string>): Promise<{ code: number | null; said: string }> => {
  const child = spawn(process.execPath, ['local/start.ts'], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
};

test('a port that is taken is said in one line, before anything starts', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const home = temporaryHome();
  const { code, said } = await runStart({ PORT: String(port), PARLEY_HOME: home });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(/^Parley: port \d+ is used by another program; choose another one: PORT=8081 npm start$/);
  server.close();
  removeHome(home);
});

test('a setting that makes no sense is named', async () => {
  const { code, said } = await runStart({ PORT: 'many' });
  expect(code).toBe(1);
  expect(said).toContain('PORT must be a number');
});
