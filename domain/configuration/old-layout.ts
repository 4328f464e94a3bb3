import type { Clock } from '../context.ts';
import { notFound } from '../errors.ts';
import { everyItem } from '../table/every-item.ts';
import { itemBytes } from '../table/item-bytes.ts';
import { type Item, type Table, TransactionRefused, type Write } from '../table/port.ts';
import { generationAttributes, generationsOf, isInParts } from './generations.ts';
import { type EntryKindName, KINDS_OF, kindPk, partPk, tenantKey, tenantPk } from './keys.ts';

/**
 * Before November 2026 the whole configuration lay in the tenant's partition under one generation. It is read from there until it is moved: by a job
 * (`domain/projections/rebuild/move-layout.ts`), or by the first change if that comes earlier. The originals stay for a day, because processes of the
 * earlier release may still read them.
 */
const DAY_MS = 86_400_000;

/** Kinds that move, and their new partitions. `GONE`: queues whose rows must still be deleted. */
const MOVED = [...(['policy', 'lists'] as const).flatMap((part) => KINDS_OF[part].map((kind) => [kind, part] as const)), ['GONE', 'policy'] as const];

/** Per transaction: its 100 items and 4 MB. */
const ITEMS = 90;
const BYTES = 2_000_000;

/** Tenants whose configuration is known to be in parts, by table. A move is never undone. */
const moved = new WeakMap<Table, Set<string>>();
const remember = (table: Table, tenantId: string): void => {
  const known = moved.get(table) ?? new Set();
  moved.set(table, known.add(tenantId));
};

/** The partition where entries of a kind are now. One read per tenant and process. @throws TableUnavailable */
export const presentPk = async (table: Table, tenantId: string, kind: EntryKindName | 'GONE'): Promise<string> => {
  const there = kind === 'GONE' ? partPk(tenantId, 'policy') : kindPk(tenantId, kind);
  if (moved.get(table)?.has(tenantId)) return there;
  const [tenant] = await table.get([tenantKey(tenantId)], { consistent: true });
  if (tenant && !isInParts(tenant)) return tenantPk(tenantId);
  remember(table, tenantId);
  return there;
};

const packs = (writes: readonly Write[]): Write[][] => {
  const packed: Write[][] = [];
  let room = 0;
  for (const write of writes) {
    const size = write.op === 'put' ? itemBytes(write.item) : 0;
    if (size > room || (packed.at(-1)?.length ?? ITEMS) >= ITEMS) {
      packed.push([]);
      room = BYTES;
    }
    packed.at(-1)?.push(write);
    room -= size;
  }
  return packed;
};

/** Items missing in the new partitions, and surplus items of an interrupted earlier attempt. */
const differences = async (table: Table, tenantId: string): Promise<Write[]> => {
  const writes = await Promise.all(
    MOVED.map(async ([kind, part]): Promise<Write[]> => {
      const pk = partPk(tenantId, part);
      const [wanted, present] = await Promise.all([everyItem(table, tenantPk(tenantId), `${kind}#`), everyItem(table, pk, `${kind}#`)]);
      const there = new Map(present.map((item) => [item.sk, JSON.stringify(sorted(item))]));
      const puts = wanted.map((item) => ({ ...item, pk })).filter((item) => there.get(item.sk) !== JSON.stringify(sorted(item)));
      const names = new Set(wanted.map(({ sk }) => sk));
      const extra = present.filter(({ sk }) => !names.has(sk));
      return [...puts.map((item): Write => ({ op: 'put', item })), ...extra.map(({ sk }): Write => ({ op: 'delete', key: { pk, sk } }))];
    }),
  );
  return writes.flat();
};
const sorted = (item: Item): [string, unknown][] => Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));

/** `moved`: number of entries. `overtaken`: another process has changed or moved the configuration in the meantime. */
export interface Moved {
  readonly moved: number;
  readonly state: 'more' | 'done' | 'overtaken';
}

/**
 * Moves entries into their parts, in at most `transactions` transactions. Each is conditional on the old generation, so it overwrites no
 * change made in the meantime by this release or the earlier one. After an interruption, the next call writes only what is missing. Readers use the
 * parts once they are complete.
 * @throws TableUnavailable
 */
export const moveEntries = async (
  deps: { readonly table: Table; readonly clock: Clock },
  tenantId: string,
  tenant: Item,
  transactions: number,
): Promise<Moved> => {
  const { table } = deps;
  const key = tenantKey(tenantId);
  const when = { exists: true, equals: { generation: (tenant['generation'] as number | undefined) ?? null } } as const;
  let moved = 0;
  try {
    const waiting = packs(await differences(table, tenantId));
    for (const pack of waiting.slice(0, transactions)) {
      await table.transact([...pack, { op: 'check', key, when }]);
      moved += pack.length;
    }
    if (waiting.length > transactions) return { moved, state: 'more' };
    const set = { ...generationAttributes(generationsOf(tenant)), copiedAt: deps.clock() };
    await table.transact([{ op: 'update', key, set, when }]);
    remember(table, tenantId);
    return { moved, state: 'done' };
  } catch (error) {
    if (error instanceof TransactionRefused) return { moved, state: 'overtaken' };
    throw error;
  }
};

/** Deletes the originals a day later. If interrupted, the next change continues. @throws TableUnavailable */
export const dropCopied = async (deps: { readonly table: Table; readonly clock: Clock }, tenantId: string, tenant: Item): Promise<void> => {
  const { copiedAt } = tenant;
  if (typeof copiedAt !== 'number' || deps.clock() - copiedAt < DAY_MS) return;
  const left = await Promise.all(MOVED.map(([kind]) => everyItem(deps.table, tenantPk(tenantId), `${kind}#`)));
  for (const pack of packs(left.flat().map(({ pk, sk }) => ({ op: 'delete', key: { pk, sk } })))) await deps.table.transact(pack);
  await deps.table.write({ op: 'update', key: tenantKey(tenantId), remove: ['copiedAt'] });
};

/** The tenant's item, after its configuration has been moved. @throws Problem not_found, TableUnavailable */
export const tenantInParts = async (deps: { readonly table: Table; readonly clock: Clock }, tenantId: string): Promise<Item | undefined> => {
  const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
  if (!tenant) throw notFound('tenant');
  if (isInParts(tenant)) return tenant;
  await moveEntries(deps, tenantId, tenant, Number.POSITIVE_INFINITY);
  return undefined;
};
