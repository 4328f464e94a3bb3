import { randomBytes } from 'node:crypto';
import { sameText } from './graph-error.ts';
import { routeOf } from './site.ts';

/**
 * Trustpilot's API for businesses, as far as a hub needs it, written from its documentation alone (developers.trustpilot.com, read 2026-11-29):
 * - access tokens: get-started/authentication/grant-type-client-credentials (valid for 100 hours)
 * - limits: get-started/rate-limiting (833 calls in five minutes)
 * - reviews of a business unit: business-units-api, "Get private reviews for business unit"
 * - the reply: service-reviews-api, "Reply to a review", "Delete a reply to a review"
 * - errors `{message, errorCode, details, correlationId}`: github.com/trustpilot/node-trustpilot, issue 57
 * No page documents the maximum length of a reply. The limit here is for testing how a hub handles such a refusal.
 */
export interface TrustpilotReview {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly stars: number;
  readonly language: string;
  readonly status: 'active';
  /** Whole seconds. */
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly consumer: { readonly id: string; readonly displayName: string };
  readonly companyReply: CompanyReply | null;
}
interface CompanyReply {
  readonly text: string;
  readonly authorBusinessUserId: string;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}
export interface TrustpilotAccount {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly businessUserId: string;
}
export interface TrustpilotCall {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}
export interface TrustpilotAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter?: number;
  /** The reply that was set, with the review's unit. */
  readonly replied?: { readonly unit: string; readonly reviewId: string; readonly reply: CompanyReply | null };
}

export const TOKEN_SECONDS = 359_999;
export const LONGEST_REPLY = 4_096;
const WINDOW_MS = 300_000;
const PARAMETERS = new Set(['orderBy', 'startDateTime', 'endDateTime', 'perPage', 'page', 'language', 'stars']);
const ORDERS = new Set(['createdat.asc', 'createdat.desc']);

