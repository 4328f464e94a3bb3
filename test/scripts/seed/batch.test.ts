import { beforeAll, describe, expect, it } from 'vitest';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import type { LoadRow } from '../../../adapters/table/sqlite/loader.ts';
import { capabilitiesOf } from '../../../channels/registry/capabilities.ts';
import type { SearchWrite } from '../../../domain/search/port.ts';
import { readCounters } from '../../../domain/support/queues/counters.ts';
import { recount } from '../../../domain/support/queues/recount.ts';
import { parseHead } from '../../../domain/support/tickets/thread-head.ts';
import type { Item } from '../../../domain/table/port.ts';
import { ticketDeps } from '../../../functions/ticket-deps.ts';
import { type BatchDeps, type Made, makeBatch } from '../../../scripts/seed/batch.ts';
import { inOrderOfThreads, type Plan, planOf } from '../../../scripts/seed/plan.ts';
import { type SeedDeps, seedTickets } from '../../../scripts/seed/seed.ts';
import { openShop, type Shop } from '../../../scripts/seed/shop.ts';

const SEED = 3;
const times = { now: 1_750_000_000_000, closedAfterMs: 86_400_000 };
const plan: Plan = planOf(SEED, 150, times);
const never = (): Promise<never> => Promise.reject(new Error('not asked'));

let shop: Shop;
let configuration: readonly Item[];
let order: Uint32Array;
beforeAll(async () => {
  const secrets = new Map<string, string>();
  const vault = {
    put: async (name: string, value: string) => void secrets.set(name, value),
    replace: async () => true,
    get: async (name: string) => secrets.get(name),
    delete: async (name: string) => void secrets.delete(name),
  };
  let made = 100_000_000;
  const newSecret = (): string => String((made += 1));
  ({ shop, items: configuration } = await openShop(SEED, { vault, password: 'correct horse battery staple', newSecret, since: plan.since - 1 }));
  order = inOrderOfThreads(shop, plan.customers);
}, 60_000);

/** A hub's table with the shop's configuration, and what a thread of a seed works with on it. */
const opened = async (): Promise<{ table: MemoryTable; deps: BatchDeps }> => {
  const table = memoryTable();
  for (const item of configuration) await table.write({ op: 'put', item });
  const live = {
    ...ticketDeps(table),
    mayTouch: () => true,
    capabilitiesOf,
    content: never,
    linkTo: never,
    channelFor: never,
    causationKey: never,
    repeatForMs: 0,
  };
  return { table, deps: { table, counterShards: 2, live: { ...live, closedAfterMs: times.closedAfterMs } } };
};

const itemsOf = (rows: readonly LoadRow[]): Item[] => rows.map(([, , text]) => JSON.parse(text as string) as Item);

