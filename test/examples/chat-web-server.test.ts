import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { buildPage } from '../../examples/chat-web/build-page.ts';
import { createServerOf } from '../../examples/chat-web/serve.ts';
import { NORA, PEOPLE } from '../../examples/shared/demo-people.ts';

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );

describe('the server of the chat page', () => {
  const servers: Server[] = [];
  let url = '';
  let port = 0;
  beforeAll(async () => {
    const hub = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { authorization = '', host } = request.headers;
        response.writeHead(201, { 'content-type': 'application/json', 'retry-after': '3' });
        response.end(JSON.stringify({ method: request.method, path: request.url, authorization, host, body }));
      });
    });
    const apiUrl = `http://127.0.0.1:${await listen(hub)}`;
    const served = {
      apiUrl,
      wsUrl: 'wss://feed.example.com/prod',
      filesOrigin: 'https://files.example.com',
      files: await buildPage(),
      demo: { tenant: 'demo', token: ({ sub }: { sub: string }) => Promise.resolve(`token of ${sub}`) },
      people: PEOPLE,
      applications: ['app-1'],
    };
    const [web, alone] = [createServerOf(served), createServerOf({ ...served, demo: null, apiUrl: 'http://127.0.0.1:1' })];
    port = await listen(web);
    url = `http://127.0.0.1:${port}`;
    aloneUrl = `http://127.0.0.1:${await listen(alone)}`;
    servers.push(hub, web, alone);
  }, 60_000);
  let aloneUrl = '';
  afterAll(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
  const ask = (path: string, body?: unknown, type = 'application/json') =>
    fetch(`${url}${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': type } });

  it('has a page whose policy allows no inline script, style or HTML, and its own files, the feed and the files only', async () => {
    const response = await ask('/');
    const text = await response.text();
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style=/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self' wss://feed.example.com https://files.example.com");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|data:|\*/);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = await ask(path);
      expect([file.status, file.headers.get('content-security-policy')], path).toEqual([200, policy]);
    }
    expect((await ask('/../package.json')).status).toBe(404);
  });

  it('tells the page where the feed is, and who the people of the demo are, without secrets', async () => {
    expect(await (await ask('/config.json')).json()).toEqual({
      wsUrl: 'wss://feed.example.com/prod',
      applications: ['app-1'],
      people: PEOPLE.map(({ sub, name }) => ({ sub, name })),
    });
    expect(await (await fetch(`${aloneUrl}/config.json`)).json()).toMatchObject({ people: [] });
  });

  it('vouches for the people of the demo only, to its own page', async () => {
    expect(await (await ask('/demo-token', { sub: NORA.sub })).json()).toEqual({ tenant: 'demo', idToken: 'token of nora' });
    expect((await ask('/demo-token', { sub: 'somebody' })).status).toBe(404);
    expect((await ask('/demo-token', {})).status).toBe(404);
    // What a form of another page could send.
    expect((await ask('/demo-token', { sub: NORA.sub }, 'text/plain')).status).toBe(404);
    expect((await ask('/demo-token', { sub: 'x'.repeat(2000) })).status).toBe(400);
    expect((await ask('/demo-token')).status).toBe(404);
    expect((await fetch(`${aloneUrl}/demo-token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"sub":"nora"}' })).status).toBe(
      404,
    );
  });

  it('answers to its own name only', async () => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('GET /config.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'));
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
    expect(answer).not.toContain('wsUrl');
  });

  it('passes calls on to the hub as they are, and the hub’s answers back', async () => {
    const response = await fetch(`${url}/v1/send?x=1`, { method: 'PUT', headers: { authorization: 'Bearer t' }, body: 'what' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([201, '3']);
    const got = (await response.json()) as { host: string };
    expect(got).toMatchObject({ method: 'PUT', path: '/v1/send?x=1', authorization: 'Bearer t', body: 'what' });
    expect(got.host).not.toBe(`127.0.0.1:${port}`);
  });

  it('asks to come back while the hub is away', async () => {
    const response = await fetch(`${aloneUrl}/v1/me`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });
});

test('the page is built from what is in its folder, small enough for a phone', async () => {
  const files = await buildPage();
  expect([...files.keys()].toSorted()).toEqual(['/', '/icon.svg', '/main.css', '/main.js']);
  expect(files.get('/main.js')?.body.length).toBeLessThan(320_000);
});
