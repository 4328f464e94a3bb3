import type { News } from '../../domain/origins/delivered-versions.ts';
import { type Json, list, record } from '../json.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';
import { isSuccess, retryAfterOf } from '../outgoing.ts';
import type { ChannelPoller, Polled } from '../poller.ts';
import { momentOf } from '../times.ts';
import { headersOf, organizationUrn, renewLinkedIn } from './api.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { keyOf, TYPE } from './parse.ts';
import { linkedInSignature } from './signature.ts';

/** Notifications per page. If a page exceeds the limit of an answer, the poller requests a smaller one. */
const PAGES = [50, 5] as const;
/** Each round also reads this far back, because a notification can appear late. Notifications that were delivered before are left out. */
const OVERLAP_MS = 24 * 3_600_000;
const ACTIONS = ['COMMENT', 'ADMIN_COMMENT', 'COMMENT_EDIT', 'COMMENT_DELETE', 'SHARE_MENTION'];

/**
 * A round reads the notifications between two times (epoch ms), which stay the same over its pages; `start`: how many of them have been read. `to` null: the
 * round has not begun. The next round begins a day before this one's end.
 */
interface Cursor {
  readonly from: number;
  readonly to: number | null;
  readonly start: number;
}
interface Round extends Cursor {
  readonly to: number;
}

/**
 * Notifications that the webhook missed: `GET /rest/organizationalEntityNotifications?q=criteria`, with `timeRange`, `start` and `count`. LinkedIn keeps
 * notifications for 60 days.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications, "Pull organizational notifications"
 * (read 2026-11-29)
 */
export const pollerWith = (clock: () => number): ChannelPoller<LinkedInCredentials> => ({
  everySeconds: 300,
  renew: renewLinkedIn,
  async poll({ cursor, since, credentials, settings }): Promise<Polled> {
    const known: Cursor = cursor === null ? { from: Date.parse(since), to: null, start: 0 } : (JSON.parse(cursor) as Cursor);
    const at: Round = { ...known, to: known.to ?? clock() };
    try {
      for (const size of PAGES) {
        const answer = await notificationsOf(settings, credentials, at, size);
        if (!isSuccess(answer)) return refused(answer);
        const notifications = listed(answer.body);
        if (notifications) return pageOf(notifications, at, size, Date.parse(since));
      }
      return { outcome: 'retry', reason: 'notifications: an answer that is no list' };
    } catch (error) {
      return { outcome: 'retry', reason: error instanceof Error && 'code' in error ? String(error.code) : 'no answer' };
    }
  },
  callOf(news, { clientSecret }) {
    const body = JSON.stringify({ type: TYPE, notifications: news.map(({ element }) => element) });
    return { headers: { 'content-type': 'application/json', ...linkedInSignature(clientSecret, body) }, body };
  },
});

export const poller = pollerWith(Date.now);

/** In this protocol the brackets of lists and records stay as they are. */
const notificationsOf = (settings: CallSettings, credentials: LinkedInCredentials, { from, to, start }: Round, count: number): Promise<OutgoingAnswer> => {
  const criteria = `actions=List(${ACTIONS.join(',')})&organizationalEntity=${encodeURIComponent(organizationUrn(credentials))}&timeRange=(start:${from},end:${to})`;
  const url = `${settings.baseUrl}/rest/organizationalEntityNotifications?q=criteria&${criteria}&start=${start}&count=${count}`;
  return settings.fetch(url, { method: 'GET', headers: headersOf(credentials), body: '', timeoutMs: settings.timeoutMs });
};

const refused = (answer: OutgoingAnswer): Polled => {
  const { retryAfterSeconds } = retryAfterOf(answer);
  return {
    outcome: 'retry',
    reason: `notifications: ${answer.status}`,
    ...(retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds }),
    ...(answer.status === 401 ? { expired: true as const } : {}),
  };
};

/** Undefined: the answer is not a list of notifications. */
const listed = (body: string): Json[] | undefined => {
  try {
    return list(record(JSON.parse(body))?.['elements'])?.map((each) => record(each) ?? {});
  } catch {
    return undefined;
  }
};

const pageOf = (notifications: readonly Json[], at: Round, size: number, since: number): Polled => {
  const more = notifications.length >= size;
  const next: Cursor = more ? { ...at, start: at.start + notifications.length } : { from: Math.max(since, at.to - OVERLAP_MS), to: null, start: 0 };
  return {
    outcome: 'page',
    news: notifications.map((notification) => newsOf(notification, at)),
    cursor: JSON.stringify(next),
    more,
    from: new Date(more ? at.from : next.from).toISOString(),
  };
};

const newsOf = (notification: Json, { from, to }: Round): News => ({
  key: keyOf(notification),
  at: new Date(momentOf(notification['lastModifiedAt'], to) ?? from).toISOString(),
  element: notification,
});
