import { NOTICE } from '../../domain/limits.ts';
import { cut } from '../../domain/text/well-formed.ts';
import type { OutgoingReply, SendOutcome, SendSettings } from '../channel.ts';
import { id, list, number, record, text } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { postJson, retryAfterOf } from '../outgoing.ts';

/** Characters of one text message. */
export const MAX_TEXT = 4096;
const VERSION = 'v26.0';
const GRAPH = 'https://graph.facebook.com';

/**
 * Errors after which the very same request may succeed: limits on rate (4, 80007, 130429, 131056) and trouble at Meta's (1, 2, 131000,
 * 131016, 131057). All others, a closed 24-hour window (131047) or a wrong token (190) among them, are for good.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-15)
 */
const PASSING: ReadonlySet<number> = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057]);

/**
 * A text message within the customer's 24-hour window: `POST /{version}/{phone number id}/messages`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages (of 2026-05)
 */
export const sendWhatsApp = async (reply: OutgoingReply, { accessToken, accountId }: MetaCredentials, settings: SendSettings): Promise<SendOutcome> => {
  if (reply.text.length > MAX_TEXT) return { outcome: 'failed', error: `WhatsApp takes at most ${MAX_TEXT} characters` };
  const base = (settings.baseUrls['META_GRAPH_URL'] || GRAPH).replace(/\/+$/, '');
  const url = `${/\/v\d+\.\d+$/.test(base) ? base : `${base}/${VERSION}`}/${encodeURIComponent(accountId)}/messages`;
  const body = {
    messaging_product: 'whatsapp',
    ...recipientOf(reply.to),
    ...(reply.inReplyTo === null ? {} : { context: { message_id: reply.inReplyTo } }),
    type: 'text',
    text: { preview_url: false, body: reply.text },
  };
  const attempt = await postJson(settings, url, { authorization: `Bearer ${accessToken}` }, JSON.stringify(body));
  return 'outcome' in attempt ? attempt.outcome : outcomeOf(attempt.response, attempt.body);
};

/** A phone number; a business-scoped user id (`US.1349…`) of a customer who hides his; or a group's id. */
const recipientOf = (to: string): Readonly<Record<string, string>> => {
  if (/^\+?\d+$/.test(to)) return { recipient_type: 'individual', to };
  return /^[A-Z]{2}\./.test(to) ? { recipient_type: 'individual', recipient: to } : { recipient_type: 'group', to };
};

const outcomeOf = (response: Response, body: unknown): SendOutcome => {
  const answer = record(body);
  if (response.ok) return { outcome: 'sent', providerId: id(record(list(answer?.['messages'])?.[0])?.['id']) ?? null };
  const error = record(answer?.['error']);
  const code = number(error?.['code']);
  const told = errorText(response.status, code, text(error?.['message']), text(record(error?.['error_data'])?.['details']));
  if (response.status === 429 || response.status === 503 || (code !== undefined && PASSING.has(code)))
    return { outcome: 'retry', error: told, ...retryAfterOf(response) };
  // A gateway's own 5xx does not say whether the request had come through.
  if (response.status >= 500 && code === undefined) return { outcome: 'unknown', error: told };
  return { outcome: 'failed', error: told };
};

const errorText = (status: number, code: number | undefined, message: string | undefined, details: string | undefined): string =>
  cut(`${code === undefined ? `HTTP ${status}` : code}: ${message ?? 'refused'}${details === undefined ? '' : ` (${details})`}`, NOTICE);
