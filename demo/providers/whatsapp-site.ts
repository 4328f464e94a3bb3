import { createHmac } from 'node:crypto';
import { type Fault, Faults } from './faults.ts';
import { answerNode } from './graph-node.ts';
import { routeOf, type Site, type SiteCall, type SiteReply, type SiteWebhook } from './site.ts';
import { answerMessages, statusWebhook } from './whatsapp.ts';
import { answerMedia, LARGEST_UPLOAD, type StoredMedia } from './whatsapp-media.ts';
import type { ApprovedTemplate } from './whatsapp-template.ts';

/**
 * WhatsApp as the simulator's server shows it: the Cloud API (`whatsapp.ts`, `whatsapp-media.ts`), and Meta's own settings:
 * - `PUT /accounts/whatsapp/{phone-number-id}` `{accessToken, appSecret, webhookUrl, displayNumber?}`: the settings of Meta's app
 *   dashboard. From then on, that token is required, and statuses are sent to the webhook, signed as Meta signs
 *   (https://developers.facebook.com/docs/graph-api/webhooks/getting-started, read 2026-11).
 * - `PUT /templates/whatsapp/{phone-number-id}` `[{name, language, placeholders}, …]`: the account's approved templates. Without this, every template is
 *   accepted.
 * - `PUT /gone/whatsapp/{phone-number-id}` `[message id, …]`: messages of customers that are more than 30 days old. A reaction to one is accepted, and reported
 *   as `failed`.
 * - `PUT /faults/whatsapp/{phone-number-id}/{messages|media}` `[{status, code?, retryAfter?} | {hang: true} | null, …]`: the results of the next calls; null
 *   answers normally. `GET` returns how many are left.
 */
interface Account {
  readonly accessToken: string;
  readonly appSecret: string;
  readonly webhookUrl: string;
  readonly displayNumber: string;
}

export interface WhatsAppSite extends Site {
  /** The access token of an account; undefined if the simulator does not know the account. */
  readonly tokenOf: (phoneNumberId: string) => string | undefined;
}

/** `delays`: milliseconds from a message's acceptance to its `sent`, `delivered` and `read`. */
export const whatsAppSite = (delays: readonly [number, number, number]): WhatsAppSite => {
  const accounts = new Map<string, Account>();
  /** By phone number id and media id, without the bytes. */
  const media = new Map<string, StoredMedia>();
  const templates = new Map<string, readonly ApprovedTemplate[]>();
  const gone = new Map<string, ReadonlySet<unknown>>();
  const faults = new Faults();

  const account = (id: string, given: Record<string, string | undefined>): SiteReply => {
    const { accessToken, appSecret, webhookUrl, displayNumber = id } = given;
    if (!accessToken || !appSecret || !webhookUrl) return { status: 400, body: { error: 'a member is missing' } };
    accounts.set(id, { accessToken, appSecret, webhookUrl, displayNumber });
    return { status: 200, body: { id } };
  };

  /** `reactsTo`: the message of a reaction, of which WhatsApp reports `sent` or `failed` only. */
  const statuses = (id: string, accepted: Parameters<typeof statusWebhook>[1], reactsTo: unknown): readonly SiteWebhook[] => {
    const known = accounts.get(id);
    if (!known) return [];
    const [sent, delivered, read] = delays;
    const reported = reactsTo === undefined ? { sent, delivered, read } : gone.get(id)?.has(reactsTo) ? { failed: sent } : { sent };
    return Object.entries(reported).map(([status, delay]) => {
      const body = statusWebhook({ id, displayNumber: known.displayNumber }, accepted, status, Date.now() + delay);
      const signature = `sha256=${createHmac('sha256', known.appSecret).update(body).digest('hex')}`;
      const headers = { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', 'x-hub-signature-256': signature };
      return { url: known.webhookUrl, headers, body, delay };
    });
  };

  const upload = async (id: string, { headers, body }: SiteCall): Promise<SiteReply> => {
    const result = await answerMedia(headers, body, accounts.get(id)?.accessToken);
    if (result.media) media.set(`${id}/${result.media.id}`, result.media);
    return { status: result.status, body: result.body };
  };

  const messages = (id: string, { authorization, body }: SiteCall): SiteReply => {
    const text = body.toString('utf8');
    const result = answerMessages(authorization, text, accounts.get(id)?.accessToken, {
      mediaOf: (one) => media.get(`${id}/${one}`),
      templates: templates.get(id),
    });
    const reply = {
      status: result.status,
      body: result.body,
      ...(result.marked ? { marked: { account: id, ...result.marked, at: Date.now() } } : {}),
    };
    if (result.accepted === undefined) return reply;
    const given = JSON.parse(text) as Record<string, unknown> & { type?: string };
    const named = given[given.type ?? 'text'] as { id?: string; message_id?: string };
    const file = media.get(`${id}/${named.id ?? ''}`);
    const sent = { channel: 'whatsapp', account: id, providerId: result.accepted.id, request: given, ...(file ? { media: file } : {}) };
    return { ...reply, sent, webhooks: statuses(id, result.accepted, given.type === 'reaction' ? named.message_id : undefined) };
  };

  return {
    tokenOf: (id) => accounts.get(id)?.accessToken,
    mostBytes: (route) => (route.endsWith('/media') ? LARGEST_UPLOAD : undefined),
    async answer(call) {
      const route = routeOf(call);
      const given = (): unknown => JSON.parse(call.body.toString('utf8'));
      let match = /^POST \/v\d+\.\d+\/([\w.-]+)\/(messages|media)$/.exec(route);
      if (match) {
        const [, id = '', edge] = match;
        return faults.reply(`${id}/${edge}`) ?? (edge === 'media' ? upload(id, call) : messages(id, call));
      }
      match = /^GET \/v\d+\.\d+\/(\d+)$/.exec(route);
      if (match) return answerNode(String(match[1]), call.url.searchParams, call.authorization, accounts.get(String(match[1]))?.accessToken);
      match = /^PUT \/accounts\/whatsapp\/([\w.@-]+)$/.exec(route);
      if (match) return account(String(match[1]), given() as Record<string, string>);
      match = /^PUT \/templates\/whatsapp\/([\w.-]+)$/.exec(route);
      if (match) {
        templates.set(String(match[1]), given() as ApprovedTemplate[]);
        return { status: 200, body: {} };
      }
      match = /^PUT \/gone\/whatsapp\/(\d+)$/.exec(route);
      if (match) {
        gone.set(String(match[1]), new Set(given() as string[]));
        return { status: 200, body: {} };
      }
      match = /^(GET|PUT) \/faults\/whatsapp\/([\w.-]+\/(?:messages|media))$/.exec(route);
      if (!match) return undefined;
      const [, method, path = ''] = match;
      if (method === 'GET') return { status: 200, body: { left: faults.left(path) } };
      faults.set(path, given() as (Fault | null)[]);
      return { status: 200, body: {} };
    },
  };
};
