import { type Item, type Key, type Table, TransactionRefused } from '../../table/port.ts';
import type { Projection } from '../projection.ts';
import { type Change, itemOf } from './change.ts';

/**
 * A mark says that a projection must still process an item: `R#{projection}#…` in the item's own partition. Marks are in the table, because the
 * stream delivers only while the table is available, whereas any queue may be the edge that is down. A mark is not a copy: a retry processes the
 * present item, unless the projection asks to remember the old one. The index `byActivity` lists marks by due time.
 */
export interface Mark {
  readonly pk: string;
  readonly sk: string;
  readonly projection: string;
  /** The sort key of the pending item. */
  readonly item: string;
  readonly stood: boolean;
  /** The old item, as far as the projection needs it. */
  readonly remembered?: Item;
  /** Epoch ms of the first failure. */
  readonly since: number;
  readonly tries: number;
  /** Epoch ms. */
  readonly dueAt: number;
  /** Incremented whenever the same item fails again. */
  readonly version: number;
}

/** A projection's marks by due time. These are the only index partitions without a tenant, because a retry does not know whose edge was down. */
const retryPartition = (projection: string): string => `RETRY#${projection}`;

const prefixOf = (projection: string): string => `R#${projection}#`;
/** Longer than any sequence number of a stream (AWS: at most 40 digits). */
const SEQUENCE_DIGITS = 40;

/** One mark per item. If the order counts, or if a mark remembers its change: one per change, in the order of the stream. */
const keyOf = ({ name, ordered, remember }: Pick<Projection, 'name' | 'ordered' | 'remember'>, change: Change): Key => {
  const { pk, sk } = itemOf(change);
  const suffix = (ordered || remember) && change.sequence !== undefined ? `${change.sequence.padStart(SEQUENCE_DIGITS, '0')}#${sk}` : sk;
  return { pk, sk: `${prefixOf(name)}${suffix}` };
};

const dueAttributes = (projection: string, dueAt: number): Readonly<Record<'aPk' | 'aSk', string>> => ({
  aPk: retryPartition(projection),
  aSk: new Date(dueAt).toISOString(),
});

/** Records that a change is pending and due at a time (epoch ms). @throws TableUnavailable, TableRejected */
export const putMark = async (
  table: Table,
  projection: Projection,
  change: Change,
  { now, dueAt }: { readonly now: number; readonly dueAt: number },
): Promise<void> => {
  const key = keyOf(projection, change);
  const stood = change.before !== undefined && change.before['shadowed'] !== true;
  const due = dueAttributes(projection.name, dueAt);
  const remembered = projection.remember?.(change);
  const kept = remembered ? { remembered } : {};
  const item: Item = { ...key, ...due, projection: projection.name, item: itemOf(change).sk, stood, ...kept, since: now, tries: 0, v: 1 };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await table.write({ op: 'put', item, when: { absent: true } });
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
    try {
      // An older pending mark keeps its age.
      await table.write({ op: 'update', key, add: { v: 1 }, when: { exists: true } });
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused) || attempt >= 3) throw error;
    }
  }
};

export const markOf = (item: Item): Mark => ({
  pk: item.pk,
  sk: item.sk,
  projection: String(item['projection']),
  item: String(item['item']),
  stood: item['stood'] === true,
  ...(item['remembered'] === undefined ? {} : { remembered: item['remembered'] as Item }),
  since: Number(item['since']),
  tries: Number(item['tries']),
  dueAt: Date.parse(String(item['aSk'])),
  version: Number(item['v']),
});

/** Marks of one projection in one partition, in order. @throws TableUnavailable */
export const marksWithin = async (table: Table, projection: string, pk: string, limit: number): Promise<Mark[]> =>
  (await table.query({ pk, beginsWith: prefixOf(projection), limit, consistent: true })).items.map(markOf);

/** A page of a projection's due marks, oldest first. @throws TableUnavailable */
export const dueMarks = async (table: Table, projection: string, now: number, limit: number): Promise<Mark[]> => {
  const { items } = await table.query({ pk: retryPartition(projection), index: 'byActivity', to: new Date(now).toISOString(), limit });
  if (items.length === 0) return [];
  const found = await table.get(
    items.map(({ pk, sk }) => ({ pk, sk })),
    { consistent: true },
  );
  return found.flatMap((item) => (item ? [markOf(item)] : []));
};

/** Deletes a mark, unless its item has failed again in the meantime. @throws TableUnavailable */
export const dropMark = async (table: Table, { pk, sk, version }: Mark): Promise<void> => {
  try {
    await table.write({ op: 'delete', key: { pk, sk }, when: { equals: { v: version } } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
};

/** `tried`: counts an attempt. @throws TableUnavailable */
export const postponeMark = async (table: Table, { pk, sk, projection }: Mark, dueAt: number, tried: boolean): Promise<void> => {
  try {
    await table.write({ op: 'update', key: { pk, sk }, add: { tries: tried ? 1 : 0 }, set: dueAttributes(projection, dueAt), when: { exists: true } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
};
