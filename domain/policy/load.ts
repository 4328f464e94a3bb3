import { CHANGED_IN, type Note, newestOf, notesAfter } from '../configuration/changes.ts';
import { type Generations, generationsOf } from '../configuration/generations.ts';
import { KINDS_OF, type Part, partPk, tenantPk } from '../configuration/keys.ts';
import { unpacked } from '../configuration/packed.ts';
import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import { COMPILE, type Read } from './compile.ts';
import type { PartSets } from './configuration.ts';

/** Attempts to read a consistent state. After them, the older generation is returned, which only causes another load. */
const ATTEMPTS = 5;
/** Entries of one batch read. */
const MOST_CHANGED = 100;

/** A part as a process caches it. */
export interface Held<P extends Part> extends Read {
  readonly set: PartSets[P];
}

/**
 * A part of the tenant's configuration, compiled. With `held`, an older generation, it reads only what changed since: the notes and the
 * entries that they name, in two round trips. Otherwise everything. `wanted`: the generations that the tenant's item has just shown.
 * @throws TableUnavailable
 */
export const loadPart = async <P extends Part>(table: Table, tenantId: string, part: P, wanted: Generations, held?: Held<P>): Promise<Held<P>> => {
  const source: Source<P> = { table, tenantId, part };
  return (held && !wanted.old && (await catchUp(source, held, wanted[part]))) || loadWhole(source, wanted);
};

interface Source<P extends Part> {
  readonly table: Table;
  readonly tenantId: string;
  readonly part: P;
}

const compiled = async <P extends Part>({ table, part }: Source<P>, read: Read, isLast: boolean): Promise<Held<P> | undefined> => {
  const set = await COMPILE[part](table, read, isLast);
  return set && { ...read, set };
};

/** Undefined if notes between the cached and the wanted generation are missing, or if too much changed. */
const catchUp = async <P extends Part>(source: Source<P>, from: Held<P>, wanted: number): Promise<Held<P> | undefined> => {
  const { table, tenantId, part } = source;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const notes = await notesAfter(table, tenantId, part, from.generation);
    const generation = notes?.at(-1)?.generation ?? 0;
    if (!notes || generation < wanted) return undefined;
    const entries = await entriesAfter(source, from.entries, notes);
    if (entries === 'too many') return undefined;
    if (!entries) continue;
    const queuesGeneration = notes.findLast(({ reevaluate }) => reevaluate)?.generation ?? from.queuesGeneration;
    const reached = await compiled(source, { ...from, entries, generation, queuesGeneration }, false);
    if (reached) return reached;
  }
  return undefined;
};

/** The entries as of the last note; undefined if one of them was written again during the read. */
const entriesAfter = async <P extends Part>(
  { table, tenantId, part }: Source<P>,
  before: ReadonlyMap<string, Item>,
  notes: readonly Note[],
): Promise<ReadonlyMap<string, Item> | 'too many' | undefined> => {
  const isThere = new Map<string, boolean>();
  for (const { changed, gone } of notes) {
    for (const sk of changed) isThere.set(sk, true);
    for (const sk of gone) isThere.set(sk, false);
  }
  const entries = new Map(before);
  const names = [...isThere].flatMap(([sk, there]) => (there ? [sk] : []));
  if (names.length > MOST_CHANGED) return 'too many';
  for (const sk of isThere.keys()) entries.delete(sk);
  const pk = partPk(tenantId, part);
  const items =
    names.length === 0
      ? []
      : await table.get(
          names.map((sk) => ({ pk, sk })),
          { consistent: true },
        );
  const generation = notes.at(-1)?.generation ?? 0;
  for (const item of items) {
    if (!item || Number(item[CHANGED_IN]) > generation) return undefined;
    entries.set(item.sk, item);
  }
  return entries;
};

/** Pages are read one after another while others may change them. They are consistent if the generation at their end equals the one before. */
const loadWhole = async <P extends Part>(source: Source<P>, wanted: Generations): Promise<Held<P>> => {
  const { table, tenantId, part } = source;
  let before = wanted;
  for (let attempt = 1; ; attempt += 1) {
    const items = await everyItem(table, before.old ? tenantPk(tenantId) : partPk(tenantId, part));
    const after = generationsAtEnd(items, part, before);
    const isLast = attempt >= ATTEMPTS;
    if ((after[part] === before[part] && after.old === before.old) || isLast) {
      const of = unpacked(items).filter(({ sk }) => KINDS_OF[part].some((kind) => sk.startsWith(`${kind}#`)));
      const read: Read = {
        tenantId,
        generation: Math.min(before[part], after[part]),
        queuesGeneration: before.queues,
        tenantSince: before.since,
        entries: new Map(of.map((item) => [item.sk, item])),
      };
      const whole = await compiled(source, read, isLast);
      if (whole) return whole;
    }
    before = after;
  }
};

/**
 * The generation that the items themselves show. Notes sort after all entries, as TENANT did in the old layout, so a page that contains them
 * is no newer than what they say.
 */
const generationsAtEnd = (items: readonly Item[], part: Part, before: Generations): Generations => {
  const tenant = before.old && items.find(({ sk }) => sk === 'TENANT');
  if (tenant) return generationsOf(tenant);
  const newest = newestOf(items) ?? before[part];
  // A change in between may have concerned queues: evaluating tickets once too often is harmless.
  return newest === before[part] ? before : { ...before, [part]: newest, ...(part === 'policy' ? { queues: newest } : {}) };
};
