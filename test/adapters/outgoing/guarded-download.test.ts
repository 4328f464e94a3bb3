import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DownloadAnswer, guardedDownload } from '../../../adapters/outgoing/guarded-download.ts';
import { rawServer } from './raw-server.ts';

const FILE = Buffer.alloc(200_000, 'x');
const seen: { readonly path: string; readonly authorization: string | undefined }[] = [];
let server: Server;
let other: Server;
let raw: Awaited<ReturnType<typeof rawServer>>;
const hostOf = (one: Server): string => `127.0.0.1:${(one.address() as AddressInfo).port}`;

beforeAll(async () => {
  const files = (): Server =>
    createServer((request, response) => {
      const path = String(request.url);
      seen.push({ path, authorization: request.headers.authorization });
      const to = (location: string, status = 302) => response.writeHead(status, { location }).end('moved');
      if (path === '/file') response.writeHead(200, { 'content-length': FILE.length, 'content-type': 'image/x', 'retry-after': '4' }).end(FILE);
      else if (path === '/hops/1') to('/file', 301);
      else if (/^\/hops\/\d$/.test(path)) to(`/hops/${Number(path.at(-1)) - 1}`, 307);
      else if (path === '/elsewhere') to(`http://${hostOf(other)}/file`);
      else if (path === '/private') to('https://10.0.0.1/file');
      else if (path === '/plain') to('http://8.8.8.8/file');
      else if (path === '/nowhere') response.writeHead(302).end('moved to nowhere');
      else if (path === '/chunked') response.writeHead(200).end(FILE);
      else if (path === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(FILE);
      else response.writeHead(404).end('no');
    });
  [server, other] = [files(), files()];
  for (const one of [server, other]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  raw = await rawServer({
    '/broken': (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'),
    '/silent': (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'),
    '/upgrade': (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  });
});
afterAll(() => {
  raw.close();
  for (const one of [server, other]) one.close();
});

const get = <T>(url: string, take: (answer: DownloadAnswer) => Promise<T>, headers: Readonly<Record<string, string>> = {}): Promise<T> =>
  guardedDownload(new Set([hostOf(server), hostOf(other), raw.host]))(url, { headers, timeoutMs: 2_000, bodyMs: 500 }, take);
const whole = async ({ status, url, type, size, retryAfter, bytes }: DownloadAnswer) => {
  let read = 0;
  for await (const piece of bytes) read += piece.length;
  return { status, at: new URL(url).pathname, type, size, retryAfter, read };
};

it('reads a file piece by piece, with its size where the server tells it', async () => {
  expect(await get(`http://${hostOf(server)}/file`, whole)).toEqual({
    status: 200,
    at: '/file',
    type: 'image/x',
    size: FILE.length,
    retryAfter: '4',
    read: FILE.length,
  });
  expect(await get(`http://${hostOf(server)}/chunked`, whole)).toEqual({
    status: 200,
    at: '/chunked',
    type: null,
    size: null,
    retryAfter: null,
    read: FILE.length,
  });
  expect(await get(`http://${hostOf(server)}/none`, whole)).toMatchObject({ status: 404 });
  expect(await get(`http://${hostOf(server)}/nowhere`, whole)).toMatchObject({ status: 302 });
});

it('follows three redirects, and no fourth', async () => {
  expect(await get(`http://${hostOf(server)}/hops/3`, whole)).toMatchObject({ status: 200, at: '/file', read: FILE.length });
  await expect(get(`http://${hostOf(server)}/hops/4`, whole)).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
});

it('tells credentials to the first host only', async () => {
  seen.length = 0;
  await get(`http://${hostOf(server)}/hops/1`, whole, { authorization: 'Bearer secret' });
  await get(`http://${hostOf(server)}/elsewhere`, whole, { authorization: 'Bearer secret', accept: '*/*' });
  expect(seen).toEqual([
    { path: '/hops/1', authorization: 'Bearer secret' },
    { path: '/file', authorization: 'Bearer secret' },
    { path: '/elsewhere', authorization: 'Bearer secret' },
    { path: '/file', authorization: undefined },
  ]);
});

it('checks each address anew: no redirect leads to a private or an unprotected one', async () => {
  for (const path of ['/private', '/plain']) await expect(get(`http://${hostOf(server)}${path}`, whole)).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
  await expect(get('https://192.168.0.7/x', whole)).rejects.toMatchObject({ code: 'OUTGOING_REFUSED' });
});

it('says why there is no file: a body that breaks off, that stops, that is compressed, and no body at all', async () => {
  await expect(get(`http://${raw.host}/broken`, whole)).rejects.toMatchObject({ code: 'BODY_BROKE_OFF' });
  await expect(get(`http://${raw.host}/silent`, whole)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  await expect(get(`http://${hostOf(server)}/gzip`, whole)).rejects.toMatchObject({ code: 'CONTENT_ENCODING' });
  await expect(get(`http://${raw.host}/upgrade`, whole)).rejects.toMatchObject({ code: 'UPGRADE' });
});

it('hands on what the reader throws, and ends the connection of a body that is not read', async () => {
  const failing = get(`http://${hostOf(server)}/file`, async () => Promise.reject(new Error('the store is full')));
  await expect(failing).rejects.toThrow('the store is full');
  expect(await get(`http://${hostOf(server)}/file`, async ({ size }) => size)).toBe(FILE.length);
});
