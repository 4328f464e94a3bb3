import { randomBytes } from 'node:crypto';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { openSecrets } from '../../adapters/secrets/embedded.ts';
import { prefixed } from '../../adapters/secrets/prefixed.ts';
import { randomText } from '../../local/supervisor/secrets.ts';
import type { SeedArguments } from './arguments.ts';
import { type Plan, planOf } from './plan.ts';
import { openShop } from './shop.ts';
import { readSeedFile, type SeedFile, writeSeedFile } from './state-file.ts';

/**
 * The state of a run: the file of an earlier run with this seed, or a new shop. The file is written before the table, so that an interrupted run
 * leaves no tenant without known passwords. @throws Error when the earlier run had another number of tickets
 */
export const begin = async (home: string, { seed, tickets }: SeedArguments): Promise<{ readonly file: SeedFile; readonly plan: Plan }> => {
  const found = readSeedFile(home, seed);
  if (found) {
    if (found.tickets !== tickets)
      throw new Error(`seed ${seed} was started with ${found.tickets} tickets: use --tickets ${found.tickets} to continue it, or choose another --seed`);
    return { file: found, plan: planOf(seed, tickets, found.times) };
  }
  // Read in the same way as in functions/ticket-deps.ts.
  const times = { now: Date.now(), closedAfterMs: Math.round(numberSetting('TICKET_CLOSED_AFTER_MINS', 1440) * 60_000) };
  const plan = planOf(seed, tickets, times);
  const { shop, items } = await openShop(seed, {
    vault: prefixed(openSecrets(), setting('ORIGIN_SECRETS_PREFIX')),
    password: randomText(20),
    newSecret: () => randomBytes(32).toString('base64url'),
    // A minute before the first ticket, because lists of closed tickets go back to the creation of the tenant.
    since: plan.since - 60_000,
  });
  const file: SeedFile = { seed, tickets, times, shop, items, done: false };
  writeSeedFile(home, file);
  return { file, plan };
};
