import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The content of `$PARLEY_HOME/seed-{seed}.json`: a seeded shop. */
export interface SeededShop {
  readonly tenantId: string;
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  readonly origins: readonly {
    readonly id: string;
    readonly channel: string;
    readonly webhookPath: string;
    readonly secret: string;
    readonly accountId: string | null;
  }[];
}

export interface SeedRun {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `npm run seed -- …` on a data folder. */
export const runSeed = (home: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<SeedRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/seed/main.ts', ...args], {
      env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, PARLEY_HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

export const seededShop = (home: string, seed: number): SeededShop =>
  (JSON.parse(readFileSync(join(home, `seed-${seed}.json`), 'utf8')) as { readonly shop: SeededShop }).shop;
