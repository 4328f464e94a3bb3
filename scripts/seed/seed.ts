import type { Item, Table } from '../../domain/table/port.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import { counterKey } from '../../domain/queues/keys.ts';
import { listQueues } from '../../domain/queues/commands.ts';
import { reserveSequences } from '../../domain/tickets/sequence.ts';
import { type ProjectionDeps, project } from './batch.ts';
import { type LiveDeps, live } from './live.ts';
import { inOrderOfThreads, type Plan } from './plan.ts';
import { drawOf, hexOf, seedOf } from './random.ts';
import { scratchTable } from './scratch-table.ts';
import type { Shop } from './shop.ts';

/** What a run needs; everything is written in the order search, timers, table, so that a batch that was cut short is simply made again. */
export interface SeedDeps extends ProjectionDeps {
  /** The real one, for reading. */
  readonly table: Table;
  /** Stores items without records of the stream, all or none. */
  readonly load: (items: readonly Item[]) => void;
  readonly live: Omit<LiveDeps, 'table' | 'moment' | 'clock' | 'newId' | 'random' | 'sequences'>;
}

export interface SeedProgress {
  readonly customers: number;
  readonly tickets: number;
  readonly messages: number;
  readonly items: number;
}

/** Customers of one batch. It is what the process holds at once, and one transaction. */
const BATCH = 500;

/** How far a run is, in the transaction of the batch. No item of the hub's, and gone when the run is over. */
export const progressKey = (tenantId: string) => ({ pk: `T#${tenantId}#SEEDING`, sk: 'SEEDING' });
const NOTHING: SeedProgress = { customers: 0, tickets: 0, messages: 0, items: 0 };

export const progressOf = (item: Item | undefined): SeedProgress =>
  item ? { customers: Number(item['customers']), tickets: Number(item['tickets']), messages: Number(item['messages']), items: Number(item['items']) } : NOTHING;

/** Makes what is missing of a plan. Goes on where an earlier run stopped. */
export const seed = async (deps: SeedDeps, shop: Shop, plan: Plan, seedNumber: number, tell: (progress: SeedProgress) => void): Promise<SeedProgress> => {
  const { tenantId } = shop;
  const scratch = scratchTable();
  const [tenant, before] = await deps.table.get([tenantKey(tenantId), progressKey(tenantId)]);
  const counters = await counterItems(deps, tenantId);
  scratch.lend([tenant]);
  let progress = progressOf(before);
  // Everything is counted from the beginning of the plan, whichever batch comes first.
  if (!before) deps.load([await sequenceItem(tenantId, plan.tickets)]);
  for (const counter of counters) await scratch.write({ op: 'put', item: counter });
  scratch.take(isCounter);

  const order = inOrderOfThreads(shop, plan.customers);
  while (progress.customers < plan.customers) {
    const draw = drawOf(seedOf(seedNumber ^ 0x27d4eb2f, progress.customers));
    const moment = { now: 0, sequence: 0 };
    const liveDeps: LiveDeps & { table: typeof scratch } = {
      ...deps.live,
      table: scratch,
      moment,
      clock: () => moment.now,
      newId: () => hexOf(draw, 4),
      random: draw,
      sequences: { next: async () => moment.sequence },
    };
    const customers = order.subarray(progress.customers, progress.customers + BATCH);
    let tickets = 0;
    for (const customer of customers) {
      const life = plan.life(customer);
      tickets += life.tickets.length;
      await live(liveDeps, shop, seedNumber, life, (place) => plan.rank(customer, place) + 1);
    }
    const made = scratch.take(() => true);
    await project(deps, liveDeps, tenantId, made);
    const items = scratch.take(isCounter);
    progress = {
      customers: progress.customers + customers.length,
      tickets: progress.tickets + tickets,
      messages: progress.messages + items.filter(({ sk }) => sk.startsWith('M#')).length,
      items: progress.items + items.length,
    };
    deps.load([...items.sort(byKey), { ...progressKey(tenantId), ...progress }]);
    tell(progress);
  }
  return progress;
};

const byKey = (a: Item, b: Item): number => (a.pk === b.pk ? (a.sk < b.sk ? -1 : 1) : a.pk < b.pk ? -1 : 1);

/** They rise with every batch. */
const isCounter = ({ sk }: Item): boolean => sk === 'COUNTER';

const counterItems = async ({ table, counterShards }: SeedDeps, tenantId: string): Promise<Item[]> => {
  const queues = await listQueues({ table }, { tenantId });
  const keys = queues.flatMap(({ id }) => Array.from({ length: counterShards }, (_, shard) => counterKey(tenantId, id, shard)));
  return (await table.get(keys)).filter((item) => item !== undefined);
};

const sequenceItem = async (tenantId: string, tickets: number): Promise<Item> => {
  const table = scratchTable();
  await reserveSequences(table, tenantId, tickets);
  return table.take(() => false)[0] as Item;
};
