import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../adapters/outgoing/addresses.ts';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { NoAnswer } from '../../../adapters/outgoing/no-answer.ts';
import { parseAllowed, refusalOf } from '../../../adapters/outgoing/permission.ts';
import { resolveByDns } from '../../../adapters/outgoing/resolve.ts';

const init = (body = '{}', timeoutMs = 5_000) => ({ method: 'POST', headers: { 'x-a': 'b' }, body, timeoutMs });

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
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '100::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'feff::1',
    'ff02::1',
    '5f00::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '3fff::1',
    '4000::1',
    '0177.0.0.1',
    '127.1',
    'nonsense',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('what an address alone tells', () => {
  const allow = parseAllowed(' 127.0.0.1:9000 , other:1,');
  it.each(['https://shop.example/x', 'https://shop.example:8443/x', 'https://8.8.8.8/', 'http://127.0.0.1:9000/x', 'http://other:1/'])(
    '%s may be called',
    (url) => expect(refusalOf(url, allow)).toBeNull(),
  );
  it.each([
    ['http://shop.example/', 'https'],
    ['https://127.0.0.1/', 'PARLEY_OUTGOING_ALLOW=127.0.0.1:443'],
    ['http://127.0.0.1:9001/', 'PARLEY_OUTGOING_ALLOW=127.0.0.1:9001'],
    ['https://[::1]/', 'public internet'],
    ['https://0x7f.1/', 'public internet'],
    ['https://localhost:1/', 'public internet'],
    ['https://api.localhost./', 'public internet'],
    ['https://intranet/', 'public internet'],
    ['https://db.internal/', 'public internet'],
    ['https://ann:secret@shop.example/', 'password'],
    ['ftp://shop.example/', 'https'],
    ['nonsense', 'https'],
  ])('%s may not, and the reason says why', (url, reason) => expect(refusalOf(url, allow)).toContain(reason));
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
        else response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'retry-after': '7' }).end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('reaches exactly the hosts that are allowed on a laptop', async () => {
    const fetch = guardedFetch(parseAllowed(` ${host} , other:1,`));
    expect(await fetch(`http://${host}/hook?x=1`, init('{"é":1}'))).toEqual({ status: 201, retryAfter: '7', body: '{"ok":true}' });
    expect(seen.at(-1)).toEqual({ method: 'POST', url: '/hook?x=1', body: '{"é":1}', header: 'b' });
    expect((await fetch(`http://${host}/empty`, init())).status).toBe(204);
  });

  it('follows no redirect', async () => {
    expect((await guardedFetch(parseAllowed(host))(`http://${host}/moved`, init())).status).toBe(302);
    expect(seen.at(-1)?.url).toBe('/moved');
  });

  it('is refused for plain http and for addresses that are not public', async () => {
    const fetch = guardedFetch(new Set());
    for (const url of [`http://${host}/`, 'https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.1:8443/', 'https://169.254.169.254/latest', 'nonsense']) {
      await expect(fetch(url, init())).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
    }
  });

  it('is refused when any address of a name is not public, and connects to the one that was looked up', async () => {
    const looked: string[] = [];
    const answering = (addresses: string[]) => async (name: string) => (looked.push(name), addresses);
    await expect(guardedFetch(new Set(), answering(['8.8.8.8', '127.0.0.1']))('https://rebind.example/', init())).rejects.toMatchObject({
      code: 'OUTGOING_REFUSED',
    });
    await expect(guardedFetch(new Set(), answering([]))('https://nothing.example/', init())).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
    expect(looked).toEqual(['rebind.example', 'nothing.example']);
  });

  it('to a name that does not resolve, or not in time, left nothing', async () => {
    const failing = guardedFetch(new Set(), () => Promise.reject(new NoAnswer('ENOTFOUND', false)));
    await expect(failing('https://gone.example/', init())).rejects.toMatchObject({ code: 'ENOTFOUND', left: false });
    const silent = guardedFetch(new Set(), () => new Promise(() => {}));
    await expect(silent('https://slow.example/', init('{}', 20))).rejects.toMatchObject({ code: 'ETIMEOUT', left: false });
    await expect(resolveByDns('nothing.invalid')).rejects.toBeInstanceOf(NoAnswer);
  });

  it('to a port where nobody listens left nothing', async () => {
    const closed = await new Promise<number>((resolve) => {
      const other = createServer().listen(0, '127.0.0.1', () => {
        const { port } = other.address() as AddressInfo;
        other.close(() => resolve(port));
      });
    });
    const fetch = guardedFetch(parseAllowed(`127.0.0.1:${closed}`));
    await expect(fetch(`http://127.0.0.1:${closed}/`, init())).rejects.toMatchObject({ code: 'ECONNREFUSED', left: false });
  });
});
