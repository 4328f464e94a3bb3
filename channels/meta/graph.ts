import type { Outcome } from '../../domain/outbound/outcome.ts';
import { type DeliveryError, deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { number, record, text } from '../json.ts';
import type { OutgoingAnswer } from '../outbound.ts';
import { isSuccess, refusalOf } from '../outgoing.ts';
import type { MetaCredentials } from './credentials.ts';

const VERSION = 'v26.0';

/** A node or an edge of the Graph API, by its path segments. If the base address contains a version, it stays. */
export const graphUrl = (baseUrl: string, ...steps: readonly string[]): string =>
  [/\/v\d+\.\d+$/.test(baseUrl) ? baseUrl : `${baseUrl}/${VERSION}`, ...steps.map(encodeURIComponent)].join('/');

export const bearer = ({ accessToken }: MetaCredentials): Readonly<Record<string, string>> => ({ authorization: `Bearer ${accessToken}` });

/** The meaning of the error codes of one of Meta's products. Codes that are not listed are permanent failures. */
export interface GraphCodes {
  /** For sentences: `WhatsApp answered 500.` */
  readonly product: string;
  /** Nothing was sent, and the same request may succeed later. */
  readonly passing: ReadonlySet<number>;
  /** The codes of `passes` that are limits of the whole account. */
  readonly holdsOrigin: ReadonlySet<number>;
  /** The outcome is unknown: the request may have been carried out. */
  readonly unsure?: ReadonlySet<number>;
  /** Subcodes that concern only this request, although their code concerns access. */
  readonly oneRequest?: ReadonlySet<number>;
}

/**
 * The access token is expired or was revoked (0, 102, 190), or a permission is not granted any more (10, 200–299).
 * https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11)
 */
const isAccessLost = (code: number): boolean => code === 0 || code === 10 || code === 102 || code === 190 || (code >= 200 && code <= 299);

/** What an error answer means; null for a success. */
export const refusedBy = (codes: GraphCodes, answer: OutgoingAnswer, body: unknown): Outcome | null => {
  if (isSuccess(answer)) return null;
  const error = record(record(body)?.['error']);
  const code = number(error?.['code']);
  const told = errorOf(codes, answer.status, code, text(error?.['message']), text(record(error?.['error_data'])?.['details']));
  if (code !== undefined) {
    if (codes.unsure?.has(code)) return { outcome: 'unknown', error: told };
    if (isAccessLost(code) && !codes.oneRequest?.has(number(error?.['error_subcode']) ?? 0)) return { outcome: 'reauthorise', error: told };
    const refusal = refusalOf(answer, told, answer.status === 429 || codes.passing.has(code));
    return refusal.outcome === 'retry' && codes.holdsOrigin.has(code) ? { ...refusal, holdsOrigin: true } : refusal;
  }
  // After a gateway's own 5xx, it is unknown whether the request arrived. A 5xx with a time for the retry is the exception.
  const isTurnedAway = answer.status === 429 || (answer.status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (answer.status >= 500 || answer.status < 200)) return { outcome: 'unknown', error: told };
  return refusalOf(answer, told, isTurnedAway);
};

const errorOf = ({ product }: GraphCodes, status: number, code: number | undefined, message: string | undefined, details: string | undefined): DeliveryError =>
  deliveryError(String(code ?? status), `${message ?? `${product} answered ${status}.`}${details === undefined ? '' : ` (${details})`}`);
