import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import type { Secrets } from '../../adapters/secrets/secrets.ts';
import { randomText } from './secrets.ts';

export interface DemoAccount {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** `$PARLEY_HOME/dev.json`: the hub's addresses and credentials, for people, scripts and the demo. */
export interface DevFile {
  readonly apiUrl: string;
  /** The complete URL, without query. */
  readonly wsUrl: string | null;
  readonly consoleUrl: string;
  readonly adminToken: string;
  /** null with PARLEY_DEMO=0. */
  readonly demo: DemoAccount | null;
}

const OPEN_MS = 4_000;

/** Writes the file atomically, readable by its owner only. */
export function writeDevFile(path: string, file: DevFile): void {
  replaceFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
}

/** The demo's administrator; the password is generated once for each data folder. */
export async function demoAccount(secrets: Secrets): Promise<DemoAccount> {
  const name = 'parley/laptop/demo';
  const password = (await secrets.get(name)) ?? randomText(20);
  await secrets.put(name, password);
  return { tenant: 'demo', email: 'luna@bottega-luna.example', password };
}

/** Waits until the demo has written its progress, which means that its shop is open; gives up after a few seconds. */
export async function whenDemoOpen(home: string): Promise<void> {
  for (const until = Date.now() + OPEN_MS; !existsSync(join(home, 'demo.json')) && Date.now() < until; ) await sleep(20);
}
