import { type Check, misconfigured, verdictOfOutcome } from '../check.ts';
import { number, text } from '../json.ts';
import { callBot } from './call.ts';
import type { TelegramCredentials } from './credentials.ts';

/**
 * `getWebhookInfo` → `{url, pending_update_count, last_error_date?, last_error_message?}`: checks the token, and shows where Telegram posts updates. An empty
 * `url`: no webhook is set. The last error stays there after it is over, so it counts only while updates wait.
 * https://core.telegram.org/bots/api#getwebhookinfo, #webhookinfo (Bot API 10.1, read 2026-11-29)
 */
export const check: Check<TelegramCredentials> = async (credentials, settings) => {
  const called = await callBot('getWebhookInfo', {}, credentials, settings);
  if ('outcome' in called) return verdictOfOutcome(called.outcome);
  const url = text(called.result?.['url']);
  if (url === undefined) return misconfigured('no_webhook', 'Telegram accepts the token, but the bot has no webhook: call setWebhook.');
  if (settings.webhookUrl !== undefined && url !== settings.webhookUrl)
    return misconfigured('other_webhook', `Telegram accepts the token, but posts updates to another address (${hostOf(url)}): call setWebhook.`);
  const waiting = number(called.result?.['pending_update_count']) ?? 0;
  const lastError = text(called.result?.['last_error_message']);
  if (waiting === 0 || lastError === undefined) return { state: 'passed' };
  const at = number(called.result?.['last_error_date']);
  const since = at === undefined ? '' : ` at ${new Date(at * 1_000).toISOString()}`;
  return misconfigured('webhook_fails', `Telegram accepts the token, but ${waiting} updates wait. Its last error${since}: ${lastError}`);
};

/** The path may contain a secret of another system. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'unknown host');
