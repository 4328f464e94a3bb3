import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crowd } from '../../test/harness/crowd.ts';
import { type Hub, removeHome, startHub } from '../../test/harness/hub.ts';
import { sendAll } from '../../test/harness/sender.ts';
import { allVisible } from '../../test/harness/visible.ts';
import { flood, settled } from '../flood.ts';
import { openShop } from '../shop.ts';
import { type Areas, addProfile, scaled, together } from './areas.ts';
import { flame } from './flame.ts';
import { INSPECTED, startProfile } from './inspector.ts';
import { entriesOf, mapBundles } from './sources.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The processes of a hub on embedded engines that process messages. */
const PROCESSES = ['gateway', 'workers'] as const;
/** Search follows lists within two seconds. */
const SEARCH_MS = 2_000;

const pidOf = (hub: Hub, name: string): number => hub.processes().find(({ command }) => command.includes(`local/${name}/main`))?.pid ?? 0;

/** Microseconds on a core so far: of the main thread, where JavaScript runs, and of the whole process (proc(5); a tick is 10 ms). */
const cpuOf = (pid: number): { readonly main: number; readonly all: number } => {
  const ticks = (path: string): number => {
    const stat = readFileSync(path, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  };
  return { main: ticks(`/proc/${pid}/task/${pid}/stat`), all: ticks(`/proc/${pid}/stat`) };
};

/** Floods a hub whose processes are profiled, on embedded engines, and shows where the CPU time of a message goes. */
export const profiled = async (messages: number, say: (line: string) => void): Promise<string> => {
  const hub = await startHub({ engines: 'embedded', env: { PARLEY_NODE_FLAGS: INSPECTED } });
  try {
    const sourceOf = await mapBundles(ROOT, join(hub.home, 'functions'), entriesOf(hub.home));
    say('profile: warming up …');
    await flood(hub, 2_000, 500);
    const { tenant, whatsapp, admin } = await openShop(hub);
    const deliveries = crowd({ messages, authors: 500, phoneNumberId: whatsapp.phoneNumberId, name: tenant.slug });
    await settled(hub);
    say(`profile: flood, ${messages} messages of 500 authors …`);
    const running = await Promise.all(PROCESSES.map(async (name) => ({ name, pid: pidOf(hub, name), profile: await startProfile(hub.home, name) })));
    const before = running.map(({ pid }) => cpuOf(pid));
    await sendAll(deliveries, { url: `${hub.baseUrl}${whatsapp.origin.webhookPath}`, appSecret: whatsapp.appSecret, inFlight: 64 });
    await allVisible(admin, { messages, authors: 500 });
    await new Promise((resolve) => setTimeout(resolve, SEARCH_MS));
    const after = running.map(({ pid }) => cpuOf(pid));
    const parts: Areas[] = [];
    for (const [index, { profile }] of running.entries()) {
      const main = (after[index]?.main ?? 0) - (before[index]?.main ?? 0);
      const all = (after[index]?.all ?? 0) - (before[index]?.all ?? 0);
      const areas: Areas = new Map();
      const busy = addProfile(areas, await profile.stop(), sourceOf);
      // The profiler also counts time in which other processes used the core, so the thread's CPU time from the kernel is distributed over the areas.
      parts.push(
        scaled(areas, busy === 0 ? 0 : main / busy),
        new Map([['other threads (compiler, collector, files, profiler)', { micros: all - main, functions: new Map() }]]),
      );
    }
    const sum = together(parts);
    const micros = [...sum.values()].reduce((total, one) => total + one.micros, 0);
    return `CPU of a message, ${(micros / messages).toFixed(0)} µs in the gateway and the workers, including the profiler:\n${flame(sum, messages)}`;
  } finally {
    await hub.stop();
    removeHome(hub.home);
  }
};
