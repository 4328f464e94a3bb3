/**
 * `npm run simulate-feed`: simulates many agents and many messages a second of one tenant, with the real code of projection and delivery. The table counts units as AWS bills them,
 * sockets count posts, and time is virtual. `--agents 5000 --rate 1000 --seconds 5`. A test runs a small simulation.
 */
import { recordUnits } from '../adapters/table/units.ts';
import { feedProjection } from '../domain/projections/feed.ts';
import type { Change } from '../domain/projections/relay/change.ts';
import type { ProjectorDeps } from '../domain/projections/relay/projector-deps.ts';
import { deliverFeed } from '../domain/realtime/deliver-feed.ts';
import type { DeliverDeps } from '../domain/realtime/deliver-tenant.ts';
import { unpackFeed } from '../domain/realtime/feed-entry.ts';
import { requestPulse } from '../domain/realtime/pulse/row.ts';
import { subscribe } from '../domain/realtime/subscribe.ts';
import type { Item, Table } from '../domain/table/port.ts';
import { feedWorld } from '../test/domain/realtime/world.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../test/domain/search/threads.ts';

export interface Scene {
  readonly agents: number;
  /** Messages a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Teams, each with a queue that only the team sees. 1: everybody sees everything. */
  readonly teams: number;
  /** Whether each agent watches two tickets and no list. */
  readonly narrowed?: boolean;
}

export interface Simulated {
  readonly messages: number;
  /** Units a second, of segments and delivery. */
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly hottestRead: number;
  readonly posts: number;
  readonly frames: number;
  readonly stale: number;
  readonly bytes: number;
  /** CPU of the delivery of one message in this process, including the table in memory. */
  readonly cpuMs: number;
}

/** Messages in one batch of the stream; tickets that get messages in turn; processes of delivery, each with its own caches. */
const BATCH = 25;
const TICKETS = 4_000;
const PROCESSES = 4;
const SHARDS = 8;

export const simulateFeed = async ({ agents, rate, seconds, teams, narrowed = false }: Scene): Promise<Simulated> => {
  const world = await feedWorld();
  const recorder = recordUnits(world.table);
  const queueOf = (n: number): string => `queue-${n % teams}`;
  for (let team = 0; team < teams; team += 1) await world.queue(`queue-${team}`, teams === 1 ? {} : { teamIds: [`team-${team}`] });
  for (let n = 0; n < agents; n += 1) {
    await world.agent(`a${n}`, 'agent', [`team-${n % teams}`]);
    const connection = await world.connect(`c${n}`, { personId: `a${n}`, teamIds: [`team-${n % teams}`] });
    if (narrowed) await subscribe(world.table, connection, { queueIds: [], ticketIds: [ticketOf(n % TICKETS).id, ticketOf((n * 7) % TICKETS).id] });
  }

  let [posts, frames, stale, bytes] = [0, 0, 0, 0];
  const sockets: DeliverDeps['sockets'] = {
    post: async (_connection, text) => {
      posts += 1;
      bytes += Buffer.byteLength(text);
      frames += text.split('{"type":').length - 1;
      stale += text.split('{"type":"stale"').length - 1;
      return 'sent';
    },
    close: async () => undefined,
  };
  let at = world.deps.clock();
  let random = 0;
  const queue: { readonly due: number; readonly body: string }[] = [];
  const sendLater = async (body: string, delay: number): Promise<void> => void queue.push({ due: at + delay * 1000, body });
  const common = { ...world.deps, clock: () => at, random: () => (random = (random + 0.37) % 1), sockets, sendLater, counterShards: SHARDS };
  const processes = Array.from({ length: PROCESSES }, (): DeliverDeps => ({ ...common, table: { ...recorder.table } as Table }));
  const projector = { ...common, table: recorder.table };
  const send = (_url: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]): Promise<void> => {
    for (const { body, delaySeconds = 0 } of messages) queue.push({ due: at + delaySeconds * 1000, body });
    return Promise.resolve();
  };
  const projection = feedProjection({ ...projector, queues: { send }, deliveryQueueUrl: 'delivery' } as unknown as ProjectorDeps);

  const items = new Map<string, Item>();
  const changed = async (item: Item): Promise<Change> => {
    const key = `${item.pk} ${item.sk}`;
    const before = items.get(key);
    items.set(key, item);
    await world.put(item);
    return { before, after: item };
  };
  const numbers = new Map<number, number>();
  const message = async (n: number): Promise<Change[]> => {
    const number = (numbers.get(n) ?? 0) + 1;
    numbers.set(n, number);
    const head = headOf(ticketOf(n, { queueIds: [queueOf(n)], revision: number, version: number, generation: 1_000_000 }));
    return [await changed(head), await changed(messageItem(threadOf(n), number, { text: 'Where is my parcel? '.repeat(6), revision: number }))];
  };

  let cpu = 0;
  let turn = 0;
  const deliverDue = async (): Promise<void> => {
    const due = queue.filter((one) => one.due <= at);
    for (const one of due) queue.splice(queue.indexOf(one), 1);
    for (const { body } of due) {
      const deps = processes[(turn += 1) % PROCESSES] as DeliverDeps;
      const begun = process.cpuUsage();
      const { failed, reasons } = await deliverFeed(deps, unpackFeed(body));
      const { user, system } = process.cpuUsage(begun);
      cpu += (user + system) / 1000;
      if (failed.size > 0) throw reasons[0];
    }
  };

  let done = 0;
  const total = rate * seconds;
  recorder.reset();
  while (done < total) {
    const count = Math.min(BATCH, total - done);
    at += (count / rate) * 1000;
    const ns = Array.from({ length: count }, (_, index) => (done + index) % TICKETS);
    const changes: Change[] = [];
    for (const n of ns) changes.push(...(await message(n)));
    await projection.of(changes);
    await requestPulse(projector, TENANT, { queueIds: [...new Set(ns.map(queueOf))], changes: false }, sendLater);
    await deliverDue();
    done += count;
  }
  for (let rest = 0; queue.length > 0 && rest < 10; rest += 1) {
    at += 1000;
    await deliverDue();
  }
  const { readUnits, writeUnits, partitions } = recorder.report();
  const aSecond = (value: number): number => value / seconds;
  return {
    messages: total,
    readUnits: aSecond(readUnits),
    writeUnits: aSecond(writeUnits),
    hottestRead: aSecond(Math.max(...[...partitions.values()].map((one) => one.readUnits))),
    posts: aSecond(posts),
    frames: aSecond(frames),
    stale: aSecond(stale),
    bytes: aSecond(bytes),
    cpuMs: cpu / total,
  };
};

const option = (name: string, otherwise: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : Number(process.argv[index + 1]);
};

if (import.meta.main) {
  const scene = { agents: option('agents', 5_000), rate: option('rate', 1_000), seconds: option('seconds', 5) };
  const scenes: readonly (readonly [string, Scene])[] = [
    ['everybody sees everything', { ...scene, teams: 1 }],
    ['50 teams, each with its queue', { ...scene, teams: 50 }],
    ['each watches two tickets', { ...scene, teams: 1, narrowed: true }],
  ];
  for (const [name, one] of scenes) {
    const found = await simulateFeed(one);
    const figures = Object.entries(found).map(([what, value]) => `${what} ${value < 10 ? value.toFixed(3) : Math.round(value).toLocaleString('en')}`);
    console.log(`${name}: ${figures.join(', ')}`);
  }
}
