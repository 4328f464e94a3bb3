import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { send } from '../http.ts';
import { type Double } from '../services/double.ts';
import { helperDouble } from '../services/helper.ts';
import { peopleDouble } from '../services/people.ts';
import { toolboxDouble } from '../toolbox/double.ts';
import { customerFiles } from './customer-files.ts';
import { sameText } from './graph-error.ts';
import { linkedIn } from './linkedin.ts';
import { isPageUpload, pagesSite } from './pages.ts';
import type { SesAnswer } from './ses.ts';
import { type MailHub, sesSite } from './ses-site.ts';
import { type Site, type SiteReply, type SiteWebhook, siteOf } from './site.ts';
import { telegramSite } from './telegram-site.ts';
import { trustpilotSite } from './trustpilot-site.ts';
import { twilioSite } from './twilio-site.ts';
import { webPushSite } from './web-push.ts';
import { LARGEST_UPLOAD } from './whatsapp-media.ts';
import { whatsAppSite } from './whatsapp-site.ts';
import { xSite } from './x-site.ts';

/**
 * Simulates the providers on a laptop, so that nothing there calls a real one. It follows their documentation and is independent
 * of Parley's channels. Besides the providers' own paths:
 * - `POST /v…/{phone-number-id}/{messages|media}`, `…/whatsapp/{phone-number-id}…`: WhatsApp's Cloud API (whatsapp-site.ts).
 * - `PUT /accounts/api/{name}` `{signingSecret}`, then `POST /callbacks/{name}`: a business's own system receiving replies.
 * - `PUT /accounts/{facebook|instagram}/{id}`, `PUT /faults/pages/…`: Pages and Instagram accounts (pages.ts).
 * - `PUT /accounts/trustpilot/{unit}`, `POST /trustpilot/{unit}/reviews`: reviews and the accounts that may answer them (trustpilot-site.ts).
 * - `PUT /accounts/x/{userId}`, `POST /x/{userId}/{posts|messages}`: an account at X and the people who write to it (x-site.ts).
 * - `PUT /accounts/linkedin/{organization id}`, `POST /linkedin/{organization id}/comments`: a page at LinkedIn and the people who comment on it (linkedin.ts).
 * - `POST /bot{token}/{method}`, `…/telegram/{bot}…`: Telegram's Bot API and its customers (telegram-site.ts).
 * - `POST /2010-04-01/Accounts/{account}/Messages.json`, `…/twilio/{account}…`: Twilio and phones (twilio-site.ts).
 * - `POST /v2/email/outbound-emails`, `GET /v2/email/identities/{identity}`: Amazon SES; mails with a configuration set are followed by its events (ses-events.ts). `PUT /accounts/mail/{address}`
 *   `{code, times}`: the next mails from that address fail with this code.
 * - `POST /mail/received?to=…` with the bytes of a mail: a mail server delivers it to SES.
 * - `POST /toolbox/v1/analyze`: the AI toolbox, signed with `AITOOLBOX_SECRET`; `GET /toolbox/calls`: tenants and tickets of its newest 200 calls, and
 *   `PUT /toolbox/state` `{tenantId, down}` makes it answer that tenant 503.
 * - `/helper/…`, `/people/…`: doubles of the ticket helper and the user service (demo/services), signed with `TICKET_HELPER_SECRET` and `USER_SERVICE_SECRET`.
 * - `/web-push/…`: a push service and its browsers (`web-push.ts`).
 * - `GET /marks`: the newest 200 read marks and typing indicators.
 * - `GET /sent`: the newest 200 messages that were accepted, each with the file that it refers to, for tests and inspection.
 */
export interface SimulatorOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Milliseconds from a message's acceptance to its `sent`, `delivered` and `read`. */
  readonly statusDelays?: readonly [number, number, number];
  /** Milliseconds before an unanswered status is sent again, doubled each time; Meta retries for days, this simulator `WEBHOOK_TRIES` times. */
  readonly retryDelay?: number;
  /** A hub on this machine that receives the events with which SES invokes a function, and stores mails as SES does. */
  readonly hub?: MailHub | undefined;
}

