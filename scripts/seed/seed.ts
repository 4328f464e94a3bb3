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

/** A batch as it comes from a thread, whatever form its documents have. */
type Batch<Documents> = Omit<Made, 'documents'> & { readonly documents: Documents };

export interface SeedProgress {
  readonly customers: number;
  readonly tickets: number;
  readonly messages: number;
  readonly items: number;
}

/** Customers of one batch: what a thread holds at once, and one transaction. */
const BATCH = 300;

/** How far a run is, in the transaction of the batch. No item of the hub's, and in nobody's way. */
export const progressKey = (tenantId: string) => ({ pk: `T#${tenantId}#SEEDING`, sk: 'SEEDING' });

const NAMES = ['customers', 'tickets', 'messages', 'items'] as const;
const progressFrom = (valueOf: (name: (typeof NAMES)[number]) => number): SeedProgress =>
  Object.fromEntries(NAMES.map((name) => [name, valueOf(name)])) as unknown as SeedProgress;
export const progressOf = (item: Item | undefined): SeedProgress => progressFrom((name) => Number(item?.[name] ?? 0));

/**
 * Makes what is missing of a tenant's tickets, in batches that several threads make and this one stores in order. Each batch goes into search and
 * timers first, which take the same again without harm, and then with the progress into the table: one that was cut short is made again.
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
    // Reported when its turn comes.
    made.catch(() => undefined);
    coming.push(made);
    asked = to;
  };
  // Each thread makes one while its last one is stored.
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

/** The counters of all queues as they stand, and as they are after each batch. */
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
