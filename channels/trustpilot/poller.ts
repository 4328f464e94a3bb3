import type { News } from '../../domain/origins/delivered-versions.ts';
import { id, type Json, list, number, record, text } from '../json.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';
import { retryAfterOf } from '../outgoing.ts';
import { parleySignature } from '../parley-signature.ts';
import type { ChannelPoller, Polled } from '../poller.ts';
import { accessToken, forgetToken } from './access-token.ts';
import type { TrustpilotCredentials } from './credentials.ts';

/** Reviews per page. If a page exceeds the limit of an answer, the poller requests a smaller one. */
const PAGES = [50, 5] as const;
/** Each round reads this far back again, because a review may appear late or change. Reviews that were delivered before are left out. */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * The position: reviews written at `from` or later, without the first `skip`. `newest`: the time of the newest review. `begun`: the newest when this round
 * began. The next round begins a day before that, so the next round reads again what this round reads for the first time. That finds edits during the round,
 * and reviews that moved to an earlier page because another one was deleted. Cursors of earlier releases have no `begun`.
 */
interface Cursor {
  readonly from: string;
  readonly skip: number;
  readonly newest: string;
  readonly begun?: string;
}

const cursorOf = (cursor: string | null, since: string): Required<Cursor> => {
  const known: Cursor = cursor === null ? { from: since, skip: 0, newest: since } : (JSON.parse(cursor) as Cursor);
  return { ...known, begun: known.begun ?? known.newest };
};
/** Trustpilot's times have whole seconds, so a review of the first second appears to be older than the origin. */
const secondOf = (iso: string): string => new Date(Math.floor(Date.parse(iso) / 1_000) * 1_000).toISOString();
const later = (a: string, b: string): string => (Date.parse(b) > Date.parse(a) ? b : a);
const before = (iso: string, since: string): string => later(since, new Date(Date.parse(iso) - OVERLAP_MS).toISOString());

/**
 * New reviews, from the oldest on (developers.trustpilot.com/business-units-api, "Get private reviews for business unit": `orderBy=createdat.asc`,
 * `startDateTime`, `perPage` ≤ 100, `page`; read 2026-11-29). The next page begins at the time of the last review of this one and not at a page number, because
 * a deleted review shifts all later pages.
 */
export const poller: ChannelPoller<TrustpilotCredentials> = {
  everySeconds: 300,
  async poll({ cursor, since, credentials, settings }): Promise<Polled> {
    const { apiKey, apiSecret } = credentials;
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
        if (reviews) return pageOf(reviews, at, { since: sinceSecond, size });
      }
      return { outcome: 'retry', reason: 'reviews: an answer that is no list' };
    } catch (error) {
      return { outcome: 'retry', reason: error instanceof Error && 'code' in error ? String(error.code) : 'no answer' };
    }
  },
  callOf(news, { webhookSecret }) {
    const body = JSON.stringify({ events: news.map(({ element }) => element) });
    return { headers: { 'content-type': 'application/json', ...parleySignature(webhookSecret, body) }, body };
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

/** Undefined: the answer is not a list of reviews. */
const listed = (body: string): Json[] | undefined => {
  try {
    return list(record(JSON.parse(body))?.['reviews'])?.map((review) => record(review) ?? {});
  } catch {
    return undefined;
  }
};

const pageOf = (reviews: readonly Json[], at: Required<Cursor>, { since, size }: { readonly since: string; readonly size: number }): Polled => {
  const times = reviews.flatMap((review) => timeIn(review['createdAt']));
  const last = times.reduce(later, at.from);
  const newest = later(at.newest, last);
  const more = reviews.length >= size;
  const from = before(at.begun, since);
  // If all reviews of a page have the same time, the next page is requested by its number.
  const skip = last === at.from ? (Math.floor(at.skip / size) + 1) * size : 0;
  const next: Cursor = more ? { from: last, skip, newest, begun: at.begun } : { from, skip: 0, newest, begun: newest };
  return { outcome: 'page', news: reviews.flatMap((review) => newsOf(review, at)), cursor: JSON.stringify(next), more, from };
};

const timeIn = (value: unknown): string[] => {
  const at = Date.parse(text(value) ?? '');
  return Number.isNaN(at) ? [] : [new Date(at).toISOString()];
};

/**
 * The webhook's events for a review: created, and updated if it has changed since. Each edit is a version. Its time and text distinguish it from the one
 * before. The bytes identify a version that cannot be read.
 */
const newsOf = (review: Json, { from }: Cursor): News[] => {
  const [createdAt, updatedAt] = [timeIn(review['createdAt'])[0], timeIn(review['updatedAt'])[0]];
  const isChanged = createdAt !== undefined && updatedAt !== undefined && Date.parse(updatedAt) > Date.parse(createdAt);
  const reviewId = id(review['id']);
  const news = (what: string, version: readonly unknown[]): News => ({
    key: JSON.stringify([what, ...(reviewId === undefined ? [review] : [reviewId, ...version])]),
    at: createdAt ?? from,
    element: { eventName: `service-review-${what}`, version: '1', eventData: review },
  });
  const words = [updatedAt, number(review['stars']), text(review['title']), text(review['text'])];
  return [news('created', []), ...(isChanged ? [news('updated', words)] : [])];
};
