import { people } from '../test/domain/chat/groups/world.ts';
import { fanOutWorld } from '../test/domain/realtime/fan-out/world.ts';
import { removeHome, startHub } from '../test/harness/hub.ts';
import { inParallel, type Member, makeGroup, membersAre, signInMembers } from '../test/harness/members.ts';
import { openSocket } from '../test/harness/socket.ts';
import { createTenant } from '../test/harness/tenant.ts';
import { messageCost } from './fan-out/message-cost.ts';
import { percentile } from './report.ts';

/**
 * Groups of different sizes with the same number of connected members: what creating, adding and a message cost, in time (a whole hub, real sockets) and in units (the same code on a table that counts).
 * `npm run large-group -- [connected] [size …]` (500; 500, 5,000, 50,000).
 */
const [connected = 500, ...given] = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [500, 5_000, 50_000];
const MESSAGES = 20;
const ADDED = 100;

const say = (line: string): void => console.log(line);
const timed = async <T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> => {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
};
const units = async (size: number): Promise<string> => {
  const world = fanOutWorld();
  const ids = people(size - 1);
  const { report: made } = await world.recorder.measured(() => world.makeGroup(ids));
  const cost = await messageCost({ members: size, online: Math.min(connected, size - 1) });
  const whole = `${made.writeUnits.toFixed(0)} write and ${made.readUnits.toFixed(0)} read units, ${made.roundTrips} round trips (${(made.writeUnits / size).toFixed(1)} write units a member)`;
  return `create: ${whole}; a message: ${cost.writeUnits.toFixed(1)} write and ${cost.readUnits.toFixed(1)} read units, ${cost.posts} posts, ${cost.queued.toFixed(1)} queue messages, ${cost.pushes} pushes`;
};

const hub = await startHub({ engines: 'embedded' });
try {
  const tenant = await createTenant(hub);
  const largest = Math.max(...SIZES);
  const { ms: signedIn, result: members } = await timed(() => signInMembers(tenant, largest));
  say(`${members.length} people signed in: ${(signedIn / 1_000).toFixed(0)} s`);
  const owner = members[0] as Member;
  const online = members.slice(1, connected + 1);
  for (const size of SIZES) {
    const by = await owner.session();
    const { ms: createMs, result: groupId } = await timed(() =>
      makeGroup(
        by,
        `Group of ${size}`,
        members.slice(1, size - ADDED).map(({ id }) => id),
      ),
    );
    const adding = await timed(async () => {
      await by.patch(`/v1/groups/${groupId}`, { add: members.slice(size - ADDED, size).map(({ id }) => id) });
      await membersAre(by, groupId, size);
    });
    let [deliveries, last] = [0, 0];
    let arrived: () => void = () => undefined;
    const sockets = await inParallel(Math.min(connected, size - 1), async (index) =>
      openSocket(await (online[index] as Member).session(), hub.wsUrl, ({ type, conversationId }) => {
        if (type !== 'message' || conversationId !== `g.${groupId}`) return;
        deliveries += 1;
        last = performance.now();
        if (deliveries % sockets.length === 0) arrived();
      }),
    );
    const took: number[] = [];
    for (let n = 0; n < MESSAGES; n += 1) {
      const all = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const began = performance.now();
      await (await owner.session()).post(`/v1/groups/${groupId}/messages`, { body: `message ${n}` }, 201);
      await all;
      took.push(last - began);
    }
    for (const socket of sockets) socket.close();
    say(
      `${size} members, ${sockets.length} connected: created in ${(createMs / 1_000).toFixed(1)} s, the last ${ADDED} added in ${adding.ms.toFixed(0)} ms; a message at all ${sockets.length}: p50 ${percentile(took, 0.5).toFixed(0)} ms, p99 ${percentile(took, 0.99).toFixed(0)} ms`,
    );
    say(`  ${await units(size)}`);
  }
} finally {
  await hub.stop();
  removeHome(hub.home);
}
