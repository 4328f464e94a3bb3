/**
 * Compares the counters of a tenant's queues with its tickets. Reads every ticket; changes nothing without --repair.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run recount             compares, exit code 1 when they differ
 *   … npm run recount -- --repair                                            and rebuilds rows and counters
 *
 * While tickets change, the two sides are read at different times: compare twice before you repair.
 */
import { parseArgs } from 'node:util';
import { type Hub, openHub } from './hub.ts';
import { rebuild } from './rebuild.ts';

interface Running {
  readonly state: 'running';
  readonly counted: number;
}
interface NotRecounted {
  readonly state: 'failed';
  readonly trouble: string;
}
interface Recounted {
  readonly state: 'done';
  readonly equal: boolean;
  /** Ids of tickets that cannot be read. */
  readonly unreadable?: readonly string[];
  readonly queues: readonly { readonly id: string; readonly stored: Readonly<Record<string, number>>; readonly recounted: Readonly<Record<string, number>> }[];
}

const aWhile = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5_000));

/** Waits for a recount in the background, and for a repair. Returns whether the counters are equal, or were repaired. */
export const recount = async (hub: Hub, repair: boolean, say: (line: string) => void, wait: () => Promise<unknown> = aWhile): Promise<boolean> => {
  let answer = await hub.post<Recounted | Running | NotRecounted>('/v1/admin/recount');
  while (answer.state === 'running') {
    say(`${answer.counted} tickets counted so far, in the background …`);
    await wait();
    answer = await hub.get<Recounted | Running | NotRecounted>('/v1/admin/recount');
  }
  if (answer.state === 'failed') {
    say(`the recount failed: ${answer.trouble}`);
    return false;
  }
  const { equal, queues, unreadable = [] } = answer;
  for (const id of unreadable) say(`ticket ${id} cannot be read`);
  for (const { id, stored, recounted } of queues)
    for (const [status, count] of Object.entries(recounted)) if (stored[status] !== count) say(`${id} ${status}: counts ${stored[status]}, has ${count}`);
  say(equal ? `${queues.length} queues, all counters correct` : 'counters differ from the tickets');
  if (equal || !repair) return equal;
  say('rows and counters are being rebuilt; counters start at 0 and are complete at the end');
  return rebuild(hub, 'queues', say, wait);
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { repair: { type: 'boolean', default: false } } });
  process.exitCode = (await recount(openHub(process.env), values.repair, (line) => console.log(line))) ? 0 : 1;
}
