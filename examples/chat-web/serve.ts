import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Person } from '../shared/business-key.ts';
import type { Demo } from '../shared/demo-people.ts';
import type { RunningHub } from '../shared/running-hub.ts';
import type { PageFile } from './build-page.ts';
import { forward } from './forward.ts';
import { pageHeaders } from './policy.ts';

export interface Served extends Omit<RunningHub, 'demo'> {
  readonly filesOrigin: string;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly demo: Demo | null;
  readonly people: readonly Person[];
  readonly applications: readonly string[];
}

/** Another name that leads here is one of a page that wants to read what only this machine may (DNS rebinding). */
const OWN_NAME = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

/** The page's server: its files, `/config.json`, `/demo-token`, and everything below `/v1/` from the hub, because the API answers its own pages only. */
export function createServerOf(served: Served): Server {
  const headers = pageHeaders(served);
  const json = (response: ServerResponse, status: number, body: unknown): void =>
    void response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A page of another host cannot send this type without asking first.
    const isOwn = request.headers['content-type'] === 'application/json';
    const { sub } = isOwn ? (JSON.parse(await text(request)) as { sub?: string }) : {};
    const person = served.people.find((one) => one.sub === sub);
    if (served.demo === null || person === undefined) return json(response, 404, {});
    json(response, 200, { tenant: served.demo.tenant, idToken: await served.demo.token(person) });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!OWN_NAME.test(request.headers.host ?? '')) return json(response, 403, {});
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    if (pathname.startsWith('/v1/')) return forward(served.apiUrl, request, response);
    if (pathname === '/demo-token' && request.method === 'POST') return token(request, response);
    if (pathname === '/config.json') {
      const { wsUrl, applications, demo } = served;
      return json(response, 200, { wsUrl, applications, people: demo === null ? [] : served.people.map(({ sub, name }) => ({ sub, name })) });
    }
    const file = served.files.get(pathname);
    if (file === undefined) return json(response, 404, {});
    response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.body);
  };
  return createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else json(response, 400, {});
    });
  });
}

const LONGEST = 1000;

async function text(request: IncomingMessage): Promise<string> {
  let whole = '';
  for await (const chunk of request) {
    whole += String(chunk);
    if (whole.length > LONGEST) throw new Error('too long');
  }
  return whole;
}
