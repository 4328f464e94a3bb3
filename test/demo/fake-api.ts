import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Item = Record<string, unknown>;

/** Just enough of the API for the demo to open its shop; it can be told to break off after so many calls. */
export class FakeApi {
  readonly created = new Map<string, Item[]>();
  readonly webhooks: { path: string; body: string }[] = [];
  readonly replies: Item[] = [];
  /** Calls of the visitor of the chat. */
  readonly visits: { path: string; page: string | undefined; body: Item }[] = [];
  /** The status of the visitor's calls when they are refused. */
  refusesVisits: number | undefined;
  readonly patches: { path: string; body: Item }[] = [];
  tickets: Item[] = [];
  /** Places that somebody else has connected. */
  otherOrigins: Item[] = [];
  canReply = (channel: string): boolean => ['whatsapp', 'api'].includes(channel);
  tenants = 0;
  /** Calls left before everything is answered with a 500, as if the demo were killed there. */
  callsLeft = Number.POSITIVE_INFINITY;
  /** How many webhooks are rejected with a 503 before one is taken. */
  busy = 0;
  url = '';
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const answer = (status: number, body: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (this.callsLeft-- <= 0) return answer(500, { detail: 'broken off' });
    const route = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith('/webhooks/')) {
      if (this.busy > 0) {
        this.busy -= 1;
        return answer(503, {});
      }
      this.webhooks.push({ path: url.pathname, body: text });
      return answer(200, {});
    }
    if (url.pathname.startsWith('/v1/applications')) return this.chat(route, url, text, answer);
    if (url.pathname.startsWith('/v1/livechat/')) return this.visit(url.pathname, request.headers['origin'], text, answer);
    if (route === 'GET /v1/health') return answer(200, { status: 'ok' });
    if (route === 'POST /v1/tenants') return this.tenants++ === 0 ? answer(201, {}) : answer(409, { code: 'conflict' });
    if (route === 'POST /v1/sessions') return answer(201, { accessToken: 'a' });
    if (route === 'GET /v1/me') return answer(200, { id: 'agent' });
    if (route === 'GET /v1/directory') {
      const origins = [...(this.created.get('/v1/origins') ?? []), ...this.otherOrigins].map((origin) => ({
        canReply: this.canReply(String(origin['channel'])),
        ...origin,
      }));
      return answer(200, { agents: [], teams: [], origins });
    }
    if (route === 'GET /v1/tickets')
      return answer(200, { items: this.tickets.filter((ticket) => ticket['status'] === url.searchParams.get('status')), nextCursor: null });
    if (route.endsWith('/messages')) {
      this.replies.push({ ...(JSON.parse(text) as Item), to: route.split('/')[3] });
      return answer(201, {});
    }
    if (request.method === 'PATCH') {
      this.patches.push({ path: url.pathname, body: JSON.parse(text) as Item });
      return answer(200, {});
    }
    return this.collection(request.method === 'POST', url, text, answer);
  }

  /** Applications with a token, numbered chats, and counted messages. */
  private chat(route: string, url: URL, text: string, answer: (status: number, body: unknown) => void): void {
    if (route.startsWith('GET')) return this.collection(false, url, text, answer);
    const [, , , token, , number, isMessage] = url.pathname.split('/');
    const at = (path: string): Item[] => this.created.get(path) ?? [];
    const item: Item = {
      ...(JSON.parse(text) as Item),
      ...(token === undefined ? { token: `token-${at(url.pathname).length + 1}` } : { number: at(url.pathname).length + 1 }),
      ...(token !== undefined && isMessage === undefined ? { messagesCount: 0 } : {}),
    };
    this.created.set(url.pathname, [...at(url.pathname), item]);
    const chats = `/v1/applications/${String(token)}/chats`;
    if (isMessage !== undefined)
      this.created.set(
        chats,
        at(chats).map((chat) => (String(chat['number']) === number ? { ...chat, messagesCount: item['number'] } : chat)),
      );
    return answer(201, item);
  }

  private visit(path: string, page: string | undefined, text: string, answer: (status: number, body: unknown) => void): void {
    this.visits.push({ path, page, body: text === '' ? {} : (JSON.parse(text) as Item) });
    if (this.refusesVisits !== undefined) return answer(this.refusesVisits, { detail: 'refused' });
    if (path.endsWith('/sessions')) return answer(201, { token: 'visitor' });
    return path.endsWith('/updates')
      ? answer(200, {
          items: [
            { number: 1, from: 'visitor' },
            { number: 4, from: 'agent' },
          ],
        })
      : answer(201, {});
  }

  private collection(post: boolean, url: URL, text: string, answer: (status: number, body: unknown) => void): void {
    const items = this.created.get(url.pathname) ?? [];
    if (!post) {
      // Two a page, so that paging is tried too.
      const from = Number(url.searchParams.get('cursor') ?? 0);
      return answer(200, { items: items.slice(from, from + 2), nextCursor: from + 2 < items.length ? String(from + 2) : null });
    }
    const body = JSON.parse(text) as Item;
    const id = `${url.pathname.split('/').at(-1)}-${items.length + 1}`;
    const item = { ...body, id, webhookPath: `/webhooks/${String(body['channel'])}/${id}` };
    this.created.set(url.pathname, [...items, item]);
    return answer(201, item);
  }
}
