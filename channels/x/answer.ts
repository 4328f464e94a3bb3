import type { Outcome } from '../../domain/outbound/outcome.ts';
import { type DeliveryError, deliveryError } from '../../domain/vocabulary/delivery-error.ts';
import { type Json, record, records, text } from '../json.ts';
import type { OutgoingAnswer } from '../outbound.ts';
import { isSuccess, refusalOf } from '../outgoing.ts';

/** Problems of a 403 that concern the app or its token, and not the content of the post. */
const ACCESS: ReadonlySet<string> = new Set(['client-forbidden', 'oauth1-permissions', 'unsupported-authentication', 'client-disconnected']);

/**
 * What an error answer means; null for a success. Errors are `{title, detail, type, status}`.
 * https://docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-11-29)
 */
export const refusedBy = (answer: OutgoingAnswer, body: unknown): Outcome | null => {
  if (isSuccess(answer)) return null;
  const { status } = answer;
  const problem = record(body) ?? {};
  const kind = /\/([\w-]+)$/.exec(text(problem['type']) ?? '')?.[1];
  const error = errorOf(status, kind, problem);
  if (status === 401) return { outcome: 'reauthorise', error, expired: true };
  if (status === 403 && kind !== undefined && ACCESS.has(kind)) return { outcome: 'reauthorise', error };
  const isTurnedAway = status === 429 || (status === 503 && answer.retryAfter !== null);
  if (!isTurnedAway && (status >= 500 || status < 200)) return { outcome: 'unknown', error };
  return refusalOf(answer, error, isTurnedAway);
};

const errorOf = (status: number, kind: string | undefined, problem: Json): DeliveryError => {
  const [first] = records(problem['errors']);
  const said = text(problem['detail']) ?? text(first?.['detail']) ?? text(first?.['message']) ?? text(problem['title']);
  return deliveryError(kind ?? String(status), said ?? `X answered ${status}.`);
};

export const bearer = ({ accessToken }: { readonly accessToken: string }): Readonly<Record<string, string>> => ({ authorization: `Bearer ${accessToken}` });
