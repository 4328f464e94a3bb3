import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guardedFetch } from '../../../adapters/outgoing/guarded-fetch.ts';
import { replyOnTelegram } from '../../../channels/telegram/reply.ts';
import { reply } from '../exchange.ts';

const PIECE = new Uint8Array(64 * 1024);
const PIECES = 760;
const SIZE = PIECE.length * PIECES;
/** What the pipes between hold: Node's buffers and the operating system's of both sockets. */
const BUFFERED = 12 * 1024 * 1024;

let produced = 0;
let taken = 0;
let most = 0;
/** Takes a file; `leaves` breaks the connection after so many bytes. `silent`: in place of the answer. */
const telegram = (leaves: number, silent: boolean) =>
  createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      most = Math.max(most, produced - taken);
      if (taken > leaves) request.destroy();
    });
    request.on('end', () => (silent ? request.socket.destroy() : response.end(JSON.stringify({ ok: true, result: { message_id: 7, chat: { id: 5 } } }))));
    request.on('error', () => {});
  });
let server: ReturnType<typeof telegram>;
const send = async (leaves = Number.POSITIVE_INFINITY, pieces = PIECES, silent = false) => {
  server = telegram(leaves, silent);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { baseUrl: `http://${host}`, timeoutMs: 10_000, fetch: guardedFetch(new Set([host])) };
  async function* open() {
    for (let nth = 0; nth < pieces; nth += 1) {
      produced += PIECE.length;
      yield PIECE;
    }
  }
  const file = { id: 'f', name: 'large.pdf', type: 'application/pdf', size: SIZE, url: '', open };
  return replyOnTelegram({ ...reply, to: '5', files: [file] }, { botToken: '1:b', secretToken: 's' }, settings);
};
beforeEach(() => {
  produced = taken = most = 0;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('a document of 47 MB is never held as a whole', async () => {
  expect(await send()).toEqual({ outcome: 'sent', providerId: '5/7' });
  expect(taken).toBeGreaterThan(SIZE);
  expect(most).toBeLessThan(BUFFERED);
});

it('a connection that breaks in the middle of a file is a retry, and stops reading the store', async () => {
  expect(await send(10 * 1024 * 1024)).toMatchObject({ outcome: 'retry' });
  expect(produced).toBeLessThan(30 * 1024 * 1024);
});

it('a store that breaks in the middle of a file is a retry', async () => {
  expect(await send(Number.POSITIVE_INFINITY, 10)).toMatchObject({ outcome: 'retry' });
  expect(taken).toBeLessThan(1024 * 1024);
});

it('a file that has left as a whole may be there, if the answer is lost', async () => {
  expect(await send(Number.POSITIVE_INFINITY, PIECES, true)).toMatchObject({ outcome: 'unknown' });
});
