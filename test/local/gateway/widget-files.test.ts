import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGateway } from '../../../local/gateway/http-server.ts';
import { Router } from '../../../local/gateway/router.ts';
import { widgetFiles } from '../../../local/gateway/widget-files.ts';

let folder: string;
let server: ReturnType<typeof createGateway>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-widget-files-'));
  server = createGateway({ router: new Router([]), functions: new Map(), own: widgetFiles(folder) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });

test('pages of every host may load the script and its languages', async () => {
  writeFileSync(join(folder, 'widget.js'), 'the script');
  writeFileSync(join(folder, 'widget-it.js'), 'the words');
  const answer = await ask('/widget.js');
  expect([answer.status, await answer.text()]).toEqual([200, 'the script']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(await (await ask('/widget-it.js')).text()).toBe('the words');
  expect([(await ask('/widget.js', 'HEAD')).status, await (await ask('/widget.js', 'HEAD')).text()]).toEqual([200, '']);
});

test('nothing else is read from the folder, and nothing else is done', async () => {
  writeFileSync(join(folder, 'secret.js'), 'no');
  for (const path of ['/widget-de.js', '/widget-..%2fsecret.js', '/widget/../secret.js', '/secret.js']) expect((await ask(path)).status).toBe(404);
  expect((await ask('/widget.js', 'POST')).status).toBe(404);
});
