import type { Snapshot } from '../conditions/evaluate.ts';
import type { EnrichmentList, EntrySet } from './list.ts';

/** A list as a lookup: exact and domain by a map, so that its length costs nothing per message; `contains` in order. */
export interface CompiledList {
  readonly id: string;
  readonly name: string;
  find(snapshot: Snapshot): EntrySet | undefined;
}

/** What the lists say of a message: per field the first list that sets it wins, tags add up. Null: nothing. */
export interface Enrichment {
  readonly set: EntrySet;
  /** Ids of the lists that matched, for the log. */
  readonly listIds: readonly string[];
}

export const compileList = (list: EnrichmentList): CompiledList => ({ id: list.id, name: list.name, find: finderOf(list) });

const finderOf = (list: EnrichmentList): CompiledList['find'] => {
  const read = READERS[list.key];
  if (list.match === 'contains') {
    const entries = list.entries.map(({ value, set }) => [value.toLowerCase(), set] as const);
    return (snapshot) => {
      const text = read(snapshot)?.toLowerCase();
      return text === undefined ? undefined : entries.find(([value]) => text.includes(value))?.[1];
    };
  }
  const byValue = new Map<string, EntrySet>();
  for (const { value, set } of list.entries) {
    const key = list.match === 'domain' ? value.toLowerCase().replace(/^@/, '') : value.toLowerCase();
    // The first entry of a value wins, as everywhere in a list.
    if (!byValue.has(key)) byValue.set(key, set);
  }
  if (list.match === 'exact') {
    return (snapshot) => {
      const text = read(snapshot);
      return text === undefined ? undefined : byValue.get(text.trim().toLowerCase());
    };
  }
  return (snapshot) =>
    domainsOf(read(snapshot))
      .map((domain) => byValue.get(domain))
      .find((set) => set !== undefined);
};

/** `ann@mail.shop.example` → its host and every parent of it, nearest first: an entry for a domain covers its subdomains. */
const domainsOf = (text: string | undefined): string[] => {
  const host = text
    ?.trim()
    .toLowerCase()
    .split('@')
    .at(-1)
    ?.replace(/^https?:\/\//, '')
    .split(/[/:?#\s]/)[0];
  if (!host) return [];
  const labels = host.split('.');
  return labels.map((_, place) => labels.slice(place).join('.'));
};

const text = (of: object | null | undefined, name: string): string | undefined => {
  const value = of && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const author = (snapshot: Snapshot): object | undefined => (snapshot.ticket as { author?: object }).author;

const READERS: Readonly<Record<EnrichmentList['key'], (snapshot: Snapshot) => string | undefined>> = {
  'author.id': (snapshot) => text(author(snapshot), 'id'),
  'author.handle': (snapshot) => text(author(snapshot), 'handle'),
  // On mail the address is the author's id; some channels know it as the handle.
  'author.email': (snapshot) =>
    [text(author(snapshot), 'email'), text(author(snapshot), 'id'), text(author(snapshot), 'handle')].find(
      (value) => value?.includes('@') && !value.startsWith('@'),
    ),
  'message.text': (snapshot) => text(snapshot.message, 'text'),
};

/** Asks every list, in the order of their making. Pure. */
export const enrich = (lists: readonly CompiledList[], snapshot: Snapshot): Enrichment | null => {
  const found = lists.flatMap((list) => {
    const set = list.find(snapshot);
    return set ? [{ id: list.id, set }] : [];
  });
  if (found.length === 0) return null;
  const sets = found.map(({ set }) => set);
  const tags = [...new Set(sets.flatMap((set) => set.tags ?? []))];
  const customFields: NonNullable<EntrySet['customFields']> = Object.assign({}, ...sets.map((set) => set.customFields ?? {}).reverse());
  const first = <K extends 'priority' | 'topic' | 'owner'>(name: K): EntrySet[K] => sets.find((set) => set[name] !== undefined)?.[name];
  const [priority, topic, owner] = [first('priority'), first('topic'), first('owner')];
  return {
    listIds: found.map(({ id }) => id),
    set: {
      ...(priority ? { priority } : {}),
      ...(topic === undefined ? {} : { topic }),
      ...(owner ? { owner } : {}),
      ...(tags.length > 0 ? { tags } : {}),
      ...(Object.keys(customFields).length > 0 ? { customFields } : {}),
    },
  };
};
