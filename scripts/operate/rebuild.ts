/**
 * Rebuilds a projection from the table, and prints the progress until it ends.
 *
 *   PARLEY_API_URL=https://… PARLEY_API_KEY=… npm run rebuild -- timers
 *
 * Of the key's tenant: queues, feed, outbox, actions, commands, timers, reevaluation, leftovers, helper, webhooks, media, fanout, receipts, applications, applicationReceipts, previews, tickets; search is one index for the whole deployment
 * (`npm run rebuild-search` looks at the domain first). If one already runs, the command watches it. A rebuild continues without this command. Exit code 1 when it failed.
 */
import { parseArgs } from 'node:util';
import { type Hub, openHub } from './hub.ts';

interface Rebuild {
  readonly projection: string;
  readonly state: 'running' | 'done' | 'overtaken' | 'failed';
  readonly visited: number;
  readonly carried: number;
  readonly skipped: number;
  readonly trouble: string | null;
}

const aWhile = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5_000));

const lineOf = ({ projection, state, visited, carried, skipped, trouble }: Rebuild): string =>
  `${projection} ${state}: ${visited} visited, ${carried} processed, ${skipped} dead letters${trouble === null ? '' : `; ${trouble}`}`;

/** Starts a rebuild, or watches the one that runs, to its end. Returns whether it succeeded. */
export const rebuild = async (hub: Hub, projection: string, say: (line: string) => void, wait: () => Promise<unknown> = aWhile): Promise<boolean> => {
  let at = await hub.post<Rebuild>('/v1/admin/rebuild', { body: { projection } });
  while (at.state === 'running') {
    say(lineOf(at));
    await wait();
    const { items } = await hub.get<{ readonly items: readonly Rebuild[] }>('/v1/admin/rebuild');
    at = items.find((one) => one.projection === projection) ?? at;
  }
  say(lineOf(at));
  return at.state !== 'failed';
};

if (import.meta.main) {
  const [projection] = parseArgs({ allowPositionals: true }).positionals;
  if (projection === undefined) throw new Error('which projection? npm run rebuild -- timers');
  process.exitCode = (await rebuild(openHub(process.env), projection, (line) => console.log(line))) ? 0 : 1;
}
