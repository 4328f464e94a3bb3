import type { Api } from '../test/harness/http.ts';
import type { Hub } from '../test/harness/hub.ts';
import { readAll } from '../test/harness/read-all.ts';
import type { Listed, Message, Ticket } from '../test/harness/shapes.ts';
import { openSocket } from '../test/harness/socket.ts';
import { until } from '../test/harness/until.ts';
import { listFilters } from './list-filters.ts';
import { percentile } from './report.ts';
import { openShop } from './shop.ts';

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

const spread = (values: readonly number[]): Latency => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });

/** Milliseconds from the start of a webhook's POST to its frame at an agent's socket, at an even 20 a second; and until a GET shows it. */
export const latency = async (hub: Hub, messages: number): Promise<{ readonly toFrame: Latency; readonly toVisible: Latency }> => {
  const { tenant, whatsapp } = await openShop(hub);
  const arrived = new Map<string, number>();
  const socket = await openSocket(tenant.admin, hub.wsUrl, (frame) => {
    if (frame.type !== 'message') return;
    const text = typeof frame['body'] === 'string' ? /^paced ([\w-]+)$/.exec(frame['body'])?.[1] : undefined;
    if (text !== undefined && !arrived.has(text)) arrived.set(text, performance.now());
  });
  const left = new Map<string, number>();
  const post = async (name: string, author: number): Promise<void> => {
    left.set(name, performance.now());
    await whatsapp.send([[{ id: `wamid.${tenant.slug}.${name}`, from: `4917${author}`, name: `Paced ${author}`, text: `paced ${name}` }]]);
  };
  // Compiles the paths and opens the connections; not measured.
  for (let n = 0; n < 40; n += 1) await post(`warm-${n}`, n % 20);
  await until('the warm-up has arrived', () => [...Array(40).keys()].every((n) => arrived.has(`warm-${n}`)));

  const began = performance.now();
  const posts: Promise<void>[] = [];
  for (let n = 0; n < messages; n += 1) {
    const wait = began + n * 50 - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    posts.push(post(`run-${n}`, n % 50));
  }
  await Promise.all(posts);
  await until('every frame has arrived', () => [...Array(messages).keys()].every((n) => arrived.has(`run-${n}`)));
  const toFrame = [...Array(messages).keys()].map((n) => (arrived.get(`run-${n}`) ?? Number.NaN) - (left.get(`run-${n}`) ?? Number.NaN));

  const ticket = (await readAll<Ticket>(tenant.admin, '/v1/tickets'))[0] as Ticket;
  const author = Number(ticket.author.name?.replace('Paced ', ''));
  const toVisible: number[] = [];
  for (let n = 0; n < Math.min(100, messages); n += 1) {
    const name = `seen-${n}`;
    const start = performance.now();
    await post(name, author);
    for (;;) {
      const { items } = await tenant.admin.get<{ items: Message[] }>(`/v1/tickets/${ticket.id}/messages?limit=100`);
      const last = await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`);
      if (last.lastMessage?.text === `paced ${name}` || items.some(({ text }) => text === `paced ${name}`)) break;
    }
    toVisible.push(performance.now() - start);
  }
  socket.close();
  return { toFrame: spread(toFrame), toVisible: spread(toVisible) };
};

/** Milliseconds for the first page of 50 tickets, newest first, one request after the other. */
export const listing = async (admin: Api, times = 200): Promise<Latency> =>
  timedPages(admin, '', times, (items) => {
    if (items.length !== 50) throw new Error(`the list has ${items.length} tickets, not 50`);
  });

export interface SlowestFilter extends Latency {
  readonly name: string;
}

/** The filter whose first page takes the longest. */
export const slowestFilter = async (admin: Api, times = 40): Promise<SlowestFilter> => {
  let slowest: SlowestFilter | undefined;
  for (const [name, filter] of Object.entries(await listFilters(admin))) {
    const spread = await timedPages(admin, filter, times);
    if (slowest === undefined || spread.p50 > slowest.p50) slowest = { name, ...spread };
  }
  if (slowest === undefined) throw new Error('a list has no filter');
  return slowest;
};

/** The first ones compile the path and fill caches; not measured. */
const timedPages = async (admin: Api, filter: string, times: number, check: (items: readonly Ticket[]) => void = () => undefined): Promise<Latency> => {
  const values: number[] = [];
  for (let n = -20; n < times; n += 1) {
    const start = performance.now();
    const { items } = await admin.get<Listed<Ticket>>(`/v1/tickets?limit=50${filter}`);
    if (n >= 0) values.push(performance.now() - start);
    check(items);
  }
  return spread(values);
};
