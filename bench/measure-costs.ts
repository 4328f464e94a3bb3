/**
 * The table units of a message, counted as AWS bills them, for the cost page: `npm run measure-costs` prints the part `units` of
 * bench/measured.json. A test compares that file with a new measurement.
 */
import { indexWrites, itemBytes } from '../adapters/table/item-size.ts';
import { type MemoryTable, memoryTable } from '../adapters/table/memory.ts';
import { recordUnits } from '../adapters/table/units.ts';
import { capabilities as whatsappCapabilities } from '../channels/whatsapp/capabilities.ts';
import type { ChannelAction } from '../domain/channels/actions.ts';
import { sendReply } from '../domain/outbound/replies/send-reply.ts';
import { openConversationLoad } from '../test/data-model/load.ts';
import { openShop } from '../test/data-model/shop.ts';

export interface UnitCosts {
  /** Averages of an inbound message: the command, two queues, counters. */
  readonly inbound: {
    readonly writeUnits: number;
    readonly readUnits: number;
    /** Stored bytes in the table and its indexes, with the overhead of 100 bytes per item. */
    readonly storedBytes: number;
    /** Bytes of its record in the topic. */
    readonly recordBytes: number;
    /** Entries for the live feed, packed. */
    readonly feedBytes: number;
  };
  /** An agent's reply, from the request to `sent`, with its projections. */
  readonly reply: { readonly writeUnits: number; readonly readUnits: number };
  /** One request for the newest 50 of 500 tickets, and one for the messages of a ticket. */
  readonly list: { readonly readUnits: number };
  readonly open: { readonly readUnits: number };
}

/** Bytes of an item besides its attributes, in the table and in each index. */
const OVERHEAD = 100;
/** As in prod (lib/profile.ts). */
const SHARDS = 8;
const PASSWORD = 'correct horse battery staple';

const storedBytes = async (table: MemoryTable): Promise<number> => {
  let bytes = 0;
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.scan({ limit: 1000, ...(after ? { after } : {}) });
    // Indexes have keys only: little more than their overhead, and one entry for each key of an item.
    for (const item of page.items) bytes += itemBytes(item) + OVERHEAD + indexWrites(undefined, item).length * (OVERHEAD + 250);
    after = page.next;
  } while (after);
  return bytes;
};

export const measureInbound = async (messages: number): Promise<UnitCosts['inbound']> => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const load = await openConversationLoad(recorder.table, engine.changes, { shards: SHARDS });
  const before = await storedBytes(engine);
  recorder.reset();
  for (let n = 0; n < messages; n += 25) {
    await load.receive(Array.from({ length: 25 }, (_, index) => load.event(`author-${(n + index) % 500}`, n + index)));
    await load.project();
  }
  const all = recorder.report();
  const feed = load.sent.filter(({ queue }) => queue === 'delivery').reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  return {
    writeUnits: all.writeUnits / messages,
    readUnits: all.readUnits / messages,
    storedBytes: ((await storedBytes(engine)) - before) / messages,
    recordBytes: Buffer.byteLength(JSON.stringify(load.event('author-1', 1))),
    feedBytes: feed / messages,
  };
};

export const measureDesk = async (tickets: number): Promise<Omit<UnitCosts, 'inbound'>> => {
  const engine = memoryTable();
  const recorder = recordUnits(engine);
  const { load, call, id, settle, signIn } = await openShop(recorder.table, engine.changes);
  const email = 'ada@desk.example';
  const tenantId = id(await call('POST /v1/tenants', { name: 'Desk', slug: 'desk', admin: { name: 'Ada', email, password: PASSWORD } }));
  signIn(undefined);
  signIn(String((await call('POST /v1/sessions', { tenant: 'desk', email, password: PASSWORD }))['accessToken']));
  const credentials = { appSecret: 'app-secret', verifyToken: 'b', accessToken: 'c', accountId: '1' };
  const originId = id(await call('POST /v1/origins', { channel: 'whatsapp', name: 'Hotline', credentials }));
  const visibleTo = { teamIds: [], agentIds: [] };
  const whatsApp = { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] };
  const isNew = { all: [{ field: 'status', op: 'eq', value: 'created' }] };
  await call('POST /v1/queues', { name: 'New', priority: 1, condition: isNew, visibleTo });
  await call('POST /v1/queues', { name: 'WhatsApp', priority: 2, condition: whatsApp, visibleTo });
  for (let n = 0; n < tickets; n += 25)
    await load.receive(Array.from({ length: 25 }, (_, index) => ({ ...load.event(`author-${n + index}`, n + index), tenantId, originId })));
  await settle();
  const units = async (run: () => Promise<unknown>): Promise<{ writeUnits: number; readUnits: number }> => {
    recorder.reset();
    await run();
    const { writeUnits, readUnits } = recorder.report();
    return { writeUnits, readUnits };
  };
  const { items } = (await call('GET /v1/tickets?limit=50')) as unknown as { items: { id: string; threadId: string }[] };
  const [ticket] = items;
  // The tenant's configuration is in memory before the measurement, as in any warm process.
  await call('GET /v1/directory');
  if (!ticket) throw new Error('no ticket');
  const reply = await units(async () => {
    const posted = await call(`POST /v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'On its way' }, 2, { 'idempotency-key': 'reply-1' });
    await settle();
    const perform = async (action: ChannelAction) => {
      if ('notes' in action) await action.notes.begin();
      return { outcome: 'sent' as const, providerId: 'out-1' };
    };
    const deps = {
      ...load.deps,
      linkTo: async () => '',
      sizeOf: async () => null,
      openFile: async function* () {},
      repeatForMs: 60_000,
      causationKey: async () => 'key',
      channelFor: async () => ({ capabilities: whatsappCapabilities, turn: async () => () => {}, perform }),
    };
    await sendReply(deps, { tenantId, threadId: ticket.threadId, number: Number(posted['number']), correlationId: 'cost' }, load.deps.clock());
    await settle();
  });
  const { readUnits: list } = await units(() => call('GET /v1/tickets?limit=50'));
  const { readUnits: open } = await units(() => call(`GET /v1/tickets/${ticket.id}/messages`));
  return { reply, list: { readUnits: list }, open: { readUnits: open } };
};

if (import.meta.main) console.log(JSON.stringify({ inbound: await measureInbound(2_000), ...(await measureDesk(500)) }, null, 2));
