import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { type OutgoingAnswer, readAnswer } from './answer.ts';
import { connectionsOf, isKept } from './connections.ts';
import { NoAnswer } from './no-answer.ts';
import { ForbiddenAddress } from './permission.ts';

export interface OutgoingInit {
  readonly method: string;
  /** For a streamed body: set `content-length` if the size is known, otherwise the body is sent in chunks. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or pieces that are read while they are sent. */
  readonly body: string | AsyncIterable<Uint8Array>;
  /** Until the status line arrives; for a streamed body, counted from the last chunk. */
  readonly timeoutMs: number;
}

/** Milliseconds until there is a connection (TLS included), for a body of pieces in all, and from the status line to the end of the body. */
const CONNECT_MS = 5_000;
const PIECES_MS = 60_000;
const BODY_MS = 2_000;
/** Interim answers (1xx) before the final one. */
const INTERIM = 20;

/** How an answer is read. */
export interface Reading<T> {
  /** Reads the body too. The connection ends when the promise settles, unless the body was read to its end. */
  of(incoming: IncomingMessage): Promise<T>;
  /** An answer without a body. */
  bare(status: number): T | Promise<T>;
}

const TEXT: Reading<OutgoingAnswer> = {
  of: (incoming) => readAnswer(incoming, BODY_MS),
  bare: (status) => ({ status, retryAfter: null, body: '' }),
};

/** One request and its answer as a text. `lookup`: asked where a new connection is needed. @throws ForbiddenAddress; NoAnswer */
export const exchange = (target: URL, lookup: LookupFunction | undefined, init: OutgoingInit): Promise<OutgoingAnswer> =>
  exchangeRead(target, lookup, init, TEXT);

/** The same; `reading` reads the answer. @throws ForbiddenAddress; NoAnswer; what `reading` throws */
export const exchangeRead = <T>(target: URL, lookup: LookupFunction | undefined, init: OutgoingInit, reading: Reading<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const { method, headers, body, timeoutMs } = init;
    let connected = false;
    let answered = false;
    let brokeOff: unknown;
    let interim = 0;
    let connecting: NodeJS.Timeout | undefined;
    const isSecure = target.protocol === 'https:';
    const outgoing = (isSecure ? httpsRequest : httpRequest)(target, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity', ...(typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {}) },
      agent: connectionsOf(target.protocol),
      ...(lookup ? { lookup } : {}),
    });
    // The call ends in exactly one of these two functions. After that, the socket is closed.
    const stop = (): void => {
      for (const timer of [connecting, waiting, sending]) clearTimeout(timer);
    };
    const fail = (code: string, cause?: unknown): void => {
      if (answered) return;
      stop();
      outgoing.destroy();
      if (cause instanceof ForbiddenAddress || cause instanceof NoAnswer) reject(cause);
      // An incomplete request has no effect.
      else if (brokeOff !== undefined) reject(new NoAnswer('BODY_BROKE_OFF', false, brokeOff));
      else reject(new NoAnswer(code, connected, cause));
    };
    const answer = (incoming: IncomingMessage): void => {
      answered = true;
      stop();
      if (!isKept(incoming.headers.connection) || !outgoing.writableFinished) outgoing.shouldKeepAlive = false;
      void reading
        .of(incoming)
        .then(resolve, reject)
        .finally(() => {
          if (!outgoing.shouldKeepAlive || !incoming.complete) outgoing.destroy();
        });
    };
    const waiting = setTimeout(() => fail('ETIMEDOUT'), timeoutMs);
    const sending = typeof body === 'string' ? undefined : setTimeout(() => fail('ETIMEDOUT'), Math.max(PIECES_MS, timeoutMs));
    outgoing.on('socket', (socket) => {
      const arrived = (): void => {
        connected = true;
        clearTimeout(connecting);
      };
      const begin = (): void => {
        connecting ??= setTimeout(() => fail('ECONNECTTIMEOUT'), Math.min(CONNECT_MS, timeoutMs));
      };
      if (outgoing.reusedSocket) return arrived();
      socket.once(isSecure ? 'secureConnect' : 'connect', arrived);
      // The DNS lookup has its own time limit.
      if (lookup && isIP(target.hostname.replace(/^\[|\]$/g, '')) === 0) socket.once('lookup', begin);
      else begin();
    });
    outgoing.on('information', () => {
      if ((interim += 1) > INTERIM) fail('TOO_MANY_INTERIM_ANSWERS');
    });
    // A 101 that was not requested. Node passes the socket on, and its errors must be handled here.
    outgoing.on('upgrade', ({ statusCode = 101 }, socket) => {
      answered = true;
      stop();
      socket.on('error', () => {});
      socket.destroy();
      resolve(reading.bare(statusCode));
    });
    outgoing.on('response', answer);
    outgoing.on('error', (error) => fail('code' in error ? String(error.code) : 'ECONNRESET', error));
    outgoing.on('close', () => fail('ECONNRESET'));
    if (typeof body === 'string') outgoing.end(body);
    else
      sendPieces(
        outgoing,
        body,
        () => waiting.refresh(),
        (error) => {
          brokeOff = error;
          fail('BODY_BROKE_OFF');
        },
      );
  });

/** `failed`: the source of the body failed. A broken connection shows on the request. */
const sendPieces = (outgoing: ClientRequest, pieces: AsyncIterable<Uint8Array>, wrote: () => void, failed: (error: unknown) => void): void => {
  const source = Readable.from(pieces, { objectMode: false });
  source.on('data', wrote);
  source.on('error', failed);
  outgoing.on('close', () => source.destroy());
  source.pipe(outgoing);
};
