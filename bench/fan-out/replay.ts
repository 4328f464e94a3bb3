import { memoryTable } from '../../adapters/table/memory.ts';
import { seeded } from '../../demo/random.ts';
import { Unavailable } from '../../domain/edge-errors.ts';
import type { FanOutDeps } from '../../domain/realtime/fan-out/deps.ts';
import { fanOut } from '../../domain/realtime/fan-out/fan-out.ts';
import { people } from '../../test/domain/chat/groups/world.ts';
import { fanOutWorld } from '../../test/domain/realtime/fan-out/world.ts';
import { LATENCY, QUOTAS, type Quotas } from './quotas.ts';
import { slowSockets } from './slow-sockets.ts';
import { type SlowTable, slowTable } from './slow-table.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export interface Replay {
  readonly members: number;
  /** Members who are connected, each with one device. */
  readonly online: number;
  /** Messages a second, and for how long. */
  readonly rate: number;
  readonly seconds: number;
  /** Whether devices acknowledge, once a second while messages come. */
  readonly acks?: boolean;
}

export interface Replayed {
  readonly messages: number;
  /** Of all deliveries that should be. */
  readonly delivered: number;
  /** From the acceptance of a message to a device, milliseconds of the simulated time. */
  readonly lagP50: number;
  readonly lagP99: number;
  readonly posts: number;
  readonly throttledPosts: number;
  /** Connections that were closed because they took nothing. */
  readonly closed: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Milliseconds that calls waited for units of the partition that is short of them most. */
  readonly partitionWaits: number;
  /** From the first message to the last delivery, seconds. */
  readonly lasted: number;
}

/** As functions/realtime/fan-out.ts. */
const POST_MS = 500;
const RECORDS = 10;
const ACK_MS = 1_000;
const START = Date.parse('2026-11-01T09:00:00Z');

const within =
  (time: VirtualTime): FanOutDeps['within'] =>
  (work) =>
    Promise.race([
      work,
      time.sleep(POST_MS).then(() => {
        throw new Unavailable(`no answer within ${POST_MS} ms`);
      }),
    ]);

const percentile = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** One group gets messages: the real code of the log, the projection's ranges and the fan-out, over models of the table, the queue and the gateway, in simulated time. */
export const replay = async ({ members, online, rate, seconds, acks = false }: Replay, quotas: Quotas = QUOTAS): Promise<Replayed> => {
  const time = virtualTime(START);
  let slow: SlowTable | undefined;
  const world = fanOutWorld(memoryTable(), (recorder) => {
    slow = slowTable(recorder, time, quotas);
    return slow.table;
  });
  await world.makeGroup(people(members - 1));
  for (const id of people(online)) await world.connect(id);

  const acceptedAt: number[] = [];
  const lags: number[] = [];
  const newest = new Map<string, number>();
  let lastDelivery = START;
  const { sockets, ...gateway } = slowSockets(time, quotas, seeded(1), (connectionId, text) => {
    for (const { type, number } of [JSON.parse(text)].flat() as { readonly type: string; readonly number: number }[]) {
      if (type !== 'message' || number <= (newest.get(connectionId) ?? 0)) continue;
      newest.set(connectionId, number);
      lags.push(time.now() - (acceptedAt[number] ?? START));
      lastDelivery = time.now();
    }
  });
  const random = seeded(2);
  const deps: FanOutDeps = { ...world.deps, clock: time.now, sockets, within: within(time), pause: (ms) => time.sleep(ms * (0.5 + random())) };
  // The first message of a large group lets the connections of its members listen, once.
  await world.say('ann', 'the first');
  await world.deliver();
  for (const id of people(online)) newest.set(id, 1);
  world.recorder.reset();
  slow?.begin();

  const traffic = { isOn: true };
  let accepted = 0;
  const total = rate * seconds;
  const write = async (n: number): Promise<void> => {
    await time.sleep((n / rate) * 1000);
    const { number } = await world.say('ann', `message ${n}`);
    acceptedAt[number] = time.now();
    accepted += 1;
  };
  /** The stream and its projection. */
  const project = async (): Promise<void> => {
    while (traffic.isOn) {
      await time.sleep(LATENCY.stream);
      world.project();
    }
  };
  /** One worker for a conversation, as a FIFO queue gives it. */
  const work = async (): Promise<void> => {
    while (traffic.isOn || world.queue.length > 0) {
      await time.sleep(LATENCY.queue);
      const records = world.queue.splice(0, RECORDS);
      const [first] = records;
      if (first) await fanOut(deps, { ...first, work: records.flatMap((record) => record.work) });
    }
  };
  const acknowledge = async (person: string): Promise<void> => {
    let at = 0;
    while (traffic.isOn) {
      await time.sleep(ACK_MS);
      const number = newest.get(person) ?? 0;
      if (number > at) await world.ack(person, number);
      at = number;
    }
  };
  const writers = Promise.all(Array.from({ length: total }, (_, n) => write(n))).then(async () => {
    // What was written last still passes the stream.
    await time.sleep(2 * LATENCY.stream);
    traffic.isOn = false;
  });
  await time.run(Promise.all([writers, project(), work(), ...(acks ? people(online).map(acknowledge) : [])]));

  lags.sort((a, b) => a - b);
  const { readUnits, writeUnits } = world.recorder.report();
  return {
    messages: accepted,
    delivered: lags.length / (accepted * online),
    lagP50: percentile(lags, 0.5),
    lagP99: percentile(lags, 0.99),
    posts: gateway.posts(),
    throttledPosts: gateway.throttled(),
    closed: gateway.closed(),
    readUnits,
    writeUnits,
    partitionWaits: Math.max(0, ...(slow?.waited().values() ?? [])),
    lasted: (lastDelivery - START) / 1000,
  };
};
