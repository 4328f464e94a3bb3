import type { Api } from '../test/harness/http.ts';
import { removeHome, startHub } from '../test/harness/hub.ts';
import { openSocket, type Socket } from '../test/harness/socket.ts';
import { createAgent, createTenant } from '../test/harness/tenant.ts';
import { percentile } from './report.ts';

/**
 * Deliveries to a group with 100 connections over loopback, and publish → receive in a direct: a whole hub on the embedded engines, real sockets, everything of sender, hub and receivers on this machine.
 * Each run is bounded. `npm run group-fan-out -- [seconds] [writers]` (5, 16).
 */
const SECONDS = Number(process.argv[2] ?? 5);
const WRITERS = Number(process.argv[3] ?? 16);
const PEOPLE = 10;
const DEVICES = 10;
const PAIRS = 16;
const PAIRED = 200;

const say = (text: string): void => console.log(text);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Talk {
  readonly by: Api;
  readonly directId: string;
  readonly listener: Socket;
  /** Called when a message arrives. */
  arrived(at: number): void;
}

const talk = async (one: { readonly session: Api }, other: { readonly id: string; readonly session: Api }): Promise<Talk> => {
  const { id } = await one.session.post<{ id: string }>('/v1/directs', { userId: other.id }, 201);
  const own = { by: one.session, directId: id, arrived: (_at: number): void => undefined };
  const listener = await openSocket(other.session, hub.wsUrl, ({ type }) => type === 'message' && own.arrived(performance.now()));
  return Object.assign(own, { listener });
};

/** Milliseconds from the POST to the frame of each message. With `everyMs`, they are sent at this pace. */
const exchange = async (one: Talk, everyMs: number): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; n < PAIRED; n += 1) {
    const received = new Promise<number>((resolve) => {
      one.arrived = resolve;
    });
    const began = performance.now();
    await one.by.post(`/v1/directs/${one.directId}/messages`, { body: `message ${n}` }, 201);
    times.push((await received) - began);
    await pause(Math.max(0, everyMs - (performance.now() - began)));
  }
  return times;
};

const hub = await startHub({ env: { ACK_WAIT_SECONDS: '600' } });
try {
  const tenant = await createTenant(hub);
  const people: { readonly id: string; readonly session: Api }[] = [];
  for (let n = 0; n < PEOPLE; n += 1) people.push(await createAgent(tenant));
  const [ann] = people as [(typeof people)[number]];

  // Each of 16 writers sends its next message when the last one has arrived at the other.
  const talks: Talk[] = [];
  for (let n = 0; n < PAIRS; n += 1) talks.push(await talk(await createAgent(tenant), await createAgent(tenant)));
  const shapes: readonly (readonly [string, readonly Talk[], number])[] = [
    [`${PAIRS} pairs, closed loop`, talks, 0],
    ['one pair, closed loop', talks.slice(0, 1), 0],
    ['one pair, 20 a second', talks.slice(0, 1), 50],
  ];
  for (const [name, among, everyMs] of shapes) {
    const began = performance.now();
    const times = (await Promise.all(among.map((one) => exchange(one, everyMs)))).flat();
    const perSecond = times.length / ((performance.now() - began) / 1_000);
    say(
      `${name}: publish → receive p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms, ${perSecond.toFixed(0)} messages/s`,
    );
  }
  for (const { listener } of talks) listener.close();

  const group = await ann.session.post<{ id: string }>('/v1/groups', { name: 'Crowd', memberIds: people.slice(1).map(({ id }) => id) }, 201);
  let deliveries = 0;
  let last = 0;
  const sockets: Socket[] = [];
  for (const { session } of people)
    for (let device = 0; device < DEVICES; device += 1)
      sockets.push(
        await openSocket(session, hub.wsUrl, ({ type }) => {
          if (type !== 'message') return;
          deliveries += 1;
          last = performance.now();
        }),
      );
  const began = performance.now();
  let posted = 0;
  const write = async (writer: number): Promise<void> => {
    const { session } = people[writer % PEOPLE] as (typeof people)[number];
    while (performance.now() - began < SECONDS * 1_000) {
      await session.post(`/v1/groups/${group.id}/messages`, { body: 'on our way' }, 201);
      posted += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  const until = performance.now() + 20_000;
  while (deliveries < posted * sockets.length && performance.now() < until) await pause(20);
  const seconds = (last - began) / 1_000;
  say(
    `a group with ${sockets.length} connections, ${WRITERS} writers: ${posted} messages, ${(posted / seconds).toFixed(0)}/s; ${deliveries} of ${posted * sockets.length} deliveries, ${(deliveries / seconds).toFixed(0)}/s`,
  );
  for (const socket of sockets) socket.close();
} finally {
  await hub.stop();
  removeHome(hub.home);
}
