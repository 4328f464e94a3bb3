import { crowd } from '../test/harness/crowd.ts';
import { engineOf } from '../test/harness/engines.ts';
import type { Hub } from '../test/harness/hub.ts';
import type { ProcessInfo } from '../test/harness/processes.ts';
import { sendAll } from '../test/harness/sender.ts';
import { allVisible } from '../test/harness/visible.ts';
import { openShop, type Shop } from './shop.ts';

export interface Flood {
  readonly shop: Shop;
  readonly messages: number;
  readonly authors: number;
  /** From the first POST to the last 2xx. */
  readonly acceptedPerSecond: number;
  /** From the first POST until a list shows all of them. */
  readonly visiblePerSecond: number;
  /** Milliseconds of CPU a message, until everything has settled: queues, search, streams. */
  readonly cpu: { readonly ours: number; readonly engines: number };
}

const isEngine = (info: ProcessInfo): boolean => engineOf(info) !== undefined;

interface Cpu {
  readonly ours: number;
  readonly engines: number;
}

const cpuOf = (hub: Hub): Cpu => {
  const tree = hub.processes();
  const sum = (some: readonly ProcessInfo[]): number => some.reduce((total, { cpuMs }) => total + cpuMs, 0);
  return { ours: sum(tree.filter((one) => !isEngine(one))), engines: sum(tree.filter(isEngine)) };
};

/** Waits until the hub is idle: two seconds in which its processes use less than a tenth of a core. */
export const settled = async (hub: Hub): Promise<void> => {
  for (let round = 0; round < 60; round += 1) {
    const before = cpuOf(hub);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const after = cpuOf(hub);
    if (after.ours + after.engines - before.ours - before.engines < 200) return;
  }
};

/** Posts webhooks as fast as possible, from this process over HTTP, in its own tenant. */
export const flood = async (hub: Hub, messages: number, authors: number, inFlight = 64): Promise<Flood> => {
  const shop = await openShop(hub);
  const { whatsapp, tenant } = shop;
  const deliveries = crowd({ messages, authors, phoneNumberId: whatsapp.phoneNumberId, name: tenant.slug });
  await settled(hub);
  const cpuBefore = cpuOf(hub);
  const began = performance.now();
  const sent = await sendAll(deliveries, { url: `${hub.baseUrl}${whatsapp.origin.webhookPath}`, appSecret: whatsapp.appSecret, inFlight });
  const acceptedMs = Math.max(...sent.map(({ at }) => at)) - began;
  await allVisible(shop.admin, { messages, authors });
  const visibleMs = performance.now() - began;
  await settled(hub);
  const cpuAfter = cpuOf(hub);
  return {
    shop,
    messages,
    authors,
    acceptedPerSecond: (messages / acceptedMs) * 1000,
    visiblePerSecond: (messages / visibleMs) * 1000,
    cpu: { ours: (cpuAfter.ours - cpuBefore.ours) / messages, engines: (cpuAfter.engines - cpuBefore.engines) / messages },
  };
};
