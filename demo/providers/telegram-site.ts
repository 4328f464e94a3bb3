import { routeOf, type Site, type SiteReply } from './site.ts';
import { type StoredFile, type TelegramAnswer, telegram, type WebhookInfo } from './telegram.ts';

/**
 * Telegram as the simulator's server shows it: the Bot API (`telegram.ts`), and what happens in Telegram's apps:
 * - `PUT /accounts/telegram/{bot}` `{token, webhookUrl?, secretToken?}`: the settings of a bot at @BotFather and `setWebhook`
 * - `PUT /faults/telegram/{bot}/{method}` `[{status, description?, parameters?} | {hang: true} | null, …]`: the results of the next calls; null answers
 *   normally
 * - `POST /telegram/{bot}/updates` `[{…}]`: customers write. Each update is posted to the webhook until it is accepted; the method that the webhook answers
 *   with is performed (https://core.telegram.org/bots/api#making-requests-when-getting-updates, read 2026-11-29).
 */
interface Sent {
  readonly channel: 'telegram';
  readonly account: string;
  readonly method: string;
  readonly providerId: string | null;
  readonly request: unknown;
  readonly media?: StoredFile;
  readonly album?: readonly StoredFile[];
}
type Fault = { readonly status: number; readonly description?: string; readonly parameters?: object } | { readonly hang: true } | null;

interface Hook {
  readonly url: string;
  readonly secret: string;
  readonly token: string;
  /** Updates that the webhook has not accepted yet. */
  waiting: number;
  lastError?: Pick<WebhookInfo, 'last_error_date' | 'last_error_message'>;
}

/** The largest file, with the form that contains it. */
const LARGEST_CALL = 51 * 1024 * 1024;

export const telegramSite = (): Site => {
  const hooks = new Map<string, Hook>();
  const webhookOf = (bot: string): WebhookInfo => {
    const { url = '', waiting = 0, lastError = {} } = hooks.get(bot) ?? {};
    return { url, pending_update_count: waiting, ...lastError };
  };
  const api = telegram({ webhookOf });
  const faults = new Map<string, Fault[]>();

  const account = (bot: string, { token, webhookUrl, secretToken }: Record<string, string | undefined>): SiteReply => {
    if (!token) return { status: 400, body: { error: 'a member is missing' } };
    api.account(bot, token);
    if (webhookUrl && secretToken) hooks.set(bot, { url: webhookUrl, secret: secretToken, token, waiting: 0 });
    return { status: 200, body: { id: bot } };
  };

  const updates = (bot: string, given: readonly object[]): SiteReply => {
    const hook = hooks.get(bot);
    if (!hook) return { status: 404, body: { error: 'no webhook' } };
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': hook.secret };
    hook.waiting += given.length;
    const answered = (text: string): Promise<Sent | undefined> => {
      hook.waiting -= 1;
      return performed(bot, hook.token, text);
    };
    const refused = (status: number): void => {
      hook.lastError = { last_error_date: Math.floor(Date.now() / 1000), last_error_message: `Wrong response from the webhook: ${status}` };
    };
    return {
      status: 202,
      body: { updates: given.length },
      webhooks: given.map((update) => ({ url: hook.url, headers, body: JSON.stringify(update), answered, refused })),
    };
  };

  const told = (bot: string, method: string, { done, ...answered }: TelegramAnswer): SiteReply & { readonly sent?: Sent } =>
    done
      ? {
          ...answered,
          sent: {
            channel: 'telegram',
            account: bot,
            method,
            providerId: done.id,
            request: done.fields,
            ...(done.file ? { media: done.file } : {}),
            ...(done.files ? { album: done.files } : {}),
          },
        }
      : answered;

  const performed = async (bot: string, token: string, text: string): Promise<Sent | undefined> => {
    if (!text.startsWith('{')) return undefined;
    const { method, ...fields } = JSON.parse(text) as Record<string, unknown> & { method: string };
    const answered = await api.answer({ token, method, contentType: 'application/json', body: Buffer.from(JSON.stringify(fields)) });
    return told(bot, method, answered).sent;
  };

  return {
    mostBytes: (route) => (route.startsWith('POST /bot') ? LARGEST_CALL : undefined),
    async answer(call) {
      const { headers, body } = call;
      const route = routeOf(call);
      const given = (): unknown => JSON.parse(body.toString('utf8'));
      let match = /^PUT \/accounts\/telegram\/(\d+)$/.exec(route);
      if (match) return account(String(match[1]), given() as Record<string, string>);
      match = /^PUT \/faults\/telegram\/(\d+\/\w+)$/.exec(route);
      if (match) {
        faults.set(String(match[1]), given() as Fault[]);
        return { status: 200, body: {} };
      }
      match = /^POST \/telegram\/(\d+)\/updates$/.exec(route);
      if (match) return updates(String(match[1]), given() as object[]);
      match = /^POST \/bot([^/]+)\/(\w+)$/.exec(route);
      if (!match) return undefined;
      const [token, method] = [decodeURIComponent(String(match[1])), String(match[2])];
      const [bot = ''] = token.split(':');
      const fault = faults.get(`${bot}/${method}`)?.shift() ?? null;
      if (fault && 'hang' in fault) return {};
      if (fault) {
        const { status, description = 'Fault', parameters } = fault;
        return { status, body: { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) } };
      }
      return told(bot, method, await api.answer({ token, method, contentType: String(headers['content-type'] ?? ''), body }));
    },
  };
};
