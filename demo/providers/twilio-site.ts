import { routeOf, type Site, type SiteReply, type SiteWebhook } from './site.ts';
import { twilio, twilioSignature } from './twilio.ts';

/**
 * Twilio as the simulator's server shows it: the Messages API (`twilio.ts`), and what happens on phones:
 * - `PUT /accounts/twilio/{account}` `{authToken, webhookUrl?, numbers?: ["+1415…"]}`
 * - `PUT /faults/twilio/{account}` `[{status, code, message?, retryAfter?} | {hang: true} | {becomes: "undelivered", code} | null, …]`: the results of the next
 *   messages
 * - `POST /twilio/{account}/messages` `[{From, To, Body, …}]`: customers write; each message is posted to the webhook, signed, until it is accepted
 */
type Fault =
  | { readonly status: number; readonly code: number; readonly message?: string; readonly retryAfter?: number }
  | { readonly hang: true }
  | { readonly becomes: 'undelivered' | 'failed'; readonly code: number }
  | null;

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

/** `delays`: milliseconds from a message's acceptance to its `sent`, `delivered` and `read`. */
export const twilioSite = (delays: readonly [number, number, number]): Site => {
  const api = twilio();
  const hooks = new Map<string, string>();
  const faults = new Map<string, Fault[]>();

  const call = (account: string, url: string, form: Readonly<Record<string, string>>, delay = 0): SiteWebhook => ({
    url,
    headers: { ...FORM, 'x-twilio-signature': twilioSignature(api.tokenOf(account) ?? '', url, form) },
    body: new URLSearchParams(form).toString(),
    delay,
  });

  const account = (name: string, given: { authToken?: string; webhookUrl?: string; numbers?: readonly string[] }): SiteReply => {
    const { authToken, webhookUrl, numbers } = given;
    if (!authToken) return { status: 400, body: { error: 'a member is missing' } };
    api.account(name, authToken, numbers);
    if (webhookUrl) hooks.set(name, webhookUrl);
    return { status: 200, body: { id: name } };
  };

  const written = (name: string, messages: readonly Readonly<Record<string, string>>[]): SiteReply => {
    const url = hooks.get(name);
    if (url === undefined) return { status: 404, body: { error: 'no webhook' } };
    return { status: 202, body: { messages: messages.length }, webhooks: messages.map((message) => call(name, url, api.write(name, message))) };
  };

  const created = (name: string, authorization: string | undefined, body: string): SiteReply => {
    const fault = faults.get(name)?.shift() ?? null;
    if (fault && 'hang' in fault) return {};
    if (fault && 'status' in fault) {
      const { status, code, message = 'Fault', retryAfter } = fault;
      const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return { status, headers, body: { code, message, more_info: '', status } };
    }
    const { status, body: told, accepted } = api.create(name, authorization, body);
    if (!accepted) return { status, body: told };
    const { sid, request, callback } = accepted;
    const { To: to, From: from = '' } = request as { To: string; From?: string };
    const fails = fault ? [[fault.becomes, delays[1], { ErrorCode: String(fault.code) }] as const] : undefined;
    const read = to.startsWith('whatsapp:') ? [['read', delays[2], { EventType: 'READ' }] as const] : [];
    const steps = [['sent', delays[0], {}] as const, ...(fails ?? [['delivered', delays[1], {}] as const, ...read])];
    const common = { MessageSid: sid, SmsSid: sid, AccountSid: name, From: from, To: to, ApiVersion: '2010-04-01' };
    return {
      status,
      body: told,
      sent: { channel: 'twilio', account: name, providerId: sid, request },
      webhooks:
        callback === null || api.tokenOf(name) === undefined
          ? []
          : steps.map(([state, delay, more]) => call(name, callback, { ...common, MessageStatus: state, SmsStatus: state, ...more }, delay)),
    };
  };

  return {
    async answer(call) {
      const { authorization, body, url } = call;
      const route = routeOf(call);
      const given = (): unknown => JSON.parse(body.toString('utf8'));
      let match = /^PUT \/accounts\/twilio\/(\w+)$/.exec(route);
      if (match) return account(String(match[1]), given() as Parameters<typeof account>[1]);
      match = /^PUT \/faults\/twilio\/(\w+)$/.exec(route);
      if (match) {
        faults.set(String(match[1]), given() as Fault[]);
        return { status: 200, body: {} };
      }
      match = /^POST \/twilio\/(\w+)\/messages$/.exec(route);
      if (match) return written(String(match[1]), given() as Record<string, string>[]);
      match = /^POST \/2010-04-01\/Accounts\/(\w+)\/Messages\.json$/.exec(route);
      if (match) return created(String(match[1]), authorization, body.toString('utf8'));
      match = /^GET \/2010-04-01\/Accounts\/(\w+)(\/IncomingPhoneNumbers)?\.json$/.exec(route);
      if (!match) return undefined;
      const [, name = '', list] = match;
      return list === undefined ? api.show(name, authorization) : api.numbers(name, authorization, url.searchParams);
    },
  };
};
