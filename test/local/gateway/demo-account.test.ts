import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoAccount } from '../../../local/gateway/demo-account.ts';
import { createGateway } from '../../../local/gateway/http-server.ts';
import { Router } from '../../../local/gateway/router.ts';

let folder: string;
let server: ReturnType<typeof createGateway>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-demo-account-'));
  server = createGateway({ router: new Router([]), functions: new Map(), own: demoAccount(join(folder, 'dev.json')) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const ask = (method = 'GET', path = '/demo.json', host = '127.0.0.1:8080') =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const call = request({ port: (server.address() as AddressInfo).port, method, path, headers: { host } }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    call.on('error', reject).end();
  });
const demo = { tenant: 'demo', email: 'luna@bottega-luna.example', password: 'p' };
const write = (file: unknown) => writeFileSync(join(folder, 'dev.json'), JSON.stringify(file));

test('the demo’s sign-in is told on this machine', async () => {
  write({ adminToken: 'secret', demo });
  expect(await ask()).toEqual({ status: 200, body: JSON.stringify(demo) });
  expect((await ask('GET', '/demo.json', 'localhost')).status).toBe(200);
});

test('and to nobody under another name, by another method, without the demo or before it is there', async () => {
  expect((await ask()).status).toBe(404);
  write({ adminToken: 'secret', demo: null });
  expect((await ask()).status).toBe(404);
  write({ adminToken: 'secret', demo });
  expect((await ask('GET', '/demo.json', 'evil.example')).status).toBe(404);
  expect((await ask('POST')).status).toBe(404);
  expect((await ask('GET', '/_demo.json')).status).toBe(404);
});
