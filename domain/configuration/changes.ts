import type { Item, Key, Table, Write } from '../table/port.ts';
import { type Part, partOfKey, partPk } from './keys.ts';

/**
 * Each change of a part writes a note with the keys of the changed entries, in the same partition and transaction. A process that holds an
 * older generation of the part reads the later notes, and only the entries that they name.
 */
export interface Note {
  readonly generation: number;
  /** Sort keys. */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  /** True if tickets may be in other queues since this change. */
  readonly reevaluate: boolean;
}

/** A process that is further behind reloads the whole part. */
export const NOTES_KEPT = 100;

/** The generation that wrote the entry. */
export const CHANGED_IN = 'changedIn';

const noteKey = (tenantId: string, part: Part, generation: number): Key => ({
  pk: partPk(tenantId, part),
  sk: `V#${String(generation).padStart(12, '0')}`,
});

/** The changes of each part among the writes. */
export const changesOf = (tenantId: string, writes: readonly Write[]): ReadonlyMap<Part, { readonly changed: string[]; readonly gone: string[] }> => {
  const changes = new Map<Part, { readonly changed: string[]; readonly gone: string[] }>();
  for (const write of writes) {
    const key = write.op === 'put' ? write.item : write.key;
    const part = write.op === 'check' ? undefined : partOfKey(tenantId, key);
    if (!part) continue;
    const change = changes.get(part) ?? { changed: [], gone: [] };
    change[write.op === 'delete' ? 'gone' : 'changed'].push(key.sk);
    changes.set(part, change);
  }
  return changes;
};

/** The write, stamped with the generation that it creates. */
export const stamped = (tenantId: string, write: Write, generations: Readonly<Record<Part, number>>): Write => {
  if (write.op !== 'put' && write.op !== 'update') return write;
  const part = partOfKey(tenantId, write.op === 'put' ? write.item : write.key);
  if (!part) return write;
  const stamp = { [CHANGED_IN]: generations[part] };
  return write.op === 'put' ? { ...write, item: { ...write.item, ...stamp } } : { ...write, set: { ...write.set, ...stamp } };
};

/** `step`: by how much the change increments the generation. */
export const noteWrites = (tenantId: string, part: Part, { generation, changed, gone, reevaluate }: Note, step = 1): Write[] => [
  { op: 'put', item: { ...noteKey(tenantId, part, generation), changed, gone, ...(reevaluate ? { reevaluate } : {}) } },
  ...Array.from({ length: step }, (_, back) => generation - back - NOTES_KEPT)
    .filter((old) => old > 0)
    .map((old): Write => ({ op: 'delete', key: noteKey(tenantId, part, old) })),
];

const isNote = ({ sk }: Key): boolean => sk.startsWith('V#');
const noteOf = (item: Item): Note => ({
  generation: Number(item.sk.slice(2)),
  changed: item['changed'] as readonly string[],
  gone: item['gone'] as readonly string[],
  reevaluate: item['reevaluate'] === true,
});

/** The generation of the newest note among the items of a part; undefined if there is no note yet. */
export const newestOf = (items: readonly Item[]): number | undefined => {
  const last = items.findLast(isNote);
  return last && noteOf(last).generation;
};

/** All notes after a generation, in order; undefined if one of them has been deleted. @throws TableUnavailable */
export const notesAfter = async (table: Table, tenantId: string, part: Part, generation: number): Promise<readonly Note[] | undefined> => {
  const { pk, sk } = noteKey(tenantId, part, generation + 1);
  const { items, next } = await table.query({ pk, from: sk, to: 'V#~', limit: NOTES_KEPT, consistent: true });
  const notes = items.map(noteOf);
  return next === null && notes.every((note, index) => note.generation === generation + 1 + index) ? notes : undefined;
};
