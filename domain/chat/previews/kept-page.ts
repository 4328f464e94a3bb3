import type { ChatFile, LinkPreview } from '../../conversations/entries/chat-message.ts';
import type { Item, Key, Table } from '../../table/port.ts';

/** What a tenant keeps of a link's page for a while, so that a link in many messages is read once: without the link itself. */
export type KeptPage = Omit<LinkPreview, 'url'> | null;

/** A page may change, and one that could not be had may come back. */
const KEPT_MS = 60 * 60_000;
const FAILED_MS = 10 * 60_000;

export const pageKey = (tenantId: string, link: string): Key => ({ pk: `T#${tenantId}#LP#${link}`, sk: 'PAGE' });

/** Undefined: it was not read, or too long ago. The table deletes old items late. */
export const keptPageOf = (item: Item | undefined, now: number): KeptPage | undefined => {
  if (!item || Number(item['until']) <= now) return undefined;
  const { title, description, siteName, image } = item;
  if (typeof title !== 'string') return null;
  return {
    title,
    description: (description as string | undefined) ?? null,
    siteName: (siteName as string | undefined) ?? null,
    ...(image === undefined ? {} : { image: image as unknown as ChatFile }),
  };
};

/** @throws TableUnavailable */
export const keepPage = async (table: Table, key: Key, page: KeptPage, now: number): Promise<void> => {
  const until = now + (page ? KEPT_MS : FAILED_MS);
  const attributes = Object.fromEntries(Object.entries(page ?? {}).filter(([, value]) => value !== null));
  await table.write({ op: 'put', item: { ...key, ...attributes, until, ttl: Math.ceil(until / 1000) } });
};
