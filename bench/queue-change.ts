/**
 * `npm run queue-change -- [tickets] [rate]`: changes the condition of a queue with all tickets (10,000) of a local hub, while customers write
 * (50 a second). Prints the time until the queue's counter is correct, whether a recount finds a wrong counter, and the latency of messages before and
 * during the change, from the POST to its 2xx and until the ticket shows it. Limits: 100,000 tickets, 200 a second, and five minutes of waiting.
 */
import { loadavg } from 'node:os';
import { type Hub, removeHome, startHub } from '../test/harness/hub.ts';
import { whatsappBody } from '../test/harness/payloads.ts';
import { allTickets } from '../test/harness/read-all.ts';
import { recounted } from '../test/harness/recount.ts';
import { sendAll } from '../test/harness/sender.ts';
import type { Listed, Queue, Ticket } from '../test/harness/shapes.ts';
import { until } from '../test/harness/until.ts';
import { percentile } from './report.ts';
import { openShop, type Shop } from './shop.ts';

const whole = (text: string | undefined, usual: number, most: number): number => {
  const given = text === undefined ? usual : Number(text);
  if (!Number.isSafeInteger(given) || given < 1 || given > most) throw new Error(`must be a whole number from 1 to ${most}, not ${text}`);
  return given;
};
const TICKETS = whole(process.argv[2], 10_000, 100_000);
const RATE = whole(process.argv[3], 50, 200);
const BEFORE_MS = 10_000;
const LIMIT_MS = 300_000;

const nameOf = (n: number): string => `Customer ${n}`;
const author = (n: number): { from: string; name: string } => ({ from: String(491_700_000_000 + n), name: nameOf(n) });
const say = (line: string): void => console.log(line);

const fill = async (hub: Hub, { whatsapp, tenant }: Shop): Promise<void> => {
  const deliveries = Array.from({ length: TICKETS }, (_, n) => {
    const id = `wamid.${tenant.slug}.fill-${n}`;
    return { id, body: whatsappBody(whatsapp.phoneNumberId, [[{ id, ...author(n), text: 'hello' }]]) };
  });
  await sendAll(deliveries, { url: `${hub.baseUrl}${whatsapp.origin.webhookPath}`, appSecret: whatsapp.appSecret, inFlight: 32, retry: true });
};

interface Taken {
  /** `performance.now()` of its POST. */
  readonly at: number;
  readonly acceptedMs: number;
  /** For every fifth message: the time until a GET of its ticket shows it. */
  readonly visibleMs?: number;
}

/** Sends messages of customers who have a ticket, at an even rate until it is stopped. */
const traffic = (shop: Shop, ticketIds: readonly string[]) => {
  const { whatsapp, tenant } = shop;
  const took: Taken[] = [];
  const one = async (n: number): Promise<void> => {
    const text = `live ${n}`;
    const at = performance.now();
    const { status } = await whatsapp.send([[{ id: `wamid.${tenant.slug}.${text}`, ...author(n % TICKETS), text }]]);
    if (status !== 200) throw new Error(`a live message was answered with ${status}`);
    const acceptedMs = performance.now() - at;
    if (n % 5 !== 0) return void took.push({ at, acceptedMs });
    const admin = await shop.admin();
    for (;;) {
      const { lastMessage } = await admin.get<Ticket>(`/v1/tickets/${ticketIds[n % TICKETS]}`);
      if (lastMessage?.text === text) break;
      if (performance.now() - at > LIMIT_MS) throw new Error(`${text} never came`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    took.push({ at, acceptedMs, visibleMs: performance.now() - at });
  };
  const ending = new AbortController();
  const began = performance.now();
  const sent: Promise<void>[] = [];
  const run = (async () => {
    for (let n = 0; !ending.signal.aborted; n += 1) {
      const wait = began + (n * 1_000) / RATE - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      sent.push(one(n));
    }
  })();
  return {
    took,
    async stop(): Promise<void> {
      ending.abort();
      await run;
      await Promise.all(sent);
    },
  };
};

const spread = (values: readonly number[]): string =>
  values.length === 0 ? 'none' : `p50 ${percentile(values, 0.5).toFixed(0)} ms, p99 ${percentile(values, 0.99).toFixed(0)} ms (${values.length})`;
const latencies = (some: readonly Taken[]): string =>
  `accepted ${spread(some.map(({ acceptedMs }) => acceptedMs))}; visible ${spread(some.flatMap(({ visibleMs }) => visibleMs ?? []))}`;

const hub = await startHub({ engines: 'embedded', limitMs: 120_000 });
try {
  say(`load ${loadavg()[0]?.toFixed(1) ?? '?'} before; ${TICKETS} tickets, ${RATE} messages a second`);
  const shop = await openShop(hub);
  const admin = () => shop.admin();
  await fill(hub, shop);
  const { items } = await (await admin()).get<Listed<Queue>>('/v1/queues');
  const { id } = items.find(({ name }) => name === 'WhatsApp') as Queue;
  const total = async (): Promise<number> =>
    Object.values((await (await admin()).get<Queue>(`/v1/queues/${id}`)).counters).reduce((sum, count) => sum + count, 0);
  await until('the queue has all tickets', async () => (await total()) === TICKETS, LIMIT_MS);
  const tickets = new Map((await allTickets(await admin())).map((ticket) => [ticket.author.name, ticket.id]));
  const live = traffic(
    shop,
    Array.from({ length: TICKETS }, (_, n) => tickets.get(nameOf(n)) ?? ''),
  );
  await new Promise((resolve) => setTimeout(resolve, BEFORE_MS));
  const changedAt = performance.now();
  // Only customers with even numbers match the new condition, so half of the tickets leave the queue.
  await (await admin()).patch(`/v1/queues/${id}`, { condition: { field: 'author.name', op: 'matches', value: '[02468]$' } });
  const wanted = Array.from({ length: TICKETS }, (_, n) => n).filter((n) => n % 2 === 0).length;
  await until('the counter is correct', async () => (await total()) === wanted, LIMIT_MS);
  const settledAt = performance.now();
  await live.stop();
  const { equal } = await recounted(await admin());
  say(`settled after   ${((settledAt - changedAt) / 1_000).toFixed(1)} s`);
  say(`wrong counters  ${equal ? 'no' : 'YES'}`);
  say(`before          ${latencies(live.took.filter(({ at }) => at < changedAt))}`);
  say(`during          ${latencies(live.took.filter(({ at }) => at >= changedAt && at <= settledAt))}`);
  if (!equal) process.exitCode = 1;
} finally {
  await hub.stop();
  removeHome(hub.home);
}
