import type { Outcome } from '../domain/outbound/outcome.ts';
import { type DeliveryError, deliveryError, ownError } from '../domain/vocabulary/delivery-error.ts';
import type { CallSettings, OutgoingAnswer, OutgoingCall } from './outbound.ts';

export type Attempt = { readonly answer: OutgoingAnswer; readonly body: unknown } | { readonly outcome: Outcome };

/** Nothing was sent, and a retry does not help: the address may not be called, or the certificate is not trusted. */
const REFUSED_HERE = /^(ERR_INVALID_|ERR_UNESCAPED_|OUTGOING_REFUSED|CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_)/;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const leftOf = (error: unknown): boolean => !(error instanceof Error && 'left' in error && error.left === false);

/**
 * One call whose answer may have a JSON body. Returns the receiver's answer with its JSON body (`undefined` if there is none). If no answer
 * came, returns whether the message was sent: certainly not (`retry`, `failed`), or perhaps (`unknown`).
 */
export const attempt = async (settings: CallSettings, url: string, call: Omit<OutgoingCall, 'timeoutMs'>): Promise<Attempt> => {
  try {
    const answer = await settings.fetch(url, { ...call, timeoutMs: settings.timeoutMs });
    return { answer, body: parsed(answer.body) };
  } catch (error) {
    return { outcome: unanswered(error) };
  }
};

/** One POST, like `attempt`. */
export const post = (settings: CallSettings, url: string, headers: Readonly<Record<string, string>>, body: OutgoingCall['body']): Promise<Attempt> =>
  attempt(settings, url, { method: 'POST', headers, body });

/** One POST of JSON, like `attempt`. */
export const postJson = (settings: CallSettings, url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Attempt> =>
  post(settings, url, { 'content-type': 'application/json', ...headers }, body);

/** The outcome of a call that got no answer. */
export const unanswered = (error: unknown): Outcome => {
  const code = codeOf(error);
  if (REFUSED_HERE.test(code)) return { outcome: 'failed', error: ownError('address_refused', `(${code})`) };
  if (!leftOf(error)) return { outcome: 'retry', error: ownError('no_connection', `(${code})`), unanswered: true };
  return { outcome: 'unknown', error: ownError('no_answer', code === '' ? '' : `(${code})`), unanswered: true };
};

export const isSuccess = ({ status }: OutgoingAnswer): boolean => status >= 200 && status < 300;

/** The outcome of an error answer: nothing was sent. `passes`: the same request may succeed later. A 429 pauses the whole origin. */
export const refusalOf = (answer: OutgoingAnswer, error: DeliveryError, passes: boolean): Outcome => {
  const told = deliveryError(error.code, error.message);
  if (!passes) return { outcome: 'failed', error: told };
  return { outcome: 'retry', error: told, ...retryAfterOf(answer), ...(answer.status === 429 ? { holdsOrigin: true as const } : {}) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const LONGEST_SECONDS = 86_400;

/** Seconds of a `Retry-After` header, which is a number or a date (RFC 9110, section 10.2.3), at most a day. `now`: epoch ms. */
export const retryAfterOf = ({ retryAfter }: Pick<OutgoingAnswer, 'retryAfter'>, now = Date.now()): { readonly retryAfterSeconds?: number } => {
  if (retryAfter === null) return {};
  const given = /^\s*\d{1,12}\s*$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1_000;
  return Number.isFinite(given) ? { retryAfterSeconds: Math.min(Math.max(0, Math.ceil(given)), LONGEST_SECONDS) } : {};
};