describe('a batch of customers', () => {
  let made: Made;
  let items: Item[];
  beforeAll(async () => {
    made = await makeBatch((await opened()).deps, shop, plan, order);
    items = itemsOf([...made.rows, ...made.scattered]);
  }, 60_000);

  it('is the same for the same seed', async () => {
    expect(await makeBatch((await opened()).deps, shop, plan, order)).toEqual(made);
  });

  it('has tickets in every status, each with its sequence', () => {
    const tickets = items.filter(({ sk }) => sk === 'HEAD' || sk.startsWith('K#')).flatMap((item) => parseHead(item).ticket ?? []);
    expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(['created', 'working', 'pending', 'followup', 'solved', 'closed']));
    expect(tickets.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    expect(made.tickets).toBe(150);
  });

  it('numbers the messages of each thread without gaps, as its head says', () => {
    const threads = Map.groupBy(
      items.filter(({ pk }) => pk.includes('#TH#')),
      ({ pk }) => pk,
    );
    for (const own of threads.values()) {
      const head = own.find(({ sk }) => sk === 'HEAD');
      const numbers = own.filter(({ sk }) => sk.startsWith('M#')).map((item) => Number(item['number']));
      expect(numbers).toEqual(Array.from({ length: Number(head?.['lastNumber']) }, (_, index) => index + 1));
    }
    expect(made.messages).toBe(items.filter(({ sk }) => sk.startsWith('M#')).length);
  });

  it('leaves no reply unsent, and an identity for each message', () => {
    const messages = items.filter(({ sk }) => sk.startsWith('M#'));
    const replies = messages.filter((item) => item['kind'] === 'reply');
    expect(replies.length).toBeGreaterThan(100);
    expect(replies.every((item) => (item['delivery'] as { readonly state: string }).state === 'sent')).toBe(true);
    const named = new Set(items.filter(({ pk }) => pk.includes('#P#')).map((item) => `${String(item['th'])}.${String(item['n'])}`));
    for (const { pk, ...item } of messages) expect(named.has(`${pk.slice(pk.lastIndexOf('#') + 1)}.${String(item['number'])}`)).toBe(item['kind'] !== 'note');
  });

  it('has a document of search for each ticket and each message', () => {
    expect(made.documents.filter((write) => 'ticket' in write)).toHaveLength(made.tickets);
    expect(made.documents.filter((write) => 'message' in write)).toHaveLength(made.messages);
  });

  it('tells who waits for a timer', () => {
    expect(made.waiting.length).toBeGreaterThan(5);
    expect(made.waiting.every(({ status }) => ['pending', 'solved', 'followup'].includes(status))).toBe(true);
  });
});

describe('a seed', () => {
  const run = async (options: { readonly cutAt?: number } = {}) => {
    const { table, deps: batch } = await opened();
    const documents: SearchWrite[] = [];
    const armed = new Map<string, string>();
    let loads = 0;
    const deps: SeedDeps<readonly SearchWrite[]> = {
      table,
      load: (rows, scattered = []) => {
        loads += 1;
        if (loads === options.cutAt) throw new Error('cut short');
        for (const item of itemsOf([...rows, ...scattered])) void table.write({ op: 'put', item });
      },
      makers: [0, 1].map(() => ({ ask: ([from, to]) => makeBatch(batch, shop, plan, order.subarray(from, to)) })),
      index: async (writes) => void documents.push(...writes),
      timers: {
        schedules: { arm: async ({ name, payload }) => void armed.set(name, payload), disarm: async () => undefined },
        queues: { send: async () => undefined },
        timerQueueUrl: 'timers',
      },
      counterShards: 2,
      clock: () => times.now,
    };
    const seedAll = () => seedTickets(deps, shop.tenantId, plan, () => undefined, 25);
    return { table, seedAll, armed };
  };

  it('leaves counters that equal a recount, sequences where the hub goes on, and armed timers', async () => {
    const { table, seedAll, armed } = await run();
    expect(await seedAll()).toMatchObject({ tickets: 150, customers: plan.customers });
    const { queues } = await recount({ table, counterShards: 2, clock: () => times.now, shards: 1 }, shop.tenantId);
    expect(queues.length).toBeGreaterThan(3);
    for (const { stored, recounted } of queues) expect(stored).toEqual(recounted);
    const counted = await readCounters(
      { table, counterShards: 2 },
      shop.tenantId,
      queues.map(({ id }) => id),
    );
    expect(Math.max(...[...counted.values()].map((one) => Object.values(one).reduce((sum, count) => sum + count, 0)))).toBe(150);
    expect(table.all().find(({ sk }) => sk === 'SEQ')).toMatchObject({ last: 150 });
    expect(armed.size).toBeGreaterThan(3);
  }, 60_000);

  it('that was cut short goes on where it stopped and ends the same', async () => {
    const whole = await run();
    await whole.seedAll();
    const cut = await run({ cutAt: 3 });
    await expect(cut.seedAll()).rejects.toThrow('cut short');
    await cut.seedAll();
    expect(cut.table.all()).toEqual(whole.table.all());
    expect(cut.armed).toEqual(whole.armed);
  }, 60_000);
});
