import { type EngineSet, removeHome, startHub } from '../test/harness/hub.ts';
import { costRows } from './cost.ts';
import { flood } from './flood.ts';
import { latency, listing } from './latency.ts';
import { atLeast, atMost, info, type Row } from './report.ts';
import type { Units } from './units.ts';

export interface Sizes {
  /** Messages of each flood, ascending. */
  readonly floods: readonly number[];
  /** Messages at an even 20 a second. */
  readonly paced: number;
  /** Tickets in the list. */
  readonly tickets: number;
}

/** Everything that is measured against a running hub, on one set of engines. Starts and stops a hub of its own. */
export const measureHub = async (engines: EngineSet, sizes: Sizes, units: Units, say: (line: string) => void): Promise<Row[]> => {
  const rows: Row[] = [];
  const hub = await startHub({ engines });
  try {
    rows.push(atMost('start, to the ready line', 10, hub.startMs / 1000, 's'));
    say(`${engines}: warming up …`);
    await flood(hub, sizes.floods[0] ?? 500, 500);
    for (const messages of sizes.floods) {
      say(`${engines}: flood, ${messages} messages of 500 authors …`);
      const run = await flood(hub, messages, 500);
      const name = `${messages.toLocaleString('en')} messages`;
      rows.push(
        atLeast(`accepted, ${name}`, 1_000, run.acceptedPerSecond, 'a second'),
        atLeast(`visible, ${name}`, 1_000, run.visiblePerSecond, 'a second'),
        atMost(`CPU of ours a message, ${name}`, 0.8, run.cpu.ours, 'ms', 2),
        info(`CPU of engines a message, ${name}`, `${run.cpu.engines.toFixed(2)} ms`),
        atMost(`CPU of all a message, ${name}`, 1.6, run.cpu.ours + run.cpu.engines, 'ms', 2),
      );
      if (messages === sizes.floods[0] && engines === 'embedded') rows.push(...costRows({ ...units.allIn, cpuMs: run.cpu.ours, batch: 25 }));
    }
    say(`${engines}: latency, ${sizes.paced} messages paced at 20 a second …`);
    const { toFrame, toVisible } = await latency(hub, sizes.paced);
    rows.push(
      atMost('webhook → frame at the agent’s socket, p50', 10, toFrame.p50, 'ms'),
      atMost('webhook → frame at the agent’s socket, p99', 50, toFrame.p99, 'ms'),
      info('webhook → visible to GET, p50 / p99', `${toVisible.p50.toFixed(1)} / ${toVisible.p99.toFixed(1)} ms`),
    );
    const { tickets } = sizes;
    say(`${engines}: list, ${tickets} tickets …`);
    const { shop, visiblePerSecond } = await flood(hub, tickets, tickets);
    const page = await listing(await shop.admin());
    rows.push(
      info(`visible, ${tickets.toLocaleString('en')} new authors`, `${visiblePerSecond.toFixed(0)} a second`),
      atMost(`list 50 of ${tickets.toLocaleString('en')} tickets, p50`, 5, page.p50, 'ms'),
      info(`list 50 of ${tickets.toLocaleString('en')} tickets, p99`, `${page.p99.toFixed(1)} ms`),
    );
    const rss = hub.processes().reduce((sum, { rssBytes }) => sum + rssBytes, 0);
    rows.push(atMost('memory of all processes after the load', 400, rss / 2 ** 20, 'MB', 0));
  } finally {
    await hub.stop();
    removeHome(hub.home);
  }
  return rows;
};
