import type { ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import type { DeliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { id, list, number, record, text } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';
import { isSuccess, postJson, refusalOf } from '../outgoing.ts';

const VERSION = 'v26.0';

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

/**
 * A text message within the customer's 24-hour window: `POST /{version}/{phone number id}/messages`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages (of 2026-05)
 */
export const replyOnWhatsApp = async (reply: ReplyAction, { accessToken, accountId }: MetaCredentials, settings: CallSettings): Promise<Outcome> => {
  const base = settings.baseUrl;
  const url = `${/\/v\d+\.\d+$/.test(base) ? base : `${base}/${VERSION}`}/${encodeURIComponent(accountId)}/messages`;
  const body = {
    messaging_product: 'whatsapp',
    ...recipientOf(reply.to),
    ...(reply.inReplyTo === null ? {} : { context: { message_id: reply.inReplyTo } }),
    type: 'text',
    text: { preview_url: false, body: reply.text },
  };
  const attempt = await postJson(settings, url, { authorization: `Bearer ${accessToken}` }, JSON.stringify(body));
  return 'outcome' in attempt ? attempt.outcome : outcomeOf(attempt.answer, attempt.body);
};

/** A phone number; a business-scoped user id (`US.1349…`) of a customer who hides their number; or a group's id. */
const recipientOf = (to: string): Readonly<Record<string, string>> => {
  if (/^\+?\d+$/.test(to)) return { recipient_type: 'individual', to };
  return /^[A-Z]{2}\./.test(to) ? { recipient_type: 'individual', recipient: to } : { recipient_type: 'group', to };
};

const outcomeOf = (answer: OutgoingAnswer, body: unknown): Outcome => {
  if (isSuccess(answer)) return { outcome: 'sent', providerId: id(record(list(record(body)?.['messages'])?.[0])?.['id']) ?? null };
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
