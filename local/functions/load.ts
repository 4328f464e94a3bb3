import { readFileSync } from 'node:fs';
import { wake } from '../../adapters/embedded/wake.ts';
import { environmentOf } from './environment.ts';
import { type LocalFunction, loadFunction } from './host.ts';
import type { Launch } from './launch.ts';

/** Reads the supervisor's file; its path is in `PARLEY_LAUNCH`. */
export const readLaunch = (): Launch => JSON.parse(readFileSync(process.env['PARLEY_LAUNCH'] ?? '', 'utf8')) as Launch;

/** Loads these functions one after the other, so that each has its own environment while it loads. Returns them by name. */
export async function loadFunctions(launch: Launch, names: ReadonlySet<string>): Promise<Map<string, LocalFunction>> {
  const shell = { ...process.env };
  // The embedded table announces each commit. An engine does not, so after any call there may be new records.
  const ended = launch.tableFile === null ? () => wake('stream') : () => undefined;
  const loaded = new Map<string, LocalFunction>();
  for (const plan of launch.plan.functions) {
    if (!names.has(plan.name)) continue;
    loaded.set(plan.name, await loadFunction(plan, launch.bundles, environmentOf(plan, launch.plan, launch.addresses, shell), ended));
  }
  return loaded;
}
