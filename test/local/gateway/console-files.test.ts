import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONSOLE_FILE, CONSOLE_PATH } from '../../../console/base.ts';
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
    writeFileSync(join(folder, 'index.html'), `<meta content="{{wsUrl}}"><meta content="{{apiUrl}}">${builds}`);
    writeFileSync(join(folder, 'assets', 'page-1.js'), 'let a;');
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'assets', 'data.bin'), 'x');
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

const ask = (path = '/', method = 'GET') =>
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
  const page = await ask('/inbox/all/th1.1?status=created');
  expect(page.body).toBe('<meta content="ws://127.0.0.1:1/ws"><meta content="">1');
  expect(page.headers['content-security-policy']).toContain(`script-src 'self'`);
  expect(page.headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:1");
  expect(builds).toBe(1);
});

test('files have their types; hashed ones are kept by the browser', async () => {
  await ask();
  await built();
  expect((await ask('/assets/page-1.js')).headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': expect.stringContaining('immutable'),
  });
  expect((await ask('/icon.svg')).headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
  expect((await ask('/assets/data.bin')).headers['content-type']).toBe('application/octet-stream');
});

test('a file that is not there is a 404, not the page', async () => {
  await ask();
  await built();
  for (const path of ['/assets/page-0.js', '/assets', '/assets/', '/early.js', '/push-worker.js', '/index.html', '/favicon.ico'])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
});

test('addresses of the console show the page, addresses of the API do not', async () => {
  await ask();
  await built();
  for (const path of ['/', '/inbox', '/inbox/q-1', '/inbox/all/th1.js', '/settings', '/settings/rules/r1'])
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  for (const path of ['/v1/tickets', '/docs', '/openapi.json', '/health', '/v1/health', '/inboxes', '/inbox.html', '//', '//inbox'])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  expect((await ask('/', 'POST')).status).toBe(404);
  expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test('addresses below /next lead to the same address without it, and never to another host', async () => {
  for (const [path, now] of [
    ['/next', '/'],
    ['/next/', '/'],
    ['/next/inbox/all/th1.1?status=created&q=a%20b', '/inbox/all/th1.1?status=created&q=a%20b'],
    ['/next//evil.example/', '/evil.example/'],
  ] as const)
    expect(await ask(path)).toMatchObject({ status: 308, headers: { location: now } });
  expect((await ask('/nextdoor')).status).toBe(404);
  expect(builds).toBe(0);
});

test('no path leads out of the folder', async () => {
  await ask();
  await built();
  for (const path of ['/assets/../../source.tsx', '/assets/%2e%2e/%2e%2e/source.tsx', '/inbox/../source.tsx', '/../source.tsx'])
    expect((await ask(path)).body).not.toBe('one');
});

test('every file that the sources name by themselves has an address', () => {
  for (const name of readdirSync('console/src/public')) expect(`/${name}`).toMatch(CONSOLE_FILE);
});

test('every screen has an address', () => {
  const routes = [...readFileSync('console/src/screens/routes.tsx', 'utf8').matchAll(/getParentRoute: \(\) => root, path: '([^']+)'/g)].map(([, path]) =>
    String(path),
  );
  expect(routes.length).toBeGreaterThan(3);
  for (const path of routes) {
    expect(path.replaceAll(/\$\w+/g, 'x')).toMatch(CONSOLE_PATH);
    expect(`${path.replaceAll(/\$\w+/g, 'x')}/below`).toMatch(CONSOLE_PATH);
  }
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
