import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { DeliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { number, record, text } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { OutgoingAnswer } from '../outbound.ts';
import { isSuccess, refusalOf } from '../outgoing.ts';

const VERSION = 'v26.0';

/** An edge of the business's phone number: `messages` or `media`. */
export const edgeOf = (baseUrl: string, { accountId }: MetaCredentials, edge: 'messages' | 'media'): string =>
  `${/\/v\d+\.\d+$/.test(baseUrl) ? baseUrl : `${baseUrl}/${VERSION}`}/${encodeURIComponent(accountId)}/${edge}`;

export const bearer = ({ accessToken }: MetaCredentials): Readonly<Record<string, string>> => ({ authorization: `Bearer ${accessToken}` });

/**
 * Errors that say that nothing was sent and after which the very same request may succeed: limits on rate (4, 80007, 130429, 131056) and trouble at
 * Meta's (1, 2, 131000, 131016, 131057). All others, a closed 24-hour window (131047) among them, are permanently.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-15)
 */
const PASSING: ReadonlySet<number> = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057]);
/**
 * The access token is expired or was revoked (0, 190), or a permission is not granted any more (10, 200–299).
 * The same page, "Authorization errors".
 */
const isAccessLost = (code: number): boolean => code === 0 || code === 10 || code === 190 || (code >= 200 && code <= 299);
/** Limits of the app or the number; 131056 is a limit of one pair of numbers. */
const HOLDS_ORIGIN: ReadonlySet<number> = new Set([4, 80007, 130429]);

/** What an answer without success means; null for a success. */
export const refusedBy = (answer: OutgoingAnswer, body: unknown): Outcome | null => {
  if (isSuccess(answer)) return null;
  const error = record(record(body)?.['error']);
  const code = number(error?.['code']);
  const told = errorOf(answer.status, code, text(error?.['message']), text(record(error?.['error_data'])?.['details']));
  if (code !== undefined) {
    if (isAccessLost(code)) return { outcome: 'reauthorise', error: told };
    const refusal = refusalOf(answer, told, answer.status === 429 || PASSING.has(code));
    return refusal.outcome === 'retry' && HOLDS_ORIGIN.has(code) ? { ...refusal, holdsOrigin: true } : refusal;
  }
  // A gateway's own 5xx does not say whether the request had come through, except for one that says when to come again.
  const isTurnedAway = answer.status === 429 || (answer.status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (answer.status >= 500 || answer.status < 200)) return { outcome: 'unknown', error: told };
  return refusalOf(answer, told, isTurnedAway);
};

const errorOf = (status: number, code: number | undefined, message: string | undefined, details: string | undefined): DeliveryError => ({
  code: String(code ?? status),
  message: `${message ?? `WhatsApp answered ${status}.`}${details === undefined ? '' : ` (${details})`}`,
});