const WEBHOOK_TRIES = 6;
const MAX_BYTES = 1_000_000;
/** 40 MB in base64, and the JSON around it. */
const MAIL_BYTES = 54_000_000;
const SEND_EMAIL = 'POST /v2/email/outbound-emails';
const RECEIVED = 'POST /mail/received';
const REMEMBERED = 200;

export async function startProviderSimulator(options: SimulatorOptions): Promise<{ url: string; close(): Promise<void> }> {
  const simulator = new Simulator(options.statusDelays ?? [150, 900, 4000], options.retryDelay ?? 500, options.hub);
  // The hub drops an idle connection after 4 s; ending it here after Node's 5 s would meet a late call of a busy machine.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    simulator.handle(request, response).catch((error: unknown) => {
      answer(response, 500, { error: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => simulator.close(server) };
}

class Simulator {
  private readonly api = new Map<string, string>();
  private readonly pages: ReturnType<typeof pagesSite>;
  private readonly files: Site;
  private readonly sites: readonly Site[];
  private readonly sent: unknown[] = [];
  private readonly marks: unknown[] = [];
  private readonly toolbox = toolboxDouble(process.env['AITOOLBOX_SECRET'] ?? '');
  private readonly services: readonly Double[] = [
    helperDouble(process.env['TICKET_HELPER_SECRET'] ?? ''),
    peopleDouble(process.env['USER_SERVICE_SECRET'] ?? ''),
  ];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly retryDelay: number;

  private readonly ses: ReturnType<typeof sesSite>;

  constructor(statusDelays: readonly [number, number, number], retryDelay: number, hub: MailHub | undefined) {
    this.retryDelay = retryDelay;
    const [later, remember] = [(delay: number, run: () => Promise<void>): void => this.later(delay, run), (message: unknown) => this.remember(message)];
    this.pages = pagesSite({ delays: statusDelays, later, remember, post: (call) => this.post(call, 1) });
    const trustpilot = trustpilotSite();
    const whatsApp = whatsAppSite(statusDelays);
    this.files = customerFiles({ whatsAppToken: whatsApp.tokenOf });
    this.sites = [
      whatsApp,
      siteOf((call) => trustpilot.answer({ ...call, body: call.body.toString('utf8') })),
      siteOf(linkedIn().answer),
      siteOf(xSite().answer),
      telegramSite(),
      twilioSite(statusDelays),
      webPushSite(),
    ];
    this.ses = sesSite({ later, eventDelay: statusDelays[1], retryDelay, hub });
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const path = url.pathname;
    const route = `${request.method} ${path}`;
    const body = await readBody(request, this.mostBytes(route));
    if (body === null) return answer(response, 413, { error: { message: 'The body is too large.' } });
    const { authorization, 'content-type': contentType } = request.headers;
    const call = { method: String(request.method), url, authorization, contentType, headers: request.headers, body };
    const file = await this.files.answer(call);
    if (file) return this.show(file, response);
    if (await this.pages.handle(request, url, body, response)) return;
    let match: RegExpExecArray | null;
    if (route === SEND_EMAIL) return this.mail(request, body, response);
    if ((match = /^GET \/v2\/email\/identities\/([^/]+)$/.exec(route)))
      return this.mailAnswer(this.ses.identity(request.headers.authorization, decodeURIComponent(String(match[1]))), response);
    if (route === RECEIVED) return answer(response, 200, { messageId: await this.ses.receive(url.searchParams.getAll('to'), body) });
    if ((match = /^POST \/callbacks\/([\w-]+)$/.exec(route))) return this.callback(String(match[1]), request, body, response);
    if ((match = /^PUT \/accounts\/(api|mail)\/([\w.@-]+)$/.exec(route))) return this.account(String(match[1]), String(match[2]), body, response);
    for (const site of this.sites) {
      const reply = await site.answer(call);
      if (reply) return this.show(reply, response);
    }
    if (path.startsWith('/toolbox/')) {
      const { status, body: told } = this.toolbox(route, request.headers, body.toString('utf8'));
      return answer(response, status, told);
    }
    const service = this.services.find(({ prefix }) => path.startsWith(prefix));
    if (service) {
      const { status, body: told } = service.handle({ route, headers: request.headers, body: body.toString('utf8') });
      return answer(response, status, told);
    }
    if (route === 'GET /marks') return answer(response, 200, { items: this.marks });
    if (route === 'GET /sent') return answer(response, 200, { items: this.sent });
    if (route === 'GET /health') return answer(response, 200, { status: 'ok' });
    return answer(response, 404, { error: { message: `Unknown path ${route}`, type: 'GraphMethodException', code: 2500 } });
  }

  private mostBytes(route: string): number {
    const own = this.sites.flatMap((site) => site.mostBytes?.(route) ?? []);
    const isUpload = route.endsWith('/media/upload') || isPageUpload(route);
    return own[0] ?? (isUpload ? LARGEST_UPLOAD : route === SEND_EMAIL || route === RECEIVED ? MAIL_BYTES : MAX_BYTES);
  }

  private show({ status, body, bytes, html, headers = {}, sent, marked, webhooks = [] }: SiteReply, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (bytes !== undefined) response.writeHead(status ?? 200).end(bytes);
    else if (status !== undefined && html !== undefined) response.writeHead(status, { 'content-type': 'text/html' }).end(html);
    else if (status !== undefined) answer(response, status, body);
    if (marked !== undefined) this.remember(marked, this.marks);
    if (sent !== undefined) this.remember(sent);
    for (const { delay = 0, ...call } of webhooks) this.later(delay, () => this.post(call, 1));
  }

  private mail(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    this.mailAnswer(this.ses.send(request.headers.authorization, body.toString('utf8')), response);
  }

  private mailAnswer({ status, headers, body: told, sent }: SesAnswer & { readonly sent?: object }, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(response, status, told);
    if (sent) this.remember(sent);
  }

  private callback(name: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const secret = this.api.get(name);
    if (secret === undefined) return answer(response, 404, { error: 'no such receiver' });
    const signature = request.headers['x-parley-signature'];
    if (typeof signature !== 'string' || !sameText(signature, sign(secret, body))) return answer(response, 401, { error: 'wrong signature' });
    this.remember({ channel: 'api', account: name, providerId: null, request: JSON.parse(body.toString('utf8')) });
    answer(response, 200, { received: true });
  }

  private account(kind: string, id: string, body: Buffer, response: ServerResponse): void {
    const given = JSON.parse(body.toString('utf8')) as Record<string, string | undefined>;
    const { signingSecret, code, times } = given;
    if (kind === 'mail' && code) this.ses.fail(id, { code, times: Number(times ?? 1) });
    else if (kind === 'api' && signingSecret) this.api.set(id, signingSecret);
    else return answer(response, 400, { error: 'a member is missing' });
    answer(response, 200, { id });
  }

  /** Calls a webhook; anything but a 200 is retried, as providers do. */
  private async post(call: Omit<SiteWebhook, 'delay'>, attempt: number): Promise<void> {
    const { status, text } = await send('POST', call.url, call.headers, call.body, 10_000).catch(() => ({ status: 0, text: '' }));
    if (status !== 200) {
      call.refused?.(status);
      if (attempt < WEBHOOK_TRIES) this.later(this.retryDelay * 2 ** (attempt - 1), () => this.post(call, attempt + 1));
      return;
    }
    const told = await call.answered?.(text);
    if (told !== undefined) this.remember(told);
  }

  private later(delay: number, run: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void run();
    }, delay);
    this.timers.add(timer);
  }

  private remember(message: unknown, list = this.sent): void {
    list.unshift(message);
    list.length = Math.min(list.length, REMEMBERED);
  }

  close(server: Server): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }
}

const sign = (secret: string, body: string | Buffer): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

// As a separate process: `PORT=0 node demo/providers/server.ts` prints its address as one line of JSON.
if (import.meta.main) {
  const simulator = await startProviderSimulator({ port: Number(process.env['PORT'] ?? 0) });
  const stop = (): void => void simulator.close().finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(JSON.stringify({ url: simulator.url }));
}
