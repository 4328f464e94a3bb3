import type { Outcome } from '../../domain/outbound/outcome.ts';
import { id, record, text } from '../json.ts';
import type { OutgoingAnswer, SendSettings } from '../outbound.ts';
import { isSuccess, post, refusalOf } from '../outgoing.ts';
import type { TwilioCredentials } from './credentials.ts';
import { wordsOf } from './status.ts';

/**
 * Nothing was sent, and the same request may succeed later: too many requests (20429), a full queue of the number (21611), a limit of messages a second
 * (14107). https://www.twilio.com/docs/api/errors (read 2026-11-29)
 */
const PASSING: ReadonlySet<string> = new Set(['20429', '21611', '14107']);
/** The credentials are wrong (20003), the account is suspended or closed (20005), or the number no longer belongs to this account (21606, 21660). */
const ACCESS_LOST: ReadonlySet<string> = new Set(['20003', '20005', '21606', '21660']);

/**
 * One message: `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`, a form with basic authentication. Twilio has no idempotency key.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource (read 2026-11-29)
 */
export const createMessage = async (
  to: string,
  content: readonly (readonly [name: string, value: string])[],
  credentials: TwilioCredentials,
  settings: SendSettings,
): Promise<Outcome> => {
  const { accountSid, number } = credentials;
  const callback = settings.webhookUrl === undefined ? [] : [['StatusCallback', settings.webhookUrl] as const];
  const form = new URLSearchParams([['To', to], senderFor(to, number), ...content, ...callback].map(([name, value]): [string, string] => [name, value]));
  const headers = { ...basicOf(credentials), 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${settings.baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const attempt = await post(settings, url, headers, form.toString());
  if ('outcome' in attempt) return attempt.outcome;
  const { answer, body } = attempt;
  return isSuccess(answer) ? { outcome: 'sent', providerId: id(record(body)?.['sid']) ?? null } : refusedBy(answer, body);
};

export const basicOf = ({ accountSid, authToken }: TwilioCredentials): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
});

/** `whatsapp:+1415…`: both addresses of a message have the same kind. */
const senderFor = (to: string, number: string): readonly [string, string] => {
  if (/^MG\w{32}$/.test(number)) return ['MessagingServiceSid', number];
  const [kind = ''] = /^[a-z]+:/.exec(to) ?? [];
  return ['From', `${kind}${number.replace(/^[a-z]+:/, '')}`];
};

export const refusedBy = (answer: OutgoingAnswer, body: unknown): Outcome => {
  const given = record(body);
  const code = id(given?.['code']) ?? String(answer.status);
  const error = { code, message: wordsOf(code) ?? text(given?.['message']) ?? `Twilio answered ${answer.status}.` };
  if (answer.status === 401 || ACCESS_LOST.has(code)) return { outcome: 'reauthorise', error };
  const isTurnedAway = answer.status === 429 || PASSING.has(code) || (answer.status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (answer.status >= 500 || answer.status < 200)) return { outcome: 'unknown', error };
  const refusal = refusalOf(answer, error, isTurnedAway);
  return refusal.outcome === 'retry' && PASSING.has(code) ? { ...refusal, holdsOrigin: true } : refusal;
};
