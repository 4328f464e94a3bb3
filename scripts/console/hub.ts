import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Launch } from '../../local/functions/launch.ts';
import type { DevFile } from '../../local/supervisor/dev-file.ts';

/** The hub that runs, or ran, on a data folder. */
export interface LaptopHub {
  readonly home: string;
  readonly dev: DevFile;
  readonly launch: Launch;
  /** Whether it answers now. */
  readonly running: boolean;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** @throws Error when no hub has run on this folder yet */
export async function findHub(home: string): Promise<LaptopHub> {
  const files = { dev: join(home, 'dev.json'), launch: join(home, 'run', 'launch.json') };
  if (!existsSync(files.dev) || !existsSync(files.launch)) throw new Error(`no hub has run on ${home} yet: npm start, or PARLEY_HOME=… for another folder`);
  const dev = readJson<DevFile>(files.dev);
  return { home, dev, launch: readJson<Launch>(files.launch), running: await answers(dev) };
}

/** Another hub may use the same address by now: only ours accepts its admin token. */
async function answers({ apiUrl, adminToken }: DevFile): Promise<boolean> {
  try {
    // An invalid body is a 400 with the right token, and a 401 with another.
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
    const { status } = await fetch(`${apiUrl}/v1/tenants`, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(3_000) });
    return status === 400;
  } catch {
    return false;
  }
}
