import { type Check, unanswered, verdictOf } from '../check.ts';
import { number, record, text } from '../json.ts';
import { isSuccess } from '../outgoing.ts';
import type { MetaCredentials } from './credentials.ts';

const VERSION = 'v26.0';

/**
 * Reads the id of the account's node, which needs a valid token with access to it:
 * - a phone number: `GET /{Version}/{Phone-Number-ID}`, developers.facebook.com/documentation/business-messaging/whatsapp/reference,
 *   "WhatsApp Business Account Phone Number API" (read 2026-11-29)
 * - a Page: `GET /{page-id}`, developers.facebook.com/docs/graph-api/reference/page (read 2026-11-29)
 */
export const check: Check<MetaCredentials> = async ({ accountId, accessToken }, settings) => {
  const { baseUrl, timeoutMs } = settings;
  const url = `${/\/v\d+\.\d+$/.test(baseUrl) ? baseUrl : `${baseUrl}/${VERSION}`}/${encodeURIComponent(accountId)}?fields=id`;
  try {
    const answer = await settings.fetch(url, { method: 'GET', headers: { authorization: `Bearer ${accessToken}` }, body: '', timeoutMs });
    if (isSuccess(answer)) return { state: 'passed' };
    const error = errorIn(answer.body);
    return verdictOf(answer, String(error.code ?? answer.status), error.message ?? `Meta answered ${answer.status}.`);
  } catch (error) {
    return unanswered(error);
  }
};

const errorIn = (body: string): { readonly code: number | undefined; readonly message: string | undefined } => {
  try {
    const error = record(record(JSON.parse(body))?.['error']);
    return { code: number(error?.['code']), message: text(error?.['message']) };
  } catch {
    return { code: undefined, message: undefined };
  }
};
