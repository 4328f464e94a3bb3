import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Api, api } from '../test/harness/http.ts';
import { type Hub, startHub } from '../test/harness/hub.ts';
import { whatsappBody } from '../test/harness/payloads.ts';
import { memoryOf } from '../test/harness/processes.ts';
import { recounted } from '../test/harness/recount.ts';
import { type SeededShop, seededShop } from '../test/harness/seed.ts';
import type { Listed, Queue, SearchHits, Ticket } from '../test/harness/shapes.ts';
import { metaSignature } from '../test/harness/sign.ts';
import { openSocket } from '../test/harness/socket.ts';
import { signIn } from '../test/harness/tenant.ts';
import { listFilters } from './list-filters.ts';
import { percentile } from './report.ts';
import { seededUnits } from './seeded-units.ts';

/** Measurement → figure, in the order of printing. */
export type Figures = Map<string, string>;

const ms = (values: readonly number[]): string => `${percentile(values, 0.5).toFixed(1)} ms`;
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

const timed = async (times: number, run: (n: number) => Promise<unknown>): Promise<number[]> => {
  const values: number[] = [];
  for (let n = -5; n < times; n += 1) {
    const start = performance.now();
    await run(n);
    // The first calls compile the code and fill caches.
    if (n >= 0) values.push(performance.now() - start);
  }
  return values;
};

/** The folder's seed; the lowest when it has several. */
const seedIn = (home: string): { readonly seed: number; readonly tickets: number; readonly shop: SeededShop } => {
  const seeds = readdirSync(home).flatMap((name) => (/^seed-(\d+)\.json$/.exec(name)?.[1] === undefined ? [] : [Number(/\d+/.exec(name)?.[0])]));
  const [seed] = seeds.sort((a, b) => a - b);
  if (seed === undefined) throw new Error(`${home} has not been seeded: PARLEY_HOME=${home} npm run seed -- --tickets 10000`);
  const { tickets } = JSON.parse(readFileSync(join(home, `seed-${seed}.json`), 'utf8')) as { readonly tickets: number };
  return { seed, tickets, shop: seededShop(home, seed) };
};

/** Starts a hub on a seeded folder and measures what should not depend on the amount of data. Adds some messages to the folder. */
export const measureSeeded = async (folder: string, say: (line: string) => void): Promise<Figures> => {
  const home = resolve(folder);
  const { tickets, shop } = seedIn(home);
  const figures: Figures = new Map([['tickets', tickets.toLocaleString('en')]]);
  for (const name of ['table.sqlite', 'search.sqlite']) figures.set(name, megabytes(statSync(join(home, 'data', name)).size));
  say(`${folder}: starting …`);
  const hub = await startHub({ home, engines: 'embedded', limitMs: 600_000 });
  let author: Ticket['author'];
  try {
    figures.set('start, to the ready line', `${(hub.startMs / 1000).toFixed(1)} s`);
    const admin = await signIn(hub.baseUrl, shop.slug, shop.email, shop.password);
    say(`${folder}: lists …`);
    await lists(figures, admin);
    say(`${folder}: search …`);
    await searches(figures, admin);
    say(`${folder}: messages …`);
    author = await messages(figures, hub, shop, admin);
    say(`${folder}: recount …`);
    await recount(figures, hub, shop);
    figures.set('memory of all processes', megabytes(memoryOf(hub.processes())));
  } finally {
    await hub.stop();
  }
  process.env['PARLEY_HOME'] = home;
  const { writeUnits, readUnits, roundTrips } = await seededUnits(shop, author);
  return figures.set('units of one message: write / read / round trips', `${writeUnits} / ${readUnits} / ${roundTrips}`);
};

