import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { BASE, CONSOLE_PATH, FORMER_PATH } from '../../console/base.ts';

/**
 * A hub made of variables, for trying the page against what a real hub does rarely: sessions that end, sockets that break,
 * hostile texts. It speaks DESIGN §5 for the calls the page makes and nothing else.
 */
export interface FakeTicket {
  id: string;
  sequence: number;
  status: string;
  priority: string;
  origin: { id: string; channel: string };
  author: { id: string; name: string | null; handle: string | null };
  threadId: string;
  owner: { agentId: string | null; teamId: string | null };
  queueIds: string[];
  tags: string[];
  topic: string | null;
  waitingSince?: string | null;
  lastMessage: { number: number; kind: string; text: string; createdAt: string } | null;
  followupAt?: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
  [more: string]: unknown;
}
export interface FakeMessage {
  number: number;
  kind: string;
  text: string | null;
  author: { id: string; name: string | null; type?: string; handle?: string | null } | null;
  createdAt: string;
  [more: string]: unknown;
}
type Counters = Record<string, number>;
export interface FakeQueue {
  id: string;
  name: string;
  priority: number;
  counters: Counters;
}

const ME = { id: 'u1', name: 'Luna Marchetti', email: 'luna@bottega-luna.example', role: 'admin' };

interface FakePlace {
  id: string;
  channel: string;
  name: string;
  state: 'enabled' | 'disabled';
  canReply: boolean;
  receiveOnly: boolean;
  cannotReplyBecause: string | null;
}
export interface FakeDirectory {
  agents: { id: string; name: string; teamIds: string[]; availability: string }[];
  teams: { id: string; name: string }[];
  origins: FakePlace[];
}
const place = (id: string, channel: string, name: string, because: string | null = null): FakePlace => ({
  id,
  channel,
  name,
  state: 'enabled',
  canReply: because === null,
  receiveOnly: false,
  cannotReplyBecause: because,
});

export class FakeHub {
  readonly tickets = new Map<string, FakeTicket>();
  readonly messages = new Map<string, FakeMessage[]>();
  queues: FakeQueue[] = [];
  readonly directory: FakeDirectory = {
    agents: [
      { id: 'u1', name: 'Luna Marchetti', teamIds: [], availability: 'online' },
      { id: 'u2', name: 'Kenji Mori', teamIds: ['t1'], availability: 'offline' },
    ],
    teams: [{ id: 't1', name: 'Orders' }],
    origins: [
      place('o1', 'whatsapp', 'WhatsApp +39 051 000 000'),
      place('o2', 'facebook', 'Bottega Luna’s Page', 'channel_cannot_send'),
      place('o3', 'mail', 'ciao@bottega-luna.example', 'channel_cannot_send'),
      place('o4', 'api', 'Web shop'),
      place('o5', 'instagram', 'Instagram @bottega.luna'),
      place('o6', 'telegram', '@bottega_luna_bot'),
      place('o7', 'twilio', 'SMS +39 339 999 0000'),
    ],
  };
  /** Requests as `METHOD path`, with bodies. */
  readonly log: { route: string; query: URLSearchParams; body: Record<string, unknown>; headers: IncomingMessage['headers'] }[] = [];
  /** Of the person who is signed in. */
  role: 'admin' | 'supervisor' | 'agent' = 'admin';
  demo: { tenant: string; email: string; password: string } | null = null;
  /** What the next call of a route answers instead. */
  readonly instead = new Map<string, { status: number; body: unknown }>();
  /** What the next answer of a route waits for after it was made. */
  readonly held = new Map<string, Promise<unknown>>();
  /** Access tokens that are good now. */
  readonly access = new Set<string>();
  refreshToken: string | null = null;
  readonly sockets = new Set<WebSocket>();
  readonly resumed: unknown[] = [];
  /** The console's files by path. `/` answers every other address of the console. */
  readonly files = new Map<string, { readonly body: string | Buffer; readonly headers: Readonly<Record<string, string>> }>();
  readonly subscribed: unknown[] = [];
  /** Routes that only some tests need: asked first. */
  more: (route: string, query: URLSearchParams, body: Record<string, unknown>) => { status: number; body: unknown } | undefined = () => undefined;
  /** Answers before the hub's own routes, such as the settings (fake-settings.ts). Undefined: not its route. */
  ahead: (route: string, body: Record<string, unknown>, isSignedIn: boolean, query?: URLSearchParams) => { status: number; body: unknown } | undefined = () =>
    undefined;
  url = '';

  private last = 0;
  private readonly socketTickets = new Set<string>();
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private readonly gateway = new WebSocketServer({ noServer: true });

