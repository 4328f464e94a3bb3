import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import type { Item } from '../../domain/table/port.ts';
import type { Times } from './lives.ts';
import type { Shop } from './shop.ts';

/** `$PARLEY_HOME/seed-{seed}.json`: the parameters of a seed, to continue it, and the credentials to sign in and to sign webhooks. Readable by its owner only. */
export interface SeedFile {
  readonly seed: number;
  readonly tickets: number;
  readonly times: Times;
  readonly shop: Shop;
  /** The shop's items until they are in the table; null afterwards. */
  readonly items: readonly Item[] | null;
  readonly done: boolean;
}

export const seedFilePath = (home: string, seed: number): string => join(home, `seed-${seed}.json`);

export const readSeedFile = (home: string, seed: number): SeedFile | undefined => {
  const path = seedFilePath(home, seed);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SeedFile) : undefined;
};

export const writeSeedFile = (home: string, file: SeedFile): void => replaceFileSync(seedFilePath(home, file.seed), `${JSON.stringify(file, null, 2)}\n`);
