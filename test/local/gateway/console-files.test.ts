import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { consoleFiles } from '../../../local/gateway/console-files.ts';
import { createGateway } from '../../../local/gateway/http-server.ts';
import { Router } from '../../../local/gateway/router.ts';
import { until } from '../../harness/until.ts';

let home: string;
let server: ReturnType<typeof createGateway>;
let builds = 0;
let build: (folder: string) => Promise<readonly string[]>;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'parley-console-'));
  writeFileSync(join(home, 'source.tsx'), 'one');
  builds = 0;
  build = (folder) => {
    builds += 1;
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), `<meta content="{{wsUrl}}">${builds}`);
    writeFileSync(join(folder, 'assets', 'page-1.js'), 'let a;');
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'data.bin'), 'x');
    return Promise.resolve([join(home, 'source.tsx')]);
  };
  const own = consoleFiles({ root: home, folder: join(home, 'console'), wsUrl: 'ws://127.0.0.1:1/ws', build: (folder) => build(folder) });
  server = createGateway({ router: new Router([]), functions: new Map(), own });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true });
});

const ask = (path = '/next/', method = 'GET') =>
  new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const call = request({ port: (server.address() as AddressInfo).port, method, path }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    call.on('error', reject).end();
  });
const built = () => until('the console is built', async () => (await ask()).status === 200);

test('the first look builds the page, and every address within it shows it with a strict policy', async () => {
  const first = await ask();
  expect([first.status, first.headers['retry-after'], first.body.includes('http-equiv="refresh"')]).toEqual([503, '1', true]);
  await built();
  const page = await ask('/next/inbox/all/th1.1?status=created');
  expect(page.body).toBe('<meta content="ws://127.0.0.1:1/ws">1');
  expect(page.headers['content-security-policy']).toContain(`script-src 'self'`);
  expect(page.headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:1");
  expect(builds).toBe(1);
});

test('files have their types; hashed ones are kept by the browser', async () => {
  await ask();
  await built();
  expect((await ask('/next/assets/page-1.js')).headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': expect.stringContaining('immutable'),
  });
  expect((await ask('/next/icon.svg')).headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
  expect((await ask('/next/data.bin')).headers['content-type']).toBe('application/octet-stream');
  expect((await ask('/next/index.html')).body).toContain('ws://');
});

test('no path leads out of the folder, and nothing is written', async () => {
  await ask();
  await built();
  expect((await ask('/next/assets/../../source.tsx')).status).toBe(404);
  expect((await ask('/next/../source.tsx')).body).not.toBe('one');
  expect((await ask('/next/%2e%2e/source.tsx')).body).not.toBe('one');
  expect((await ask('/next/', 'POST')).status).toBe(404);
  expect((await ask('/nextdoor')).status).toBe(404);
  expect((await ask('/next')).headers['location']).toBe('/next/');
  expect((await ask('/next/', 'HEAD')).body).toBe('');
});

test('a changed source builds it again', async () => {
  await ask();
  await built();
  writeFileSync(join(home, 'source.tsx'), 'another');
  expect((await ask()).status).toBe(503);
  await built();
  expect(builds).toBe(2);
});

test('a build that fails says so, and the next look but one tries again', async () => {
  const works = build;
  build = () => Promise.reject(new Error('no vite'));
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await ask();
  await until('it has failed', async () => (await ask()).status === 500);
  expect(logged).toHaveBeenCalledWith(expect.stringContaining('cannot be built'), expect.any(Error));
  build = works;
  await built();
});