  async start(): Promise<this> {
    this.server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://x').searchParams.get('ticket') ?? '';
      if (!this.socketTickets.delete(ticket)) return socket.destroy();
      this.gateway.handleUpgrade(request, socket, head, (opened) => {
        this.sockets.add(opened);
        opened.on('close', () => this.sockets.delete(opened));
        opened.on('message', (data) => {
          const frame = JSON.parse((data as Buffer).toString()) as { type: string };
          (frame.type === 'subscribe' ? this.subscribed : this.resumed).push(frame);
          if (frame.type === 'resume') opened.send(JSON.stringify({ type: 'resumed', cursor: `c${Date.now()}`, more: false }));
        });
      });
      return undefined;
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.gateway.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  push(frame: Record<string, unknown>): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
  }

  /** Adds a message to a ticket and tells the sockets, as the hub does. */
  say(ticket: FakeTicket, message: Partial<FakeMessage>): FakeMessage {
    const list = this.messages.get(ticket.id) ?? [];
    const number = (list.at(-1)?.number ?? 0) + 1;
    const whole: FakeMessage = {
      number,
      kind: 'customer',
      text: '',
      author: null,
      createdAt: this.later(),
      conversationId: ticket.threadId,
      ticketId: ticket.id,
      surface: 'dm',
      attachments: [],
      deleted: false,
      hidden: false,
      editedAt: null,
      reactions: {},
      delivery: null,
      starRating: null,
      subject: null,
      ...message,
    };
    whole.author ??= { type: 'customer', id: ticket.author.id, name: ticket.author.name, handle: null };
    this.messages.set(ticket.id, [...list, whole]);
    ticket.lastMessage = { number, kind: whole.kind, text: (whole.text ?? '').slice(0, 200), createdAt: whole.createdAt };
    ticket.updatedAt = whole.createdAt;
    this.tickets.set(ticket.id, ticket);
    this.push({ type: 'message', conversationId: ticket.threadId, number, body: whole.text, ticketId: ticket.id, cursor: `c${Date.now()}` });
    this.push({ type: 'ticket', ticket });
    return whole;
  }

  /** Now, but after every time before: no two messages are equally new. */
  private later(): string {
    this.last = Math.max(Date.now(), this.last + 1);
    return new Date(this.last).toISOString();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    const route = `${request.method} ${decodeURIComponent(url.pathname)}`;
    let text = '';
    for await (const part of request as AsyncIterable<Buffer>) text += part.toString();
    const isJson = request.headers['content-type']?.includes('json') === true;
    const body = text === '' || !isJson ? {} : (JSON.parse(text) as Record<string, unknown>);
    const held = this.held.get(route);
    this.held.delete(route);
    const answer = (status: number, content: unknown): void => {
      const sent = typeof content === 'string' ? content : status === 204 ? '' : JSON.stringify(content);
      const end = (): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(sent);
      if (held === undefined) end();
      else void held.then(end);
    };
    const file = request.method === 'GET' ? (this.files.get(url.pathname) ?? (CONSOLE_PATH.test(url.pathname) ? this.files.get(BASE) : undefined)) : undefined;
    if (FORMER_PATH.test(url.pathname)) return void response.writeHead(308, { location: `${url.pathname.replace(FORMER_PATH, '')}${url.search}` }).end();
    if (file !== undefined) return void response.writeHead(200, file.headers).end(file.body);
    if (route === 'GET /demo.json') this.log.push({ route, query: url.searchParams, body, headers: request.headers });
    if (route === 'GET /demo.json') return this.demo === null ? answer(404, {}) : answer(200, this.demo);
    this.log.push({ route, query: url.searchParams, body, headers: request.headers });
    const instead = this.instead.get(route);
    if (instead !== undefined) {
      this.instead.delete(route);
      // As the API refuses: with every part of a problem.
      const problem = { title: 'Refused', detail: '', errors: [], status: instead.status };
      return answer(instead.status, instead.status < 400 ? instead.body : { ...problem, ...(instead.body as object) });
    }
    if (route === 'POST /v1/sessions')
      return body['password'] === 'right' || body['passkey'] !== undefined || body['oidc'] !== undefined
        ? answer(201, this.session())
        : answer(401, { code: 'unauthenticated', title: 'Sign in first' });
    if (route === 'POST /v1/sessions/refresh')
      return body['refreshToken'] === this.refreshToken ? answer(201, this.session()) : answer(401, { code: 'unauthenticated' });
    // An upload's form has its own signature instead of a token.
    if (route === 'POST /_uploads') return answer(204, '');
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const ahead = this.ahead(route, body, this.access.has(token), url.searchParams);
    if (ahead !== undefined) return answer(ahead.status, ahead.body);
    if (!this.access.has(token)) return answer(401, { code: 'unauthenticated' });
    return this.api(route, url.searchParams, body, answer);
  }