const lists = async (figures: Figures, admin: Api): Promise<void> => {
  for (const [name, filter] of Object.entries(await listFilters(admin))) {
    const values = await timed(40, () => admin.get<Listed<Ticket>>(`/v1/tickets?limit=50${filter}`));
    figures.set(`list 50, ${name}, p50`, ms(values));
  }
  const queues = (await admin.get<Listed<Queue>>('/v1/queues')).items;
  figures.set('queues with their counters, p50', ms(await timed(40, () => admin.get('/v1/queues'))));
  const last = queues.at(-1)?.id ?? '';
  figures.set('list 50, rows of the largest queue, p50', ms(await timed(40, () => admin.get(`/v1/queues/${last}/tickets?limit=50`))));
};

const searches = async (figures: Figures, admin: Api): Promise<void> => {
  const { items } = await admin.get<Listed<Ticket>>('/v1/tickets?limit=50');
  const words = items.find(({ lastMessage }) => (lastMessage?.text.split(' ').length ?? 0) > 6)?.lastMessage?.text.split(' ') ?? [];
  const asked: Record<string, string> = {
    'a phrase of five words': `"${words.slice(0, 5).join(' ')}"`,
    'a number of an order': '10000001',
    'a customer’s name': 'Emma Clarke',
    'a word of one message in six': 'refund',
  };
  for (const [name, q] of Object.entries(asked)) {
    const path = `/v1/search?limit=20&q=${encodeURIComponent(q)}`;
    figures.set(`search, ${name}, p50`, ms(await timed(5, () => admin.get<SearchHits>(path))));
  }
};

/** Messages of one customer, one after the other: the time from the webhook's POST to the frame at an agent's socket. Returns the customer. */
const messages = async (figures: Figures, hub: Hub, shop: SeededShop, admin: Api): Promise<Ticket['author']> => {
  const whatsapp = shop.origins.find(({ channel }) => channel === 'whatsapp');
  const { items } = await admin.get<Listed<Ticket>>(`/v1/tickets?limit=50&status=working&originId=${whatsapp?.id ?? ''}`);
  const awaited = new Map<unknown, () => void>();
  const socket = await openSocket(admin, hub.wsUrl, (frame) => frame.type === 'message' && awaited.get(frame['body'])?.());
  const run = Date.now();
  const values = await timed(30, async (n) => {
    const { author } = items[(n + 5) % items.length] as Ticket;
    const text = `bench ${run} ${n}`;
    const body = whatsappBody(whatsapp?.accountId ?? '', [
      [{ id: `wamid.bench.${run}.${n}`, from: author.id, text, ...(author.name ? { name: author.name } : {}) }],
    ]);
    const arrived = new Promise<void>((resolve) => awaited.set(text, resolve));
    await api(hub.baseUrl).call('POST', whatsapp?.webhookPath ?? '', { raw: body, headers: metaSignature(whatsapp?.secret ?? '', body) });
    await arrived;
  });
  socket.close();
  figures.set('one message, webhook → frame at the agent’s socket, p50', ms(values));
  return (items[0] as Ticket).author;
};

const recount = async (figures: Figures, hub: Hub, shop: SeededShop): Promise<void> => {
  const fresh = await signIn(hub.baseUrl, shop.slug, shop.email, shop.password);
  const start = performance.now();
  try {
    const { equal } = await recounted(fresh);
    figures.set('recount', `${((performance.now() - start) / 1000).toFixed(1)} s, ${equal ? 'equal' : 'NOT EQUAL'}`);
  } catch (error) {
    figures.set('recount', `failed after ${((performance.now() - start) / 1000).toFixed(1)} s: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** One column a folder. */
export const seededTable = (columns: readonly Figures[]): string => {
  const names = [...(columns[0]?.keys() ?? [])];
  const lines = names.map((name) => [name, ...columns.map((column) => column.get(name) ?? '')]);
  const widths = Array.from({ length: columns.length + 1 }, (_, column) => column).map((column) =>
    Math.max(3, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const text = (line: readonly string[]): string => `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [text(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(text)].join('\n');
};
