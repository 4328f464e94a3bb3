import type { EditAction, ReplyAction, UnsendAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { type DeliveryError, deliveryError, ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record, text } from '../json.ts';
import type { CallSettings, OutgoingAnswer, OutgoingCall } from '../outbound.ts';
import { type Attempt, attempt, isSuccess, refusalOf, unanswered } from '../outgoing.ts';
import { accessToken, forgetToken, type TokenOr } from './access-token.ts';
import type { TrustpilotCredentials } from './credentials.ts';

/**
 * The public reply to a review: `POST /v1/private/reviews/{reviewId}/reply` `{authorBusinessUserId, message}`. A review has one reply; posting again replaces
 * its text. With a token of client credentials, the author is required (…/get-started/authentication/grant-type-client-credentials).
 * developers.trustpilot.com/service-reviews-api, "Reply to a review" (read 2026-11-29)
 */
export const setReply = (
  { inReplyTo, text: message }: ReplyAction | EditAction,
  credentials: TrustpilotCredentials,
  settings: CallSettings,
): Promise<Outcome> => {
  const { businessUserId: authorBusinessUserId } = credentials;
  if (authorBusinessUserId === undefined) return Promise.resolve(lacking('businessUserId'));
  const body = JSON.stringify({ authorBusinessUserId, message });
  return call(inReplyTo, credentials, settings, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
};

/** `DELETE /v1/private/reviews/{reviewId}/reply`. A review or a reply that is gone already is deleted. The same page, "Delete a reply to a review". */
export const deleteReply = async ({ inReplyTo }: UnsendAction, credentials: TrustpilotCredentials, settings: CallSettings): Promise<Outcome> => {
  const outcome = await call(inReplyTo, credentials, settings, { method: 'DELETE', headers: {}, body: '' });
  return outcome.outcome === 'failed' && outcome.error.code === GONE ? DONE : outcome;
};

/** Trustpilot gives a reply no id. */
const DONE: Outcome = { outcome: 'sent', providerId: null };
const GONE = '404';
const lacking = (member: string): Outcome => ({ outcome: 'reauthorise', error: deliveryError('missing_credential', `The origin has no ${member}.`) });

const call = async (
  reviewId: string | null,
  credentials: TrustpilotCredentials,
  settings: CallSettings,
  { headers, ...rest }: Omit<OutgoingCall, 'timeoutMs'>,
): Promise<Outcome> => {
  const { apiKey, apiSecret } = credentials;
  if (apiKey === undefined || apiSecret === undefined) return lacking('apiKey and apiSecret');
  if (reviewId === null) return { outcome: 'failed', error: ownError('failed', 'It answers no review.') };
  const url = `${settings.baseUrl}/v1/private/reviews/${encodeURIComponent(reviewId)}/reply`;
  const once = async (): Promise<Attempt> => {
    const access = await tokenOf(settings, { apiKey, apiSecret });
    if (!('token' in access)) return access;
    return attempt(settings, url, { ...rest, headers: { ...headers, authorization: `Bearer ${access.token}` } });
  };
  const first = await once();
  if (!('answer' in first)) return first.outcome;
  if (first.answer.status !== 401) return outcomeOf(first.answer, first.body);
  // The token is expired and nothing was done. A new token is requested once.
  forgetToken(apiKey);
  const second = await once();
  if (!('answer' in second)) return second.outcome;
  if (second.answer.status === 401) forgetToken(apiKey);
  return outcomeOf(second.answer, second.body);
};

/** While the token is requested, nothing of the reply has been sent. */
const tokenOf = async (
  settings: CallSettings,
  keys: Parameters<typeof accessToken>[1],
): Promise<Extract<TokenOr, { token: string }> | { readonly outcome: Outcome }> => {
  try {
    const access = await accessToken(settings, keys);
    if ('token' in access) return access;
    const { answer } = access;
    const error = errorOf(answer, bodyOf(answer));
    const isRejected = answer.status === 400 || answer.status === 401 || answer.status === 403;
    return { outcome: isRejected ? { outcome: 'reauthorise', error } : refusalOf(answer, error, true) };
  } catch (thrown) {
    const outcome = unanswered(thrown);
    return { outcome: outcome.outcome === 'unknown' ? { outcome: 'retry', error: ownError('no_connection'), unanswered: true } : outcome };
  }
};

const bodyOf = ({ body }: OutgoingAnswer): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** `{message, errorCode, details, correlationId}`, as their own client library shows it (github.com/trustpilot/node-trustpilot, issue 57). */
const errorOf = ({ status }: OutgoingAnswer, body: unknown): DeliveryError => {
  const { message, details, errorCode } = record(body) ?? {};
  const said = [text(message), text(details)].filter((part) => part !== undefined && part !== '').join(': ');
  return deliveryError(id(errorCode) ?? String(status), said === '' ? `Trustpilot answered ${status}.` : said);
};

const outcomeOf = (answer: OutgoingAnswer, body: unknown): Outcome => {
  const { status } = answer;
  if (isSuccess(answer)) return DONE;
  const error = errorOf(answer, body);
  // 403: the user of the business may not reply, or does not belong to this business.
  if (status === 401 || status === 403) return { outcome: 'reauthorise', error };
  if (status === 404) return { outcome: 'failed', error: { ...error, code: GONE } };
  const isTurnedAway = status === 429 || (status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (status >= 500 || status < 200)) return { outcome: 'unknown', error };
  return refusalOf(answer, error, isTurnedAway);
};