  private api(route: string, query: URLSearchParams, body: Record<string, unknown>, answer: (status: number, content: unknown) => void): void {
    const page = (items: unknown[]): void => answer(200, { items, nextCursor: null });
    const more = this.more(route, query, body);
    if (more !== undefined) return answer(more.status, more.body);
    if (route === 'DELETE /v1/sessions') return answer(204, '');
    if (route === 'POST /v1/socket-tickets') {
      const ticket = randomUUID();
      this.socketTickets.add(ticket);
      return answer(201, { ticket });
    }
    if (route === 'GET /v1/queues') return page(this.queues);
    if (route === 'GET /v1/directory') return answer(200, this.directory);
    if (route === 'GET /v1/me')
      return answer(200, { ...ME, role: this.role, tenant: { id: 'bl', slug: 'bottega-luna', name: 'Bottega Luna' }, availability: null });
    if (route === 'GET /v1/tickets') return page(this.list(query));
    const [, threadId] = /^GET \/v1\/threads\/([^/]+)\/messages$/.exec(route) ?? [];
    if (threadId !== undefined)
      return page(
        [...this.tickets.values()]
          .filter((one) => one.threadId === threadId)
          .flatMap((one) => this.messages.get(one.id) ?? [])
          .toReversed(),
      );
    const [, queueId] = /^GET \/v1\/queues\/([^/]+)\/tickets$/.exec(route) ?? [];
    if (queueId !== undefined) return page(this.queued(queueId, query.get('status')));
    const [, id = '', rest = ''] = /^\w+ \/v1\/tickets\/([^/]+)(.*)$/.exec(route) ?? [];
    const ticket = this.tickets.get(id);
    if (ticket === undefined) return answer(404, { code: 'not_found', detail: 'No such ticket.' });
    if (route.startsWith('GET')) return rest === '/messages' ? page(this.messages.get(id) ?? []) : answer(200, ticket);
    const [, retried] = /^\/messages\/(\d+)\/retry$/.exec(rest) ?? [];
    if (retried !== undefined) {
      const message = (this.messages.get(id) ?? []).find(({ number }) => number === Number(retried));
      if (message) message['delivery'] = { state: 'sent', error: null };
      return answer(200, message);
    }
    if (rest === '/take') {
      Object.assign(ticket, { owner: { agentId: 'u1', teamId: null }, status: 'working', version: ticket.version + 1 });
      this.push({ type: 'ticket', ticket });
      return answer(200, ticket);
    }
    if (rest === '/messages') {
      const said = this.say(ticket, {
        kind: String(body['kind']),
        text: String(body['text']),
        author: { id: 'u1', name: 'Luna Marchetti' },
        ...(body['kind'] === 'reply' ? { delivery: { state: 'queued', error: null } } : {}),
      });
      if (typeof body['thenStatus'] === 'string') ticket.status = body['thenStatus'];
      return answer(201, said);
    }
    Object.assign(ticket, body, { version: ticket.version + 1, updatedAt: new Date().toISOString() });
    this.push({ type: 'ticket', ticket });
    return answer(200, ticket);
  }

  private list(query: URLSearchParams): FakeTicket[] {
    const words = query.get('q')?.toLowerCase();
    return [...this.tickets.values()]
      .filter((ticket) => !query.get('queueId') || ticket.queueIds.includes(query.get('queueId') ?? ''))
      .filter((ticket) => !query.get('status') || query.get('status')?.split(',').includes(ticket.status))
      .filter((ticket) => words === undefined || (this.messages.get(ticket.id) ?? []).some((message) => message.text?.toLowerCase().includes(words)))
      .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  }

  /** In the order that DESIGN §5 gives: the most urgent first, then who waits longest. */
  private queued(queueId: string, status: string | null): FakeTicket[] {
    const rank = (ticket: FakeTicket): number => ['urgent', 'high', 'normal', 'low'].indexOf(ticket.priority);
    const since = (ticket: FakeTicket): string => ticket.waitingSince ?? ticket.createdAt;
    return [...this.tickets.values()]
      .filter((ticket) => ticket.queueIds.includes(queueId) && (status === null ? ticket.status !== 'closed' : status.split(',').includes(ticket.status)))
      .toSorted((a, b) => rank(a) - rank(b) || (since(a) < since(b) ? -1 : 1));
  }

  private session() {
    const accessToken = randomUUID();
    this.access.add(accessToken);
    this.refreshToken = randomUUID();
    return {
      accessToken,
      refreshToken: this.refreshToken,
      expiresIn: 300,
      user: ME,
    };
  }
}
