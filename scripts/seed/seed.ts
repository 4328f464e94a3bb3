import { loadRow, type TableLoader } from '../../adapters/table/sqlite/loader.ts';
import { carryOutTimers, type TimerEdges } from '../../domain/support/deadlines/carry-out.ts';
import { planTimers } from '../../domain/support/deadlines/plan.ts';
import { counterKey } from '../../domain/support/queues/keys.ts';
import { listQueues } from '../../domain/support/queues/list-queues.ts';
import { reserveSequences } from '../../domain/support/tickets/sequence.ts';
import type { Item, Table } from '../../domain/table/port.ts';
import type { Made } from './batch.ts';
import type { MakerJob } from './maker.ts';
import { scratchTable } from './scratch-table.ts';

export interface SeedDeps<Documents> {
  readonly table: Table;
  readonly load: TableLoader['load'];
  readonly makers: readonly { ask(job: MakerJob): Promise<Batch<Documents>> }[];
  readonly index: (documents: Documents) => Promise<unknown>;
  readonly timers: TimerEdges;
  readonly counterShards: number;
  readonly clock: () => number;
}

/** A batch from a thread, with documents in any form. */
type Batch<Documents> = Omit<Made, 'documents'> & { readonly documents: Documents };

export interface SeedProgress {
  readonly customers: number;
  readonly tickets: number;
  readonly messages: number;
  readonly items: number;
}

/** Customers of one batch: the unit of a thread's work and of a transaction. */
const BATCH = 300;

/** The progress of a run, written in the transaction of the batch. The hub does not use this item. */
export const progressKey = (tenantId: string) => ({ pk: `T#${tenantId}#SEEDING`, sk: 'SEEDING' });

const NAMES = ['customers', 'tickets', 'messages', 'items'] as const;
const progressFrom = (valueOf: (name: (typeof NAMES)[number]) => number): SeedProgress =>
  Object.fromEntries(NAMES.map((name) => [name, valueOf(name)])) as unknown as SeedProgress;
export const progressOf = (item: Item | undefined): SeedProgress => progressFrom((name) => Number(item?.[name] ?? 0));

/**
 * Creates the missing tickets of a tenant, in batches that several threads create and this one stores in order. Each batch goes to search and timers
 * first, which accept duplicates, and then with the progress into the table. An interrupted batch is created again.
 */
export const seedTickets = async <Documents>(
  deps: SeedDeps<Documents>,
  tenantId: string,
  whole: { readonly customers: number; readonly tickets: number },
  tell: (progress: SeedProgress) => void,
  batch = BATCH,
): Promise<SeedProgress> => {
  const [before] = await deps.table.get([progressKey(tenantId)]);
  let progress = progressOf(before);
  if (!before) deps.load([loadRow(await sequenceItem(tenantId, whole.tickets))]);
  const counters = await openCounters(deps, tenantId);
  const coming: Promise<Batch<Documents>>[] = [];
  let asked = progress.customers;
  const askNext = (): void => {
    if (asked >= whole.customers) return;
    const maker = deps.makers[Math.floor(asked / batch) % deps.makers.length];
    const to = Math.min(asked + batch, whole.customers);
    const made = maker?.ask([asked, to]);
    if (!made) return;
    // The error is reported when the result is awaited.
    made.catch(() => undefined);
    coming.push(made);
    asked = to;
  };
  // Each thread creates a batch while its previous one is stored.
  for (let ahead = 0; ahead <= deps.makers.length; ahead += 1) askNext();
  for (let next = coming.shift(); next; next = coming.shift()) {
    const made = await next;
    askNext();
    const timers = made.waiting.flatMap((ticket) => planTimers(tenantId, null, ticket, deps.clock()));
    await Promise.all([deps.index(made.documents), carryOutTimers(deps.timers, timers)]);
    const rows = [...made.rows, ...(await counters.add(made.counters)).map(loadRow)];
    const more = { ...made, items: rows.length + made.scattered.length };
    const sum = progressFrom((name) => progress[name] + more[name]);
    deps.load([...rows, loadRow({ ...progressKey(tenantId), ...sum })], made.scattered);
    progress = sum;
    tell(progress);
  }
  return progress;
};

/** The counters of all queues, now and after each batch. */
const openCounters = async (
  { table, counterShards }: Pick<SeedDeps<unknown>, 'table' | 'counterShards'>,
  tenantId: string,
): Promise<{ add(differences: readonly Item[]): Promise<Item[]> }> => {
  const queues = await listQueues({ table }, { tenantId });
  const keys = queues.flatMap(({ id }) => Array.from({ length: counterShards }, (_, shard) => counterKey(tenantId, id, shard)));
  const scratch = scratchTable();
  for (const item of await table.get(keys)) if (item) await scratch.write({ op: 'put', item });
  return {
    async add(differences) {
      for (const { pk, sk, ...add } of differences) await scratch.write({ op: 'update', key: { pk, sk }, add: add as Record<string, number> });
      return scratch.items();
    },
  };
};

/** The sequence at which the hub continues. */
const sequenceItem = async (tenantId: string, tickets: number): Promise<Item> => {
  const table = scratchTable();
  await reserveSequences(table, tenantId, tickets);
  return table.items()[0] as Item;
};
