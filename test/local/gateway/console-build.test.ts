import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { consoleFiles } from '../../../local/gateway/console-files.ts';
import { until } from '../../harness/until.ts';

test('the gateway builds the real page, whose files it then serves, and notes what it was made of', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-console-build-'));
  const handle = consoleFiles({ root: process.cwd(), folder: join(home, 'console'), wsUrl: 'ws://127.0.0.1:1/ws' });
  const server = createServer((request, response) => void handle(request, response, request.url ?? ''));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await until('the page is there', async () => (await fetch(`${url}/`)).status === 200, 60_000);
    const html = await (await fetch(`${url}/`)).text();
    const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(html) ?? [];
    expect(script).toMatch(/^\/assets\//);
    expect((await fetch(url + script)).headers.get('content-type')).toContain('text/javascript');
    expect((await fetch(`${url}/early.js`)).status).toBe(200);
    expect(JSON.parse(readFileSync(join(home, 'console-inputs.json'), 'utf8'))).toEqual(
      expect.arrayContaining(['console/src/main.tsx', 'client/rest/session.ts', 'console/src/style/tokens.css', 'console/build/page.ts']),
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
    rmSync(home, { recursive: true });
  }
}, 90_000);
