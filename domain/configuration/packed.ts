import type { Actor } from '../context.ts';
import { Problem } from '../errors.ts';
import { CONFIGURATION_ITEM_BYTES, CONFIGURATION_PACKED_BYTES } from '../limits.ts';
import { everyItem } from '../table/every-item.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../table/port.ts';
import { type AuditEntry, auditedChange, auditLine } from './audited-table.ts';
import { CHANGED_IN } from './changes.ts';
import { type ConfigurationKind, kindPk, tenantKey } from './keys.ts';

/**
 * A change of more entries than a transaction can write takes effect at once by packs: items that hold many entries each and are written in the transaction that
 * increments the generation. From then on, readers prefer the entries of packs to older revisions of the same entries. Afterwards the entries are
 * stored one by one (`unpack`), and the packs are deleted. If that is interrupted, nothing is lost: readers still see the change, and the next change
 * of the tenant's configuration continues first.
 */
export interface Packed {
  readonly kind: ConfigurationKind;
  /** The new entries, with their key and revision. */
  readonly items: readonly Item[];
  /** The generation of the part that the entries were computed from: a later one makes the change void. */
  readonly generation: number;
  /** For the audit, which is written with the entries. */
  readonly by: { readonly id: string; readonly at: string; readonly actor: Actor; readonly correlationId: string };
}

/** Attribute of `TENANT`: the id of the change that is in packs. */
export const UNPACKING = 'unpacking';

/** `RULEPACK#0001`: behind the entries of its kind, so that one query reads both. */
const packName = (kind: string, number: number): string => `${kind}PACK#${String(number).padStart(4, '0')}`;
const isPack = ({ sk }: Item): boolean => /^[A-Z]+PACK#/.test(sk);
/** The first pack of a kind: present if there are any. */
export const firstPackKey = (tenantId: string, kind: ConfigurationKind) => ({ pk: kindPk(tenantId, kind), sk: packName(kind, 1) });
/** The sort keys of the entries and packs of a kind. */
export const withPacks = (kind: string): { readonly from: string; readonly to: string } => ({ from: `${kind}#`, to: `${kind}PACK#~` });

const entriesOf = (pack: Item): Item[] => JSON.parse(String(pack['entries'])) as Item[];

/** Groups of consecutive elements, each of at most `most` and of at most so many together. */
const grouped = <T>(all: readonly T[], sizeOf: (one: T) => number, { most, count }: { readonly most: number; readonly count: number }): T[][] => {
  const groups: T[][] = [];
  let room = 0;
  for (const one of all) {
    const size = sizeOf(one);
    const last = groups.at(-1);
    if (!last || size > room || last.length >= count) {
      groups.push([one]);
      room = most - size;
    } else {
      last.push(one);
      room -= size;
    }
  }
  return groups;
};

/** The writes of a change: its packs, stamped with the generation that it creates. @throws Problem too_large */
export const packWrites = (tenantId: string, { kind, items, by }: Packed, generation: number): Write[] => {
  const entries = items.map((item) => JSON.stringify({ ...item, [CHANGED_IN]: generation }));
  const total = entries.reduce((sum, entry) => sum + Buffer.byteLength(entry), 0);
  if (total > CONFIGURATION_PACKED_BYTES) {
    const message = `${total} bytes would change, at most ${CONFIGURATION_PACKED_BYTES} at once`;
    throw new Problem('too_large', `The change is too large: ${message}.`, { errors: [{ path: '', message }] });
  }
  const packs = grouped(entries, (entry) => Buffer.byteLength(entry) + 1, { most: CONFIGURATION_ITEM_BYTES, count: Number.POSITIVE_INFINITY });
  const { id, at, actor, correlationId } = by;
  const told = { at, correlationId, by: { type: actor.type, id: 'id' in actor ? actor.id : null } };
  const pk = kindPk(tenantId, kind);
  return packs.map((pack, index) => ({ op: 'put', item: { pk, sk: packName(kind, index + 1), change: id, ...told, entries: `[${pack.join(',')}]` } }));
};

/** The entries of a part or kind, as the packs among the items have changed them. */
export const unpacked = (items: readonly Item[]): readonly Item[] => {
  if (!items.some(isPack)) return items;
  const entries = new Map(items.flatMap((item) => (isPack(item) ? [] : [[item.sk, item] as const])));
  for (const entry of items.filter(isPack).flatMap(entriesOf)) if (isNewer(entry, entries.get(entry.sk))) entries.set(entry.sk, entry);
  return [...entries.values()].sort((a, b) => (a.sk < b.sk ? -1 : 1));
};

const isNewer = (entry: Item, than: Item | undefined): boolean => Number(entry['revision']) > Number(than?.['revision'] ?? 0);

/** Entries of a transaction, and their bytes with their audit. A line of the audit is one item. */
const GROUP = { most: 300_000, count: 40 };
/** Keys of one read. */
const READ = 100;

interface Waiting {
  readonly entry: Item;
  readonly before: Item | undefined;
  readonly told: AuditEntry | null;
}

const waitingIn = async (table: Table, tenantId: string, pack: Item): Promise<Waiting[]> => {
  const entries = entriesOf(pack);
  const waiting: Waiting[] = [];
  for (let from = 0; from < entries.length; from += READ) {
    const some = entries.slice(from, from + READ);
    const present = await table.get(
      some.map(({ pk, sk }) => ({ pk, sk })),
      { consistent: true },
    );
    for (const [index, entry] of some.entries()) {
      const before = present[index];
      if (isNewer(entry, before)) waiting.push({ entry, before, told: auditedChange(tenantId, before, entry) });
    }
  }
  return waiting;
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Stores the entries of packs one by one, with their lines of the audit, and then deletes the packs. Several processes may do it at the same time. It changes nothing
 * that a reader sees. Returns whether it is complete; false: another process was faster, which is to be read again.
 * @throws TableUnavailable
 */
export const unpack = async (table: Table, tenantId: string, kind: ConfigurationKind = 'RULE'): Promise<boolean> => {
  const packs = await everyItem(table, kindPk(tenantId, kind), `${kind}PACK#`);
  const change = packs[0]?.['change'];
  if (typeof change !== 'string') return true;
  // Without it, a slow process would store entries that have been deleted since.
  const when = { equals: { [UNPACKING]: change } };
  try {
    for (const pack of packs) {
      const { at, by, correlationId } = pack as unknown as Parameters<typeof auditLine>[1];
      const groups = grouped(await waitingIn(table, tenantId, pack), ({ entry, told }) => bytesOf(told) + bytesOf(entry) / 4, GROUP);
      for (const group of groups) {
        const puts = group.map(
          ({ entry, before }): Write => ({
            op: 'put',
            item: entry,
            when: before ? { equals: { revision: Number(before['revision']) } } : { absent: true },
          }),
        );
        const told = group.flatMap(({ told: one }) => (one === null ? [] : [one]));
        const line = auditLine(tenantId, { at, by, correlationId, id: `${change}.${group[0]?.entry.sk ?? ''}` }, told);
        await table.transact([...puts, line, { op: 'check', key: tenantKey(tenantId), when }]);
      }
    }
    const drops = packs.map(({ pk, sk }): Write => ({ op: 'delete', key: { pk, sk } }));
    await table.transact([{ op: 'update', key: tenantKey(tenantId), remove: [UNPACKING], when }, ...drops]);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return false;
  }
};
