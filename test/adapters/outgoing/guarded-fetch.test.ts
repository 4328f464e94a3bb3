import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch, isPublicAddress, parseAllowed } from '../../../adapters/outgoing/guarded-fetch.ts';

const init = (body = '{}') => ({ method: 'POST', headers: { 'x-a': 'b' }, body, signal: AbortSignal.timeout(5000) });

describe('addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001:810::200e'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'nonsense',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a call to a given address', () => {
  let server: Server;
  let host = '';
  const seen: { method: string | undefined; url: string | undefined; body: string; header: unknown }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, body, header: request.headers['x-a'] });
        if (request.url === '/moved') response.writeHead(302, { location: '/other' }).end();
        else if (request.url === '/empty') response.writeHead(204).end();
        else if (request.url === '/long') response.end(Buffer.alloc(1_500_000));
        else response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }).end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('reaches exactly the hosts that are allowed on a laptop', async () => {
    const fetch = guardedFetch(parseAllowed(` ${host} , other:1,`));
    const response = await fetch(`http://${host}/hook?x=1`, init('{"é":1}'));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ ok: true });
    expect(seen.at(-1)).toEqual({ method: 'POST', url: '/hook?x=1', body: '{"é":1}', header: 'b' });
    expect((await fetch(`http://${host}/empty`, init())).status).toBe(204);
  });

  it('follows no redirect and reads no endless answer', async () => {
    const fetch = guardedFetch(parseAllowed(host));
    expect((await fetch(`http://${host}/moved`, init())).status).toBe(302);
    expect(seen.at(-1)?.url).toBe('/moved');
    await expect(fetch(`http://${host}/long`, init())).rejects.toThrow('too long');
  });

  it('is refused for plain http and for addresses that are not public', async () => {
    const fetch = guardedFetch(new Set());
    for (const url of [`http://${host}/`, 'https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.1:8443/', 'https://169.254.169.254/latest']) {
      await expect(fetch(url, init())).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
    }
  });

  it('is refused when any address of a name is not public, and connects to the one that was looked up', async () => {
    const looked: string[] = [];
    const lookup = (addresses: { address: string; family: number }[]) =>
      ((hostname: string, _options: unknown, callback: (error: Error | null, found: typeof addresses) => void) => {
        looked.push(hostname);
        callback(null, addresses);
      }) as never;
    const rebinding = guardedFetch(
      new Set(),
      lookup([
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
    );
    await expect(rebinding('https://rebind.example/', init())).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
    await expect(guardedFetch(new Set(), lookup([]))('https://nothing.example/', init())).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
    expect(looked).toEqual(['rebind.example', 'nothing.example']);
    const failing = guardedFetch(new Set(), ((_h: string, _o: unknown, callback: (error: Error) => void) =>
      callback(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }))) as never);
    await expect(failing('https://gone.example/', init())).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});
