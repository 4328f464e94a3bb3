import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPage } from '../../../domain/chat/previews/read-page.ts';
import type { visiting as Visiting } from '../../../functions/senders/previews.ts';

let server: Server;
let base: string;
let deps: typeof Visiting;
let secured: (url: string, exempt?: ReadonlySet<string>) => string;
const asked: { path: string; headers: IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, headers: request.headers });
    if (path === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (path === '/inside') return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    if (path === '/moved') return response.writeHead(301, { location: '/page', 'set-cookie': 'a=b' }).end();
    if (path === '/large' || path === '/endless') {
      const length = path === '/large' ? { 'content-length': '300000000' } : {};
      response.writeHead(200, { 'content-type': 'text/html', ...length }).write(`<title>${path}</title>`);
      const more = setInterval(() => response.write(Buffer.alloc(65_536, 32)), 1);
      return response.on('close', () => clearInterval(more));
    }
    return response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(Buffer.from('<title>Grüße</title>', 'latin1'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  vi.stubEnv('PARLEY_OUTGOING_ALLOW', `127.0.0.1:${port}`);
  ({ visiting: deps, secured } = await import('../../../functions/senders/previews.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const titleAt = async (path: string): Promise<string | undefined> => (await readPage(deps, `${base}${path}`))?.title;

describe('a link is visited', () => {
  it('with a fixed name, and nothing of whoever wrote it', async () => {
    expect(await titleAt('/page')).toBe('Grüße');
    expect(asked.at(-1)?.headers).toEqual({
      accept: 'text/html,application/xhtml+xml',
      'accept-encoding': 'identity',
      'content-length': '0',
      connection: 'keep-alive',
      host: new URL(base).host,
      'user-agent': 'Mozilla/5.0 (compatible; ParleyLinkPreview/1.0)',
    });
  });

  it('through redirects, without their cookies', async () => {
    expect(await titleAt('/moved')).toBe('Grüße');
    expect(asked.slice(-2).map(({ path, headers }) => [path, headers.cookie, headers.referer])).toEqual([
      ['/moved', undefined, undefined],
      ['/page', undefined, undefined],
    ]);
  });

  it('but not in a circle, and not inside', async () => {
    expect([await titleAt('/loop'), await titleAt('/inside')]).toEqual([undefined, undefined]);
    expect(asked.filter(({ path }) => path === '/loop')).toHaveLength(4);
    for (const url of ['https://127.0.0.1/', 'https://10.0.0.1/', 'https://[::1]/', 'https://metadata.internal/', `http://localhost:${new URL(base).port}/`])
      expect(await readPage(deps, url)).toBeNull();
  });

  it('and left after a megabyte: 300 MB, and a page that never ends', async () => {
    expect([await titleAt('/large'), await titleAt('/endless')]).toEqual(['/large', '/endless']);
  });
});

it.each([
  ['http://shop.example/a?b#c', 'https://shop.example/a?b#c'],
  ['http://shop.example:80/', 'https://shop.example/'],
  ['http://shop.example:8080/', 'http://shop.example:8080/'],
  ['https://shop.example/', 'https://shop.example/'],
  ['http://laptop.example/', 'http://laptop.example/'],
  ['nothing', 'nothing'],
])('%s is visited as %s', (url, as) => expect(secured(url, new Set(['laptop.example:80']))).toBe(as));
