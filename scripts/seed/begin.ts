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
 * What a run goes by: what an earlier run with this seed wrote down, or a new shop. The file is written before anything is in the table, so that a
 * run that is cut short leaves no tenant that nobody can sign in to. @throws Error when the earlier run was for another number of tickets
 */
export const begin = async (home: string, { seed, tickets }: SeedArguments): Promise<{ readonly file: SeedFile; readonly plan: Plan }> => {
  const found = readSeedFile(home, seed);
  if (found) {
    if (found.tickets !== tickets)
      throw new Error(`seed ${seed} was begun with ${found.tickets} tickets: say --tickets ${found.tickets} to go on with it, or choose another --seed`);
    return { file: found, plan: planOf(seed, tickets, found.times) };
  }
  // As the hub reads it (functions/ticket-deps.ts).
  const times = { now: Date.now(), closedAfterMs: Math.round(numberSetting('TICKET_CLOSED_AFTER_MINS', 1440) * 60_000) };
  const plan = planOf(seed, tickets, times);
  const { shop, items } = await openShop(seed, {
    vault: prefixed(openSecrets(), setting('ORIGIN_SECRETS_PREFIX')),
    password: randomText(20),
    newSecret: () => randomBytes(32).toString('base64url'),
    // A minute before the first ticket: lists of closed tickets go back to where their tenant began.
    since: plan.since - 60_000,
  });
  const file: SeedFile = { seed, tickets, times, shop, items, done: false };
  writeSeedFile(home, file);
  return { file, plan };
};
