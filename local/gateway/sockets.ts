import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HeldSockets } from '../../adapters/sockets/embedded.ts';
import type { SocketApi } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { SAFE_HEADERS } from './http-answer.ts';
import { type ConnectionFacts, connectEvent, disconnectEvent, messageEvent } from './socket-event.ts';

/** API Gateway's limits: one message, and the life of a connection. */
const MAX_MESSAGE_BYTES = 128 * 1024;
const LIFE_MS = 2 * 3_600_000;
const PING_MS = 30_000;
/** A peer that stops reading is disconnected before its buffer fills the memory. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

interface Connection {
  readonly socket: WebSocket;
  readonly facts: ConnectionFacts;
  lastActiveAt: number;
  alive: boolean;
}

/** One WebSocket API: calls `$connect` for new connections, passes frames to its routes, and lets functions of this process post to open connections. */
export class SocketGateway implements HeldSockets {
  readonly #api: SocketApi;
  readonly #functions: ReadonlyMap<string, LocalFunction>;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: false });
  readonly #connections = new Map<string, Connection>();
  readonly #pings: NodeJS.Timeout;

  constructor(api: SocketApi, functions: ReadonlyMap<string, LocalFunction>, pingMs = PING_MS) {
    this.#api = api;
    this.#functions = functions;
    // An invalid handshake gets the same response as every other rejection.
    this.#server.on('wsClientError', (_error, socket: Duplex) => refuse(socket, 400));
    this.#pings = setInterval(() => this.#ping(), pingMs).unref();
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => undefined);
    const facts: ConnectionFacts = {
      connectionId: randomBytes(12).toString('base64url'),
      apiId: this.#api.apiId,
      stage: this.#api.stage,
      domainName: request.headers.host ?? '',
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      connectedAt: Date.now(),
    };
    const status = await this.#admit(facts, request);
    if (status !== 200) return refuse(socket, status);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#opened(webSocket, facts));
  }

  /** `gone` when there is no such connection, `too large` over 128 KB. */
  post(connectionId: string, data: string): 'sent' | 'gone' | 'too large' {
    const connection = this.#connections.get(connectionId);
    if (connection === undefined || connection.socket.readyState !== connection.socket.OPEN) return 'gone';
    if (Buffer.byteLength(data) > MAX_MESSAGE_BYTES) return 'too large';
    if (connection.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      connection.socket.terminate();
      return 'gone';
    }
    connection.lastActiveAt = Date.now();
    connection.socket.send(data);
    return 'sent';
  }

  /** False when the connection is closed. */
  disconnect(connectionId: string): boolean {
    const connection = this.#connections.get(connectionId);
    connection?.socket.close(1000, 'Connection Closed Normally');
    return connection !== undefined;
  }

  /** Closes all connections with "going away" and waits for their `$disconnect`s, at most `graceMs`. */
  async close(graceMs: number): Promise<void> {
    clearInterval(this.#pings);
    for (const { socket } of this.#connections.values()) socket.close(1001, 'Going away');
    const until = Date.now() + graceMs;
    while (this.#connections.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const { socket } of this.#connections.values()) socket.terminate();
  }

  async #admit(facts: ConnectionFacts, request: IncomingMessage): Promise<number> {
    const connect = this.#functions.get(this.#api.routes['$connect'] ?? '');
    if (connect === undefined) return 200;
    try {
      const result = await connect.invoke(connectEvent(facts, request));
      const status = typeof result === 'object' && result !== null && 'statusCode' in result ? Number(result.statusCode) : 200;
      return status >= 200 && status < 300 ? 200 : status;
    } catch (error) {
      logRepeatedError('$connect failed', error);
      return 502;
    }
  }

  #opened(socket: WebSocket, facts: ConnectionFacts): void {
    const connection: Connection = { socket, facts, lastActiveAt: Date.now(), alive: true };
    this.#connections.set(facts.connectionId, connection);
    const life = setTimeout(() => socket.close(1001, 'Going away'), LIFE_MS);
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('message', (data: Buffer) => this.#message(connection, data.toString('utf8')));
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      clearTimeout(life);
      this.#connections.delete(facts.connectionId);
      void this.#call('$disconnect', disconnectEvent(facts, code, reason.toString('utf8'), Date.now()));
    });
  }

  #message(connection: Connection, body: string): void {
    connection.lastActiveAt = Date.now();
    connection.alive = true;
    const routeKey = this.#routeOf(body);
    if (routeKey === undefined) {
      connection.socket.send(JSON.stringify({ message: 'Forbidden', connectionId: connection.facts.connectionId }));
      return;
    }
    void this.#call(routeKey, messageEvent(connection.facts, routeKey, body, connection.lastActiveAt)).then((failed) => {
      if (!failed || connection.socket.readyState !== connection.socket.OPEN) return;
      connection.socket.send(JSON.stringify({ message: 'Internal server error', connectionId: connection.facts.connectionId }));
    });
  }

  #routeOf(body: string): string | undefined {
    const { selector, routes } = this.#api;
    if (selector !== null && Object.keys(routes).some((key) => !key.startsWith('$'))) {
      try {
        const chosen: unknown = (JSON.parse(body) as Record<string, unknown> | null)?.[selector];
        if (typeof chosen === 'string' && routes[chosen] !== undefined) return chosen;
      } catch {
        // Not JSON: `$default` decides.
      }
    }
    return routes['$default'] === undefined ? undefined : '$default';
  }

  /** True when it failed. */
  async #call(routeKey: string, event: Record<string, unknown>): Promise<boolean> {
    const fn = this.#functions.get(this.#api.routes[routeKey] ?? '');
    if (fn === undefined) return false;
    try {
      await fn.invoke(event);
      return false;
    } catch (error) {
      logRepeatedError(`${routeKey} failed`, error);
      return true;
    }
  }

  #ping(): void {
    for (const connection of this.#connections.values()) {
      if (!connection.alive) {
        connection.socket.terminate();
        continue;
      }
      connection.alive = false;
      connection.socket.ping();
    }
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Responds to the handshake with a plain HTTP status. */
export function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify({ message: REASONS[status] ?? 'Refused' });
  const headers = { ...SAFE_HEADERS, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
