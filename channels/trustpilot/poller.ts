import { type Json, list, record, text } from '../json.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';
import { retryAfterOf } from '../outgoing.ts';
import { parleySignature } from '../parley-signature.ts';
import type { ChannelPoller, Polled } from '../poller.ts';
import { accessToken, forgetToken } from './access-token.ts';
import type { TrustpilotCredentials } from './credentials.ts';

/** Reviews per page. If a page exceeds the limit of an answer, the poller requests a smaller one. */
const PAGES = [50, 5] as const;
/** Each poll reads this far back again, because a review may appear late or change. */
const OVERLAP_MS = 24 * 3_600_000;

/** The position: reviews written at `from` or later, without the first `skip`. `newest`: the time of the newest review of this round. */
interface Cursor {
  readonly from: string;
  readonly skip: number;
  readonly newest: string;
}

const cursorOf = (cursor: string | null, since: string): Cursor => {
  const known = cursor === null ? undefined : (JSON.parse(cursor) as Cursor);
  return known ?? { from: since, skip: 0, newest: since };
};
/** Trustpilot's times have whole seconds, so a review of the first second appears to be older than the origin. */
const secondOf = (iso: string): string => new Date(Math.floor(Date.parse(iso) / 1_000) * 1_000).toISOString();
const later = (a: string, b: string): string => (Date.parse(b) > Date.parse(a) ? b : a);
const before = (iso: string, since: string): string => later(since, new Date(Date.parse(iso) - OVERLAP_MS).toISOString());

/**
 * New reviews, from the oldest on (developers.trustpilot.com/business-units-api, "Get private reviews for business unit": `orderBy=createdat.asc`,
 * `startDateTime`, `perPage` ≤ 100, `page`; read 2026-11-29). The next page begins at the time of the last review of this one and not at a page number, because a
 * review that is deleted moves all pages behind it.
 */
export const poller: ChannelPoller<TrustpilotCredentials> = {
  everySeconds: 300,
  async poll({ cursor, since, credentials, settings }): Promise<Polled> {
    const { apiKey, apiSecret, webhookSecret } = credentials;
    if (apiKey === undefined || apiSecret === undefined) return { outcome: 'idle' };
    const sinceSecond = secondOf(since);
    try {
      const access = await accessToken(settings, { apiKey, apiSecret });
      if ('answer' in access) return refused(access.answer, 'token');
      const at = cursorOf(cursor, sinceSecond);
      for (const size of PAGES) {
        const answer = await reviewsOf(settings, credentials.businessUnitId, access.token, at, size);
        if (answer.status === 401) forgetToken(apiKey);
        if (answer.status !== 200) return refused(answer, 'reviews');
        const reviews = listed(answer.body);
        if (reviews) return pageOf(reviews, at, { since: sinceSecond, size, webhookSecret });
      }
      return { outcome: 'retry', reason: 'reviews: an answer that is no list' };
    } catch (error) {
      return { outcome: 'retry', reason: error instanceof Error && 'code' in error ? String(error.code) : 'no answer' };
    }
  },
};

const reviewsOf = (settings: CallSettings, businessUnitId: string, token: string, { from, skip }: Cursor, size: number): Promise<OutgoingAnswer> => {
  const query = new URLSearchParams({ orderBy: 'createdat.asc', startDateTime: from, perPage: String(size), page: String(Math.floor(skip / size) + 1) });
  const url = `${settings.baseUrl}/v1/private/business-units/${encodeURIComponent(businessUnitId)}/reviews?${query.toString()}`;
  return settings.fetch(url, { method: 'GET', headers: { authorization: `Bearer ${token}` }, body: '', timeoutMs: settings.timeoutMs });
};

const refused = (answer: OutgoingAnswer, what: string): Polled => {
  const { retryAfterSeconds } = retryAfterOf(answer);
  return { outcome: 'retry', reason: `${what}: ${answer.status}`, ...(retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds }) };
};

/** Undefined: no list of reviews. */
const listed = (body: string): Json[] | undefined => {
  try {
    return list(record(JSON.parse(body))?.['reviews'])?.map((review) => record(review) ?? {});
  } catch {
    return undefined;
  }
};

const pageOf = (
  reviews: readonly Json[],
  at: Cursor,
  { since, size, webhookSecret }: { readonly since: string; readonly size: number; readonly webhookSecret: string },
): Polled => {
  const times = reviews.flatMap((review) => timeIn(review['createdAt']));
  const last = times.reduce(later, at.from);
  const newest = later(at.newest, last);
  const more = reviews.length >= size;
  // If all reviews of a page have the same time, the next page is requested by its number.
  const onward: Cursor = last === at.from ? { from: last, skip: (Math.floor(at.skip / size) + 1) * size, newest } : { from: last, skip: 0, newest };
  const next: Cursor = more ? onward : { from: before(newest, since), skip: 0, newest };
  const body = reviews.length === 0 ? null : JSON.stringify({ events: reviews.flatMap(eventsOf) });
  const call = body === null ? null : { headers: { 'content-type': 'application/json', ...parleySignature(webhookSecret, body) }, body };
  return { outcome: 'page', call, cursor: JSON.stringify(next), more };
};

const timeIn = (value: unknown): string[] => {
  const at = Date.parse(text(value) ?? '');
  return Number.isNaN(at) ? [] : [new Date(at).toISOString()];
};

/** The webhook's events for a review: created, and updated if it has changed since. */
const eventsOf = (review: Json): object[] => {
  const [createdAt, updatedAt] = [timeIn(review['createdAt'])[0], timeIn(review['updatedAt'])[0]];
  const isChanged = createdAt !== undefined && updatedAt !== undefined && Date.parse(updatedAt) > Date.parse(createdAt);
  const event = (what: string): object => ({ eventName: `service-review-${what}`, version: '1', eventData: review });
  return [event('created'), ...(isChanged ? [event('updated')] : [])];
};
