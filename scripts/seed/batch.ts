import { type LoadRow, loadRow } from '../../adapters/table/sqlite/loader.ts';
import { seeded } from '../../demo/random.ts';
import { tenantKey } from '../../domain/configuration/keys.ts';
import { parseThreadPk } from '../../domain/conversations/kinds/thread.ts';
import { isTicketKey } from '../../domain/projections/relay/change.ts';
import { isSearched } from '../../domain/search/documents.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import type { SearchWrite } from '../../domain/search/port.ts';
import { timersOf } from '../../domain/support/deadlines/plan.ts';
import { projectEach } from '../../domain/support/queues/project.ts';
import { ticketOfItem } from '../../domain/support/tickets/store.ts';
import type { Ticket } from '../../domain/support/tickets/ticket.ts';
import type { Item, Table } from '../../domain/table/port.ts';
import { type LiveDeps, live } from './live.ts';
import { lifeIn, type Plan, sequenceIn } from './plan.ts';
import { hexOf, seedOf } from './random.ts';
import { type ScratchTable, scratchTable } from './scratch-table.ts';
import type { Shop } from './shop.ts';

export interface BatchDeps {
  /** The real table, for the configuration. */
  readonly table: Pick<Table, 'get'>;
  readonly counterShards: number;
  readonly live: Omit<LiveDeps, 'table' | 'moment' | 'clock' | 'newId' | 'random' | 'sequences'>;
}

/** Everything that a batch of customers adds to the hub's engines. Plain data that can be sent between threads. */
export interface Made {
  /** Items of threads, whose keys ascend from batch to batch. */
  readonly rows: readonly LoadRow[];
  /** Items of identities and queues, whose keys are scattered. */
  readonly scattered: readonly LoadRow[];
  /** Items with the increments of counters. */
  readonly counters: readonly Item[];
  readonly documents: readonly SearchWrite[];
  /** Timers of tickets. */
  readonly waiting: readonly Ticket[];
  readonly customers: number;
  readonly tickets: number;
  readonly messages: number;
}

/** Simulates these customers one after the other, and then projects the result as the hub's stream readers would. */
export const makeBatch = async (deps: BatchDeps, shop: Shop, plan: Plan, customers: Uint32Array): Promise<Made> => {
  const { tenantId } = shop;
  const table = scratchTable();
  table.lend(await deps.table.get([tenantKey(tenantId)]));
  const draw = seeded(seedOf(plan.seed ^ 0x27d4eb2f, customers[0] as number));
  const moment = { now: 0, sequence: 0 };
  const liveDeps = {
    ...deps.live,
    table,
    moment,
    clock: () => moment.now,
    newId: () => hexOf(draw, 1),
    random: draw,
    sequences: { next: async () => moment.sequence },
  };
  for (const customer of customers) await live(liveDeps, shop, plan.seed, lifeIn(plan, customer), (index) => sequenceIn(plan, customer, index));
  const left = table.items();
  const tickets = left.flatMap((item): Ticket[] => {
    const ticket = isTicketKey(item.sk) ? ticketOfItem(item) : undefined;
    return ticket ? [ticket] : [];
  });
  await projectQueues({ ...liveDeps, counterShards: deps.counterShards }, tenantId, tickets);
  const documents = await documentsFor(liveDeps, left);
  const items = table.items();
  const isOfThread = ({ pk }: Item): boolean => parseThreadPk(pk) !== null;
  return {
    rows: items.filter(isOfThread).sort(byKey).map(loadRow),
    scattered: items.filter((item) => !isOfThread(item) && !isCounter(item)).map(loadRow),
    counters: items.filter(isCounter),
    documents,
    waiting: tickets.filter((ticket) => timersOf(tenantId, ticket).length > 0),
    customers: customers.length,
    tickets: tickets.length,
    messages: items.filter(({ sk }) => sk.startsWith('M#')).length,
  };
};

const byKey = (a: Item, b: Item): number => (a.pk === b.pk ? (a.sk < b.sk ? -1 : 1) : a.pk < b.pk ? -1 : 1);
const isCounter = ({ sk }: Item): boolean => sk === 'COUNTER';

const projectQueues = async (deps: LiveDeps & { readonly counterShards: number }, tenantId: string, tickets: readonly Ticket[]): Promise<void> => {
  const refs = tickets.map((ticket) => ({ tenantId, ticketId: ticket.id, ticket }));
  const { failed } = await projectEach(deps, refs);
  if (failed[0]) throw failed[0].error;
};

const documentsFor = async ({ table, bodies }: LiveDeps & { readonly table: ScratchTable }, items: readonly Item[]): Promise<SearchWrite[]> => {
  const documents: SearchWrite[] = [];
  const search = {
    async bulk(writes: readonly SearchWrite[]) {
      for (const write of writes) documents.push(write);
      return [];
    },
  };
  const failures = await indexChanges(
    { table, search, bodies },
    items.filter(isSearched).map((after) => ({ after })),
  );
  if (failures[0]) throw new Error(`a document cannot be made: ${failures[0].reason}`);
  return documents;
};
