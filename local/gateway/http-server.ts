import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { CONSOLE_PATH } from '../../console/base.ts';
import { FunctionTimedOut, type LocalFunction } from '../functions/host.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { DEMO_PATH } from './demo-account.ts';
import { type Answer, answerOf, gatewayAnswer, INTERNAL_ERROR, SAFE_HEADERS, send } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import type { Router } from './router.ts';
import { IS_WIDGET_FILE } from './widget-files.ts';

/** API Gateway's payload limit. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
const NOT_FOUND = gatewayAnswer(404, 'Not Found');
const NO_HOST = gatewayAnswer(400, 'Bad Request', { connection: 'close' });
const EXPECTATION = gatewayAnswer(417, 'Expectation Failed', { connection: 'close' });
const TOO_LARGE = gatewayAnswer(413, 'Request Entity Too Large', { connection: 'close' });
const UNAVAILABLE = gatewayAnswer(503, 'Service Unavailable', { 'retry-after': '1' });

export interface HttpGateway {
  readonly router: Router;
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** Handles the laptop's own paths: `/_…`, `/demo.json`, the console’s and the chat widget’s files; true when it handled the request. */
  readonly own?: (request: IncomingMessage, response: ServerResponse, path: string, query: string) => boolean;
  readonly maxBodyBytes?: number;
}

/** An HTTP API: finds the route, calls its function with payload 2.0, and responds as API Gateway does. */
export function createGateway(gateway: HttpGateway): Server {
  const maxBytes = gateway.maxBodyBytes ?? MAX_BODY_BYTES;
  // A request without a host gets the gateway's response, not Node's.
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true, requireHostHeader: false }, (request, response) => {
    if (request.headers.host === undefined && request.httpVersion === '1.1') return send(response, NO_HOST, request.method === 'HEAD');
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    const path = mark === -1 ? target : target.slice(0, mark);
    const query = mark === -1 ? '' : target.slice(mark + 1);
    if (
      (path.startsWith('/_') || path === DEMO_PATH || CONSOLE_PATH.test(path) || IS_WIDGET_FILE.test(path)) &&
      gateway.own?.(request, response, path, query) === true
    )
      return;
    const match = gateway.router.find(request.method ?? 'GET', path);
    const fn = match === undefined ? undefined : gateway.functions.get(match.route.functionName);
    if (match === undefined || fn === undefined) {
      request.resume();
      send(response, NOT_FOUND, request.method === 'HEAD');
      return;
    }
    readBody(request, maxBytes, (body) => {
      if (body === undefined) {
        send(response, TOO_LARGE, false);
        // Reads the rest for a second, so that the caller can read the answer before the connection closes.
        setTimeout(() => request.destroy(), 1_000).unref();
        request.resume();
        return;
      }
      const requestId = randomUUID();
      const event = httpEvent(request, path, query, body, match, requestId, Date.now());
      fn.invoke(event, match.route.timeoutMs)
        .then(answerOf, (error: unknown) => failed(fn, error))
        .then((answer) => {
          answer.headers['apigw-requestid'] ??= requestId;
          send(response, answer, request.method === 'HEAD');
        })
        .catch((error: unknown) => {
          logRepeatedError(`${fn.plan.entry}: the response cannot be sent`, error);
          send(response, INTERNAL_ERROR, false);
        });
    });
  });
  server.requestTimeout = 60_000;
  server.on('clientError', refuse);
  server.on('checkExpectation', (_request, response: ServerResponse) => send(response, EXPECTATION, false));
  return server;
}

/** Invalid requests, and requests whose line or headers are too long, get a response in the same format as all others. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, code, title] =
    error.code === 'HPE_HEADER_OVERFLOW' ? [431, 'too_large', 'Request Header Fields Too Large'] : [400, 'invalid_request', 'Bad Request'];
  const body = JSON.stringify({ code, title, status, detail: 'The request line or its headers cannot be read.', errors: [] });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...Object.entries(SAFE_HEADERS).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function failed(fn: LocalFunction, error: unknown): Answer {
  logRepeatedError(`${fn.plan.entry} failed`, error);
  const answer = error instanceof FunctionTimedOut ? UNAVAILABLE : INTERNAL_ERROR;
  return { ...answer, headers: { ...answer.headers } };
}

/** The whole body, or undefined when it is larger than `maxBytes`. A caller that disconnects gets no response. */
function readBody(request: IncomingMessage, maxBytes: number, done: (body: Buffer | undefined) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return done(undefined);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      request.off('data', onData);
      request.off('end', onEnd);
      done(undefined);
    } else chunks.push(chunk);
  };
  const onEnd = (): void => {
    const only = chunks[0];
    done(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
  };
  request.on('data', onData);
  request.on('end', onEnd);
  request.on('error', () => undefined);
}

/** Stops accepting connections, waits up to `graceMs` for running requests, then closes every connection. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
  });
}
