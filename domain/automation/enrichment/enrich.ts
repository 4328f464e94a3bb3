import { CONDITION_TEXT } from '../../limits.ts';
import { fold } from '../../text/fold.ts';
import { addressOf, hostOf } from '../../text/host.ts';
import { cut } from '../../text/well-formed.ts';
import { CHANGE_EFFORT, type Effort, effortOf } from '../conditions/effort.ts';
import type { Snapshot } from '../conditions/evaluate.ts';
import { type FieldRows, settableBy, TICKET_FIELDS } from '../ticket-fields.ts';
import type { EnrichmentList, Entry, EntrySet } from './list.ts';
import { partFinder } from './part-finder.ts';

/** A list as a lookup. Exact and domain lists use a map, so that their length costs nothing per message; `contains` uses the index of `part-finder.ts`. */
export interface CompiledList {
  readonly id: string;
  readonly name: string;
  /** Null if it takes more effort than the snapshot has left. */
  find(snapshot: Snapshot): EntrySet | undefined | null;
}

/** The properties that the lists set for a message: per field the first list that sets it wins, tags are merged. Null: none. */
export interface Enrichment {
  readonly set: EntrySet;
  /** Ids of the matching lists, for the log. */
  readonly listIds: readonly string[];
}

/** Maps and indexes are built at the first message: most processes that load a configuration never look up a list. */
export const compileList = (list: EnrichmentList): CompiledList => {
  const { id, name } = list;
  let source: EnrichmentList | null = list;
  let finder: Finder | null = null;
  const find = (snapshot: Snapshot): EntrySet | undefined | null => {
    if (source) finder = finderOf(source);
    source = null;
    return (finder as Finder)(snapshot, snapshot.effort ?? effortOf(CHANGE_EFFORT));
  };
  return { id, name, find };
};

type Finder = (snapshot: Snapshot, effort: Effort) => EntrySet | undefined | null;

const finderOf = (list: EnrichmentList): Finder => {
  const read = READERS[list.key];
  if (list.match === 'domain') {
    const byHost = firstOf(list.entries, (value) => hostOf(value.replace(/^@/, '')));
    return (snapshot) => {
      const host = domainsOf(read(snapshot)).find((one) => byHost.has(one));
      return host === undefined ? undefined : byHost.get(host);
    };
  }
  // `exact` on author.email compares only the address; `contains` searches the whole value.
  const whole = list.key === 'author.email' ? addressOf : (value: string) => value;
  const wanted = (snapshot: Snapshot, effort: Effort): string | undefined | null => {
    const found = read(snapshot)?.trim();
    return found === undefined ? undefined : effort.fold(cut(list.match === 'exact' ? whole(found) : found, CONDITION_TEXT));
  };
  if (list.match === 'exact') {
    const byValue = firstOf(list.entries, (value) => fold(whole(value.trim())));
    return (snapshot, effort) => {
      const text = wanted(snapshot, effort);
      return typeof text === 'string' ? byValue.get(text) : text;
    };
  }
  // A value that folds to nothing would match every text.
  const entries = list.entries.map(({ value, set }) => ({ value: fold(value), set })).filter(({ value }) => value !== '');
  const find = partFinder(entries.map(({ value }) => value));
  const sets = entries.map(({ set }) => set);
  return (snapshot, effort) => {
    const text = wanted(snapshot, effort);
    if (typeof text !== 'string') return text;
    const rank = find(text, effort);
    return rank === null ? null : sets[rank];
  };
};

/** The first entry of a value wins. */
const firstOf = (entries: readonly Entry[], keyOf: (value: string) => string): ReadonlyMap<string, EntrySet> => {
  const sets = new Map<string, EntrySet>();
  for (const { value, set } of entries) {
    const key = keyOf(value);
    if (key !== '' && !sets.has(key)) sets.set(key, set);
  }
  return sets;
};

/** `ann@mail.shop.example` → its host and every parent of it, nearest first: an entry for a domain covers its subdomains. */
const domainsOf = (text: string | undefined): string[] => {
  const written = text
    ?.trim()
    .split('@')
    .at(-1)
    ?.replace(/^https?:\/\//i, '')
    .split(/[/:?#\s]/)[0];
  const host = written ? hostOf(written) : '';
  if (host === '') return [];
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
};

const text = (of: object | null | undefined, name: string): string | undefined => {
  const value = of && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const author = (snapshot: Snapshot): object | undefined => (snapshot.ticket as { author?: object }).author;

const READERS: Readonly<Record<EnrichmentList['key'], (snapshot: Snapshot) => string | undefined>> = {
  'author.id': (snapshot) => text(author(snapshot), 'id'),
  'author.handle': (snapshot) => text(author(snapshot), 'handle'),
  // For mail, the address is the author's id; other channels have it as the handle.
  'author.email': (snapshot) =>
    [text(author(snapshot), 'email'), text(author(snapshot), 'id'), text(author(snapshot), 'handle')].find(
      (value) => value?.includes('@') && !value.startsWith('@'),
    ),
  'message.text': (snapshot) => text(snapshot.message, 'text'),
};

/** Merges what several lists set: elements and members add up; for everything else, the first list wins. */
export const merging = (rows: FieldRows): ((sets: readonly EntrySet[]) => EntrySet) => {
  const fields = [...settableBy(rows, 'lists')].map(
    ([
      name,
      {
        type: { kind },
      },
    ]) => [name, kind] as const,
  );
  return (sets) => {
    const merged: Record<string, unknown> = {};
    for (const [name, kind] of fields) {
      const given = sets.map((set) => (set as Readonly<Record<string, unknown>>)[name]).filter((value) => value !== undefined);
      if (given.length === 0) continue;
      if (kind === 'list') merged[name] = [...new Set(given.flat())];
      else merged[name] = kind === 'free' ? Object.assign({}, ...given.reverse()) : given[0];
    }
    return merged;
  };
};
const MERGE = merging(TICKET_FIELDS);

/** Evaluates all lists in order of creation. Pure. Calls `tooHeavy` with the lists that exceed the effort. */
export const enrich = (lists: readonly CompiledList[], snapshot: Snapshot, tooHeavy?: (listId: string) => void): Enrichment | null => {
  const found = lists.flatMap((list) => {
    const set = list.find(snapshot);
    if (set === null) tooHeavy?.(list.id);
    return set ? [{ id: list.id, set }] : [];
  });
  if (found.length === 0) return null;
  const sets = found.map(({ set }) => set);
  return { listIds: found.map(({ id }) => id), set: MERGE(sets) };
};
