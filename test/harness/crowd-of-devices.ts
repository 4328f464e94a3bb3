import { Device } from './device.ts';
import type { Hub } from './hub.ts';
import { inParallel, type Member, makeGroup, signInMembers } from './members.ts';
import { createTenant } from './tenant.ts';
import { until } from './until.ts';

export interface CrowdSizes {
  readonly devices: number;
  readonly messages: number;
  readonly perSecond: number;
  /** The part of the devices that lose their connection at random, again and again, while messages are written. */
  readonly dropping: number;
}

export interface CrowdFigures {
  /** The numbers that each device has, in ascending order. */
  readonly received: readonly (readonly number[])[];
  /** Milliseconds from the POST to the frame, of devices that were connected all the time. */
  readonly tookMs: readonly number[];
  /** Frames, repeated ones included. */
  readonly deliveries: number;
  readonly resumes: number;
  /** From the first POST to the last frame. */
  readonly seconds: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One group of all devices: messages at a steady rate, while a part of the devices drops its connections and resumes. */
export const crowdOfDevices = async (hub: Hub, { devices: count, messages, perSecond, dropping }: CrowdSizes, random: () => number): Promise<CrowdFigures> => {
  const tenant = await createTenant(hub);
  const members = await signInMembers(tenant, count + 1);
  const [author, ...others] = members as [Member, ...Member[]];
  const groupId = await makeGroup(
    await author.session(),
    'Crowd',
    others.map(({ id }) => id),
  );
  const devices = others.map((member) => new Device(member, hub.wsUrl, `g.${groupId}`));
  await inParallel(count, (index) => (devices[index] as Device).connect());

  const writing = new AbortController();
  const restless = devices.slice(0, Math.ceil(count * dropping));
  const resuming = restless.map(async (device) => {
    while (!writing.signal.aborted) {
      await pause(random() * 8_000);
      device.drop();
      await pause(random() * 4_000);
      await device.connect();
    }
  });
  const sentAt = new Map<number, number>();
  const began = performance.now();
  const posts: Promise<void>[] = [];
  const post = async (n: number): Promise<void> => {
    const at = performance.now();
    const { number } = await (await author.session()).post<{ number: number }>(`/v1/groups/${groupId}/messages`, { body: `message ${n} to everybody` }, 201);
    sentAt.set(number, at);
    if (number % 20 === 0) for (const device of devices) device.ack();
  };
  for (let n = 0; n < messages; n += 1) {
    await pause(Math.max(0, began + (n * 1_000) / perSecond - performance.now()));
    posts.push(post(n));
  }
  await Promise.all(posts);
  writing.abort();
  await Promise.all(resuming);
  await until('every device has every message', () => devices.every(({ arrivals }) => arrivals.size >= messages), 300_000);
  const steady = devices.slice(restless.length);
  const last = Math.max(...devices.map(({ arrivals }) => Math.max(...arrivals.values())));
  const figures: CrowdFigures = {
    received: devices.map((device) => device.numbers()),
    tookMs: steady.flatMap(({ arrivals }) => [...arrivals].map(([number, at]) => at - Number(sentAt.get(number)))),
    deliveries: devices.reduce((sum, device) => sum + device.deliveries, 0),
    resumes: devices.reduce((sum, device) => sum + device.resumes, 0),
    seconds: (last - began) / 1_000,
  };
  for (const device of devices) device.close();
  return figures;
};
