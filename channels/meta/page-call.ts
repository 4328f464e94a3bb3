import type { Outcome } from '../../domain/outbound/outcome.ts';
import { id, number, record } from '../json.ts';
import type { CallSettings, OutgoingCall } from '../outbound.ts';
import { type Attempt, attempt } from '../outgoing.ts';
import type { MetaCredentials } from './credentials.ts';
import { bearer, type GraphCodes, graphUrl, refusedBy } from './graph.ts';

/**
 * Limits: of the app (4), of the user (17), of the Page's calls (32, 80001), of Instagram (80002), of Messenger (80006), of one API (613); a temporary failure
 * of a send (1200) or of Meta (2). 1 may come after the message was sent. Codes of permissions with these subcodes are about one person: a window
 * that is closed (2018065, 2018278, 2534022), a person who accepts no messages (1545041, 2018108).
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes (of 2026-03-18)
 * - https://developers.facebook.com/docs/graph-api/overview/rate-limiting, https://developers.facebook.com/docs/graph-api/guides/error-handling (read 2026-11)
 */
const codesOf = (product: string): GraphCodes => ({
  product,
  passing: new Set([2, 4, 17, 32, 341, 613, 1200, 80001, 80002, 80006]),
  holdsOrigin: new Set([4, 17, 32, 613, 80001, 80002, 80006]),
  unsure: new Set([1]),
  oneRequest: new Set([1545041, 2018065, 2018108, 2018278, 2534022]),
});
const FACEBOOK = codesOf('Facebook');
const INSTAGRAM = codesOf('Instagram');

/** The object of a call does not exist (any more). The page about error handling lists the code; the Graph API's answers show the subcode. */
const GONE = { code: 100, subcode: 33 };

/** A Page, or the Instagram account that belongs to one. */
export interface GraphAccess {
  readonly product: 'Facebook' | 'Instagram';
  readonly credentials: MetaCredentials;
  readonly settings: CallSettings;
}

export type Called = { readonly body: unknown } | { readonly outcome: Outcome; readonly isGone: boolean };

type Sent = Pick<OutgoingCall, 'method'> & { readonly json?: object } & Partial<Pick<OutgoingCall, 'headers' | 'body'>>;

/** One call of the Graph API with the account's token. Returns its body, or the meaning of a failure. */
export const callGraph = async ({ product, credentials, settings }: GraphAccess, steps: readonly string[], sent: Sent): Promise<Called> => {
  const { method, json, headers = {}, body = '' } = sent;
  const call = json ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) } : { headers, body };
  const url = graphUrl(settings.baseUrl, ...steps);
  return read(product, await attempt(settings, url, { method, ...call, headers: { ...bearer(credentials), ...call.headers } }));
};

const read = (product: GraphAccess['product'], attempted: Attempt): Called => {
  if ('outcome' in attempted) return { outcome: attempted.outcome, isGone: false };
  const { answer, body } = attempted;
  const outcome = refusedBy(product === 'Facebook' ? FACEBOOK : INSTAGRAM, answer, body);
  if (!outcome) return { body };
  const error = record(record(body)?.['error']);
  return { outcome, isGone: number(error?.['code']) === GONE.code && number(error?.['error_subcode']) === GONE.subcode };
};

/** The outcome of a call that creates something. The answer's `member` is the new id. */
export const madeBy = (called: Called, member: 'id' | 'message_id'): Outcome =>
  'outcome' in called ? called.outcome : { outcome: 'sent', providerId: id(record(called.body)?.[member]) ?? null };

/** The outcome of a call that changes something with a known id. */
export const changedBy = (called: Called): Outcome => ('outcome' in called ? called.outcome : { outcome: 'sent', providerId: null });

/** The outcome of a deletion. If the object no longer exists, it counts as deleted. */
export const deletedBy = (called: Called): Outcome => ('outcome' in called && !called.isGone ? called.outcome : { outcome: 'sent', providerId: null });
