import type { Item, Table } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';

/** What a provider says about an account, and not about a conversation: a rejected template, a restriction, a number's quality. */
export interface Notice {
  /** The provider's time, ISO. */
  readonly at: string;
  /** The provider's name of the event. */
  readonly what: string;
  readonly text: string;
}

interface Noticed extends Notice {
  /** Hexadecimal, of the element's bytes. */
  readonly hash: string;
}

/** Maximum notices that are shown, and that are kept of one call. */
export const NOTICES = 20;
const KEPT_DAYS = 90;
const DAY_SECONDS = 86_400;
const WHAT = 60;
const TEXT = 500;

const noticesPk = (tenantId: string, originId: string): string => `T#${tenantId}#ON#${originId}`;

/** The same notice is one item, however often the provider repeats it. Ids sort by time. */
const noticeItem = (tenantId: string, originId: string, { at, what, text, hash }: Noticed): Item => {
  const time = Date.parse(at);
  return {
    pk: noticesPk(tenantId, originId),
    sk: `${time.toString(36).padStart(9, '0')}_${hash}`,
    at,
    what: cut(what, WHAT, '…'),
    text: cut(text, TEXT, '…'),
    ttl: Math.floor(time / 1_000) + KEPT_DAYS * DAY_SECONDS,
  };
};

/** Of one call, the last ones. @throws TableUnavailable */
export const keepNotices = async (table: Pick<Table, 'write'>, tenantId: string, originId: string, notices: readonly Noticed[]): Promise<void> => {
  for (const notice of notices.slice(-NOTICES)) await table.write({ op: 'put', item: noticeItem(tenantId, originId, notice) });
};

/** The newest ones, newest first. @throws TableUnavailable */
export const newestNotices = async (table: Table, tenantId: string, originId: string): Promise<readonly Notice[]> => {
  const { items } = await table.query({ pk: noticesPk(tenantId, originId), descending: true, limit: NOTICES });
  return items.map(({ at, what, text }) => ({ at: String(at), what: String(what), text: String(text) }));
};
