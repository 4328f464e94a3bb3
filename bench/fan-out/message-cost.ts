import { openDirect } from '../../domain/chat/directs/directs.ts';
import { people } from '../../test/domain/chat/groups/world.ts';
import { as } from '../../test/domain/chat/world.ts';
import { fanOutWorld, GROUP_ID } from '../../test/domain/realtime/fan-out/world.ts';

export interface Talk {
  /** 2: a direct. */
  readonly members: number;
  /** Members who are connected, each with one device; the author is one of the others. */
  readonly online: number;
}

/** What one message needs from its POST to the last acknowledgement, measured with the code itself. */
export interface MessageCost {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Units of the partition that is used most. */
  readonly hottestWrite: number;
  readonly hottestRead: number;
  readonly posts: number;
  /** Frames `ack` of devices. */
  readonly acks: number;
  /** Messages of the queue `fanout`. */
  readonly queued: number;
  /** Delayed looks at acknowledgements. */
  readonly looks: number;
  readonly pushes: number;
  /** Calls of the table that wait for one another, of the fan-out. */
  readonly roundTrips: number;
}

const MESSAGES = 5;

/** One message at a time: with none to share a batch or a transaction with, it costs the most. */
export const messageCost = async ({ members, online }: Talk): Promise<MessageCost> => {
  const world = fanOutWorld();
  const isDirect = members === 2;
  const conversationId = isDirect ? (await openDirect(world.chat, as('ann'), 'p1')).id : GROUP_ID;
  if (!isDirect) await world.makeGroup(people(members - 1));
  for (const id of people(online)) await world.connect(id);
  const say = (body: string): Promise<{ readonly number: number }> => (isDirect ? world.sayTo('ann', conversationId, body) : world.say('ann', body));
  const round = async (body: string): Promise<{ queued: number; acks: number; roundTrips: number }> => {
    const { number } = await say(body);
    world.project();
    let queued = world.queue.length;
    const { report } = await world.recorder.measured(async () => {
      for (const one of world.queue.splice(0)) await world.work(one);
    });
    for (const id of people(online)) await world.ack(id, number, conversationId);
    world.project();
    queued += world.queue.length;
    for (const one of world.queue.splice(0)) await world.work(one);
    return { queued, acks: online, roundTrips: report.roundTrips };
  };
  // The first message finds out who is there.
  await round('the first');
  world.recorder.reset();
  const postsBefore = [...world.posts.values()].reduce((sum, one) => sum + one, 0);
  world.pushes.length = 0;
  world.later.length = 0;
  let [queued, acks, roundTrips, looks] = [0, 0, 0, 0];
  for (let n = 0; n < MESSAGES; n += 1) {
    const done = await round(`message ${n}`);
    queued += done.queued;
    acks += done.acks;
    roundTrips += done.roundTrips;
    looks += world.later.length;
    await world.lookAgain();
  }
  const { readUnits, writeUnits, partitions } = world.recorder.report();
  const each = (value: number): number => value / MESSAGES;
  const hottest = (of: 'readUnits' | 'writeUnits'): number => each(Math.max(...[...partitions.values()].map((one) => one[of])));
  return {
    writeUnits: each(writeUnits),
    readUnits: each(readUnits),
    hottestWrite: hottest('writeUnits'),
    hottestRead: hottest('readUnits'),
    posts: each([...world.posts.values()].reduce((sum, one) => sum + one, 0) - postsBefore),
    acks: each(acks),
    queued: each(queued),
    looks: each(looks),
    pushes: each(world.pushes.length),
    roundTrips: each(roundTrips),
  };
};
