import { createHash } from 'node:crypto';
import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import type { PollRow } from './poll-rows.ts';

/** One version of one thing that a provider lists. */
export interface News {
  /** Unique within the origin for a version of a thing, and always the same for it. */
  readonly key: string;
  /** ISO: the time by which the provider lists it. */
  readonly at: string;
  /** As the provider would have posted it to the webhook. */
  readonly element: unknown;
}

/** An item stores the versions of six hours. */
const SPAN_MS = 6 * 3_600_000;
/** Maximum versions in an item: 40,000 a day, 120 KB per item. Those beyond are delivered again at each poll, which costs only calls. */
export const MOST_VERSIONS = 10_000;
/** Maximum items of an origin: ten days. More than two days are read again only after an outage; older versions are then delivered twice. */
export const MOST_SPANS = 40;
/** 72 bits: among 400,000 versions, a new one is mistaken for an old one once in 10¹⁶. */
const HASH_LENGTH = 12;

type Owner = Pick<PollRow, 'tenantId' | 'originId'>;

const partitionOf = ({ tenantId, originId }: Owner): string => `T#${tenantId}#POLLED#${originId}`;
const spanOf = (iso: string): string => new Date(Math.floor(Date.parse(iso) / SPAN_MS) * SPAN_MS).toISOString();
const hashOf = ({ key }: News): string => createHash('sha256').update(key).digest('base64url').slice(0, HASH_LENGTH);
const versionsOf = (item: Item): string[] => String(item['versions']).match(new RegExp(`.{${HASH_LENGTH}}`, 'g')) ?? [];

/**
 * The versions that were delivered for an origin, so that a poller that reads the same period again delivers each version once. It may be incomplete: a version
 * that it does not contain is delivered again and deduplicated by its identity. A version is added only after its delivery, so nothing is skipped.
 */
export interface Delivered {
  /** The versions of a page that were not delivered before, each once. @throws TableUnavailable */
  fresh(news: readonly News[]): Promise<News[]>;
  /** Records versions as delivered. `from` (ISO): nothing before this time is read again. @throws TableUnavailable */
  remember(news: readonly News[], from: string): Promise<void>;
  /** Removes versions that are not read again. @throws TableUnavailable */
  forget(from: string): Promise<void>;
}

/** Read when it is first needed. */
export const deliveredVersions = (table: Table, owner: Owner): Delivered => {
  const pk = partitionOf(owner);
  let read: Map<string, Set<string>> | undefined;
  const spans = async (): Promise<Map<string, Set<string>>> =>
    (read ??= new Map((await everyItem(table, pk)).map((item) => [item.sk, new Set(versionsOf(item))])));
  const drop = async (surplus: readonly string[]): Promise<void> => {
    for (const sk of surplus) {
      await table.write({ op: 'delete', key: { pk, sk } });
      read?.delete(sk);
    }
  };
  return {
    async fresh(news) {
      if (news.length === 0) return [];
      const known = [...(await spans()).values()];
      const page = new Set<string>();
      return news.filter((one) => {
        const hash = hashOf(one);
        if (page.has(hash) || known.some((versions) => versions.has(hash))) return false;
        page.add(hash);
        return true;
      });
    },
    async remember(news, from) {
      const present = await spans();
      const changed = new Set<string>();
      for (const one of news) {
        const span = spanOf(one.at);
        const versions = present.get(span) ?? new Set();
        if (span < spanOf(from) || versions.size >= MOST_VERSIONS) continue;
        present.set(span, versions.add(hashOf(one)));
        changed.add(span);
      }
      const surplus = [...present.keys()].toSorted().slice(0, -MOST_SPANS);
      for (const span of changed)
        if (!surplus.includes(span)) await table.write({ op: 'put', item: { pk, sk: span, versions: [...(present.get(span) ?? [])].join('') } });
      await drop(surplus);
    },
    async forget(from) {
      await drop([...(read?.keys() ?? [])].filter((span) => span < spanOf(from)));
    },
  };
};

/** Removes everything of a deleted origin. @throws TableUnavailable */
export const forgetDelivered = async (table: Table, owner: Owner): Promise<void> => {
  const pk = partitionOf(owner);
  for (const { sk } of await everyItem(table, pk)) await table.write({ op: 'delete', key: { pk, sk } });
};
