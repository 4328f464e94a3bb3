import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createShopPage, shopPolicy } from '../../demo/shop-page/server.ts';
import { runDemo } from '../../demo/start.ts';
import { freePort } from '../harness/port.ts';
import { FakeApi } from './fake-api.ts';

let api: FakeApi;
let home: string;
beforeEach(async () => {
  api = await new FakeApi().start();
  home = await mkdtemp(join(tmpdir(), 'parley-shop-page-'));
});
afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});
const demo = { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'a long made password' };
const write = (more: object) => writeFile(join(home, 'dev.json'), JSON.stringify({ apiUrl: api.url, adminToken: 'root', demo, ...more }));
const run = async (pagePort: number) => {
  const lines: string[] = [];
  const end = new AbortController();
  const pace = { lively: 0, most: 0, livelyMs: [0, 1], slowMs: [0, 1] } as const;
  await runDemo({ home, simulatorUrl: null, signal: end.signal, pace, pagePort, log: (line) => lines.push(line) });
  return { lines, end };
};

test('the demo serves the shop’s pages with the widget, and the chat accepts them', async () => {
  await write({ wsUrl: 'ws://127.0.0.1:1/ws' });
  const port = await freePort();
  const { lines, end } = await run(port);
  expect(lines).toContain(`the shop’s page with the chat is at http://127.0.0.1:${port}/`);
  const page = await fetch(`http://127.0.0.1:${port}/?lang=ar`);
  expect(await page.text()).toMatch(new RegExp(`<html lang="ar" dir="rtl">[^]*<script src="${api.url}/widget.js" data-origin="[^"]+" async>`));
  expect(page.headers.get('content-security-policy')).toContain(`trusted-types 'none'`);
  expect(await (await fetch(`http://127.0.0.1:${port}/delivery?lang=xx`)).text()).toContain('<html lang="en" dir="ltr">');
  for (const path of ['/shop.css', '/shop.js']) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/nowhere`)).status).toBe(404);
  end.abort();
});

test('a port that is taken, or a hub without sockets, costs the page and nothing else', async () => {
  await write({ wsUrl: 'ws://127.0.0.1:1/ws' });
  const { lines } = await run(Number(new URL(api.url).port));
  expect(lines[0]).toMatch(/^the shop’s page is not served: .*EADDRINUSE/);
  await write({});
  expect((await run(await freePort())).lines[0]).toContain('without a WebSocket address');
});

test('the shop’s server signs the customer’s id, and its policy names the hub only', async () => {
  const server = createShopPage({ hubUrl: 'https://hub.example', wsUrl: 'wss://ws.example/v1', originId: 'o"><script>', identitySecret: 's' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const me = (await (await fetch(`http://127.0.0.1:${port}/me.json`)).json()) as { id: string; hash: string };
  expect(me.hash).toBe(createHmac('sha256', 's').update(me.id).digest('hex'));
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).not.toContain('o"><script>');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const policy = shopPolicy({ hubUrl: 'https://hub.example', wsUrl: 'wss://ws.example/v1' });
  expect(policy).toContain(`connect-src 'self' https://hub.example wss://ws.example;`);
  expect(policy).not.toMatch(/unsafe|\*/);
});
