import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import type { CallSettings } from '../../channels/outbound.ts';
import type { ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';

const PIECE = new Uint8Array(64 * 1024);
/** What the pipes between hold: Node's buffers and the operating system's of both sockets. */
const BUFFERED = 12 * 1024 * 1024;
const MB = 1024 * 1024;

interface Upload {
  /** Of 64 KB each. */
  readonly pieces: number;
  /** The call that carries the file. */
  isUpload(request: IncomingMessage): boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
  send(files: ReplyAction['files'], settings: CallSettings): Promise<Outcome>;
  /** What a good send answers. */
  readonly sent: Outcome;
}

/** The promises of a channel that streams a large file, as tests. Returns a send of the whole file, for further ones. */
export const testLargeFile = ({ pieces, isUpload, answer, send, sent }: Upload): (() => Promise<Outcome>) => {
  const size = PIECE.length * pieces;
  let server: Server;
  let produced = 0;
  let taken = 0;
  let most = 0;

  /** `leaves`: the provider breaks the connection after so many bytes. `stored`: the store breaks after so many pieces. */
  const sendFile = async ({ leaves = Number.POSITIVE_INFINITY, stored = pieces } = {}): Promise<Outcome> => {
    server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        if (isUpload(request)) taken += chunk.length;
        most = Math.max(most, produced - taken);
        if (taken > leaves) request.destroy();
      });
      request.on('end', () => answer(request, response));
      request.on('error', () => {});
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    async function* open() {
      for (let nth = 0; nth < stored; nth += 1) {
        produced += PIECE.length;
        yield PIECE;
      }
    }
    const file = { id: 'f', name: 'large.pdf', type: 'application/pdf', size, url: '', open };
    return send([file], { baseUrl: `http://${host}`, timeoutMs: 10_000, fetch: guardedFetch(new Set([host])) });
  };
  beforeEach(() => {
    produced = taken = most = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it(`a document of ${size / MB} MB is never held as a whole`, async () => {
    expect(await sendFile()).toEqual(sent);
    expect(taken).toBeGreaterThan(size);
    expect(most).toBeLessThan(BUFFERED);
  });

  it('a connection that breaks in the middle of a file is a retry, and stops reading the store', async () => {
    expect(await sendFile({ leaves: 10 * MB })).toMatchObject({ outcome: 'retry' });
    expect(produced).toBeLessThan(30 * MB);
  });

  it('a store that breaks in the middle of a file is a retry', async () => {
    expect(await sendFile({ stored: 10 })).toMatchObject({ outcome: 'retry' });
    expect(taken).toBeLessThan(MB);
  });

  return () => sendFile();
};
