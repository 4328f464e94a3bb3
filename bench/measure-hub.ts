import { drainBacklog } from '../test/harness/backlog.ts';
import { type EngineSet, type Hub, removeHome, startHub } from '../test/harness/hub.ts';
import { memoryOf } from '../test/harness/processes.ts';
import { chatRows } from './chat.ts';
import { costRows } from './cost.ts';
import { flood, settled } from './flood.ts';
import { latency } from './latency.ts';
import { listRows } from './lists.ts';
import { atLeast, atMost, info, type Row } from './report.ts';
import { openShop } from './shop.ts';
import type { Units } from './units.ts';

export interface Sizes {
  /** Messages of each flood, ascending. */
  readonly floods: readonly number[];
  /** Messages that wait while the workers are stopped. */
  readonly backlog: number;
  /** Messages at an even 20 a second. */
  readonly paced: number;
  /** Tickets in the list. */
  readonly tickets: number;
  /** Messages of each shape of chat. */
  readonly chat: number;
}

/** DESIGN §10. Messages a second; milliseconds; seconds; megabytes. */
const BUDGETS = { rate: 2_500, cpu: 0.8, frame: { p50: 5, p99: 25 }, start: { first: 5, warm: 1.5 }, memory: 300 } as const;

/** All measurements of a running hub, on one set of engines. Starts and stops its own hub. */
export const measureHub = async (engines: EngineSet, sizes: Sizes, units: Units, say: (line: string) => void): Promise<Row[]> => {
  const rows: Row[] = [];
  const hub = await startTwice(engines, rows, say);
  try {
    say(`${engines}: warming up …`);
    await flood(hub, sizes.floods[0] ?? 500, 500);
    for (const messages of sizes.floods) {
      say(`${engines}: flood, ${messages} messages of 500 authors …`);
      const run = await flood(hub, messages, 500);
      const name = `${messages.toLocaleString('en')} messages`;
      rows.push(
        atLeast(`accepted, ${name}`, BUDGETS.rate, run.acceptedPerSecond, 'a second'),
        atLeast(`visible, ${name}`, BUDGETS.rate, run.visiblePerSecond, 'a second'),
        atMost(`CPU of all processes and engines a message, ${name}`, BUDGETS.cpu, run.cpu.ours + run.cpu.engines, 'ms', 2),
        info(`CPU of ours a message, ${name}`, `${run.cpu.ours.toFixed(2)} ms`),
        info(`CPU of engines a message, ${name}`, `${run.cpu.engines.toFixed(2)} ms`),
      );
      if (messages === sizes.floods[0] && engines === 'embedded') rows.push(...costRows({ ...units.allIn, cpuMs: run.cpu.ours, batch: 20 }));
    }
    rows.push(
      atMost('memory of all processes after the floods', BUDGETS.memory, megabytesOf(hub), 'MB', 0),
      await backlogRow(hub, engines, sizes.backlog, say),
    );
    say(`${engines}: latency, ${sizes.paced} messages paced at 20 a second …`);
    const { toFrame, toVisible } = await latency(hub, sizes.paced);
    rows.push(
      atMost('webhook → frame at the agent’s socket, p50', BUDGETS.frame.p50, toFrame.p50, 'ms'),
      atMost('webhook → frame at the agent’s socket, p99', BUDGETS.frame.p99, toFrame.p99, 'ms'),
      info('webhook → visible to GET, p50 / p99', `${toVisible.p50.toFixed(1)} / ${toVisible.p99.toFixed(1)} ms`),
    );
    say(`${engines}: chat, ${sizes.chat} messages in each shape …`);
    rows.push(...(await chatRows(hub, sizes.chat)));
    const { tickets } = sizes;
    say(`${engines}: list, ${tickets} tickets …`);
    const { shop, visiblePerSecond } = await flood(hub, tickets, tickets);
    rows.push(info(`visible, ${tickets.toLocaleString('en')} new authors`, `${visiblePerSecond.toFixed(0)} a second`));
    rows.push(...(await listRows(await shop.admin(), tickets)), info('memory of all processes at the end', `${megabytesOf(hub).toFixed(0)} MB`));
  } finally {
    await hub.stop();
    removeHome(hub.home);
  }
  return rows;
};

const megabytesOf = (hub: Hub): number => memoryOf(hub.processes()) / 2 ** 20;

/** The first start in an empty folder creates its bundles and templates; the second uses them. Returns the second hub. */
const startTwice = async (engines: EngineSet, rows: Row[], say: (line: string) => void): Promise<Hub> => {
  say(`${engines}: starting twice …`);
  const first = await startHub({ engines });
  await first.stop();
  try {
    const warm = await startHub({ engines, home: first.home });
    rows.push(
      atMost('start of an empty folder, to the ready line', BUDGETS.start.first, first.startMs / 1000, 's'),
      atMost('start of the same folder again', BUDGETS.start.warm, warm.startMs / 1000, 's'),
    );
    return warm;
  } catch (error) {
    removeHome(first.home);
    throw error;
  }
};

/** How fast the workers process the backlog that accumulated while they were stopped. */
const backlogRow = async (hub: Hub, engines: EngineSet, messages: number, say: (line: string) => void): Promise<Row> => {
  say(`${engines}: a backlog of ${messages} messages …`);
  const { whatsapp, tenant, admin } = await openShop(hub);
  await settled(hub);
  const { drainedPerSecond } = await drainBacklog(hub, { whatsapp, session: admin, messages, authors: Math.min(500, messages), name: tenant.slug });
  return atLeast(`a backlog drains, ${messages.toLocaleString('en')} messages`, BUDGETS.rate, drainedPerSecond, 'a second');
};