const refused = (status: number, message: string, errorCode: number, details = ''): TrustpilotAnswer => ({
  status,
  body: { message, errorCode, details, correlationId: randomBytes(8).toString('hex') },
});
const malformed = (details: string): TrustpilotAnswer => refused(400, 'The request was malformed', 1001, details);
const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** `clock`: epoch ms. `callsPerWindow`: maximum calls in five minutes, for each key. */
export const trustpilot = ({ clock = Date.now, callsPerWindow = 833 }: { readonly clock?: () => number; readonly callsPerWindow?: number } = {}) => {
  const accounts = new Map<string, TrustpilotAccount>();
  const reviews = new Map<string, { readonly unit: string; review: TrustpilotReview }>();
  const tokens = new Map<string, { readonly apiKey: string; readonly until: number }>();
  const calls = new Map<string, number[]>();

  /** An unknown key is accepted with any secret, because a laptop's own origins may have invented credentials. */
  const token = ({ authorization, body }: TrustpilotCall): TrustpilotAnswer => {
    const [apiKey = '', secret = ''] = Buffer.from(/^Basic (\S+)$/i.exec(authorization ?? '')?.[1] ?? '', 'base64')
      .toString('utf8')
      .split(':');
    const account = [...accounts.values()].find((one) => one.apiKey === apiKey);
    if (apiKey === '' || (account && !sameText(secret, account.apiSecret))) return refused(401, 'Invalid client credentials', 1002);
    if (body !== 'grant_type=client_credentials') return malformed('grant_type');
    const limited = limit(apiKey);
    if (limited) return limited;
    const name = randomBytes(16).toString('hex');
    tokens.set(name, { apiKey, until: clock() + TOKEN_SECONDS * 1_000 });
    return { status: 200, body: { access_token: name, expires_in: String(TOKEN_SECONDS) } };
  };

  const limit = (apiKey: string): TrustpilotAnswer | undefined => {
    const recent = (calls.get(apiKey) ?? []).filter((at) => at > clock() - WINDOW_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= callsPerWindow)
      return { ...refused(429, 'Too many requests', 1005), retryAfter: Math.ceil((oldest + WINDOW_MS - clock()) / 1_000) };
    calls.set(apiKey, [...recent, clock()]);
    return undefined;
  };

  /** Refuses a call without a valid token, or with the token of another account than the unit's. For an unknown unit, any valid token is accepted. */
  const allowed = ({ authorization }: TrustpilotCall, unit: string): TrustpilotAnswer | undefined => {
    const known = tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    if (!known || known.until <= clock()) return refused(401, 'Invalid or expired access token', 1002);
    const account = accounts.get(unit);
    if (account && account.apiKey !== known.apiKey) return refused(403, 'No access to this business unit', 1003);
    return limit(known.apiKey);
  };

  const list = (call: TrustpilotCall, unit: string): TrustpilotAnswer => {
    const stopped = allowed(call, unit);
    if (stopped) return stopped;
    const query = call.url.searchParams;
    const unknown = [...query.keys()].find((name) => !PARAMETERS.has(name));
    const [perPage, page] = [Number(query.get('perPage') ?? 20), Number(query.get('page') ?? 1)];
    const order = query.get('orderBy') ?? 'createdat.desc';
    const from = Date.parse(query.get('startDateTime') ?? '1970-01-01T00:00:00Z');
    if (unknown !== undefined) return malformed(unknown);
    if (!Number.isInteger(perPage) || perPage < 1 || perPage > 100) return malformed('perPage');
    if (!Number.isInteger(page) || page < 1) return malformed('page');
    if (!ORDERS.has(order) || Number.isNaN(from)) return malformed('orderBy or startDateTime');
    const found = [...reviews.values()]
      .filter((one) => one.unit === unit && Date.parse(one.review.createdAt) >= from)
      .map(({ review }) => review)
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
    const listed = order === 'createdat.asc' ? found : found.toReversed();
    return { status: 200, body: { links: [], reviews: listed.slice((page - 1) * perPage, page * perPage) } };
  };

  const reply = (call: TrustpilotCall, reviewId: string): TrustpilotAnswer => {
    const stored = reviews.get(reviewId);
    const stopped = allowed(call, stored?.unit ?? '');
    if (stopped) return stopped;
    if (!stored) return refused(404, 'The review does not exist', 1004);
    const { unit, review } = stored;
    const set = (companyReply: CompanyReply | null): Pick<TrustpilotAnswer, 'replied'> => {
      stored.review = { ...review, companyReply };
      return { replied: { unit, reviewId, reply: companyReply } };
    };
    if (call.method === 'DELETE') return review.companyReply ? { status: 204, body: null, ...set(null) } : refused(404, 'The review has no reply', 1004);
    const wrong = faultOf(call.body);
    if (wrong) return malformed(wrong);
    const { authorBusinessUserId, message } = JSON.parse(call.body) as { authorBusinessUserId: string; message: string };
    const account = accounts.get(unit);
    if (account && account.businessUserId !== authorBusinessUserId) return refused(403, 'The business user may not reply', 1003, 'authorBusinessUserId');
    const now = seconds(clock());
    const { createdAt = now } = review.companyReply ?? {};
    return { status: 201, body: {}, ...set({ text: message, authorBusinessUserId, createdAt, updatedAt: review.companyReply ? now : null }) };
  };

  return {
    /** Sets the account whose key can read and answer the reviews of a unit. */
    account: (unit: string, account: TrustpilotAccount): void => void accounts.set(unit, account),
    /** A customer writes a review. An existing review with this id stays unchanged; then false is returned. */
    write(unit: string, review: Pick<TrustpilotReview, 'id' | 'title' | 'text' | 'stars' | 'consumer'>, at = clock()): boolean {
      if (reviews.has(review.id)) return false;
      reviews.set(review.id, { unit, review: { ...review, language: 'en', status: 'active', createdAt: seconds(at), updatedAt: null, companyReply: null } });
      return true;
    },
    edit(id: string, change: Partial<Pick<TrustpilotReview, 'text' | 'stars'>>, at = clock()): void {
      const stored = reviews.get(id);
      if (stored) stored.review = { ...stored.review, ...change, updatedAt: seconds(at) };
    },
    review: (id: string): TrustpilotReview | undefined => reviews.get(id)?.review,
    /** Every token is refused from now on. */
    expire: (): void => tokens.clear(),
    answer(call: TrustpilotCall): TrustpilotAnswer {
      const route = routeOf(call);
      if (route === 'POST /v1/oauth/oauth-business-users-for-applications/accesstoken') return token(call);
      const [, unit] = /^GET \/v1\/private\/business-units\/([^/]+)\/reviews$/.exec(route) ?? [];
      if (unit !== undefined) return list(call, decodeURIComponent(unit));
      const [, reviewId] = /^(?:POST|DELETE) \/v1\/private\/reviews\/([^/]+)\/reply$/.exec(route) ?? [];
      return reviewId === undefined ? refused(404, `No such path: ${route}`, 1004) : reply(call, decodeURIComponent(reviewId));
    },
  };
};
export type Trustpilot = ReturnType<typeof trustpilot>;

/** The first member of a reply's body that is wrong. */
const faultOf = (body: string): string | undefined => {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return 'the body is not JSON';
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'the body is no object';
  const { authorBusinessUserId, message, submittedAt, ...unknown } = given as Record<string, unknown>;
  const [first] = Object.keys(unknown);
  if (first !== undefined) return first;
  if (typeof authorBusinessUserId !== 'string' || authorBusinessUserId === '') return 'authorBusinessUserId';
  if (typeof message !== 'string' || message.trim() === '' || message.length > LONGEST_REPLY) return 'message';
  return submittedAt === undefined || (typeof submittedAt === 'string' && !Number.isNaN(Date.parse(submittedAt))) ? undefined : 'submittedAt';
};
