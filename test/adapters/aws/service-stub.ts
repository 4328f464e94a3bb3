import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON. */
  json(): Record<string, unknown>;
}

type Answer = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string | object };

/**
 * A service on loopback that records what it is asked and answers as told: every test queues its answers or gives a function; without
 * one it is a 200 with `{}`. Credentials, region and `AWS_ENDPOINT_URL…` point here while the file's tests run.
 */
export function stubService(variable: string, contentType = 'application/x-amz-json-1.0') {
  const recorded: Recorded[] = [];
  const answers: (Answer | ((request: Recorded) => Answer))[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const entry = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: () => JSON.parse(body) as Record<string, unknown>,
      };
      recorded.push(entry);
      const next = answers.shift() ?? {};
      const answer = typeof next === 'function' ? next(entry) : next;
      response.writeHead(answer.status ?? 200, { 'content-type': contentType, ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    vi.stubEnv(variable, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'session/token==');
  });
  afterEach(() => {
    recorded.length = 0;
    answers.length = 0;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { recorded, answer: (...next: typeof answers) => answers.push(...next) };
}
