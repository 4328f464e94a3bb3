import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { layoutOf } from '../../adapters/embedded/database.ts';
import { type FaultKind, FileFault, faultOf } from '../../adapters/embedded/faults.ts';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';
import { inspectDatabase, removeDatabase } from './inspect-database.ts';

/** These cannot be rebuilt. The table of an earlier version counts until its data is in the new file. */
const KEPT = ['topics.db', 'queues.db', 'schedules.db'];
const keptIn = (data: string): string[] => [existsSync(join(data, TABLE_FILE)) ? TABLE_FILE : DYNOXIDE_FILE, ...KEPT];
/** These can be rebuilt: search from the table, positions from the beginning, because every effect happens once. */
const REBUILDABLE = ['search.sqlite', 'checkpoints.db', 'offsets.db'];
/** Every database of the hub itself. */
export const DATABASES: readonly string[] = [TABLE_FILE, ...KEPT, ...REBUILDABLE];

export interface Inspection {
  /** Files of `REBUILDABLE` that were damaged and have been removed. */
  readonly removed: readonly string[];
}

/**
 * Checks every file of the data folder before an engine opens it. Damaged files that can be rebuilt are removed. @throws FileFault that names a
 * damaged file that cannot be rebuilt
 */
export function inspectFolder(data: string): Inspection {
  const kept = keptIn(data);
  const faults = new Map(kept.map((name) => [name, faultIn(data, name)] as const));
  for (const [name, fault] of faults) {
    if (fault === undefined) continue;
    if (isUnfinishedStart(data, name, kept)) removeDatabase(join(data, name));
    else throw new FileFault(join(data, name), fault, undefined);
  }
  inspectSecrets(join(data, 'secrets'));
  requireFolder(join(data, 'objects'));
  const removed = REBUILDABLE.filter((name) => faultIn(data, name) !== undefined);
  for (const name of removed) removeDatabase(join(data, name));
  return { removed };
}

const faultIn = (data: string, name: string): FaultKind | undefined => inspectDatabase(join(data, name)) ?? layoutFault(join(data, name));

/** The file of dynoxide does not have our layout version. */
const layoutFault = (path: string): FaultKind | undefined => (existsSync(path) && !path.endsWith(DYNOXIDE_FILE) ? layoutOf(path) : undefined);

/** An interrupted first start leaves only empty files. */
function isUnfinishedStart(data: string, name: string, kept: readonly string[]): boolean {
  const sizeOf = (one: string): number => (existsSync(join(data, one)) ? statSync(join(data, one)).size : 0);
  return statSync(join(data, name)).isFile() && kept.every((one) => sizeOf(one) === 0);
}

/** A secret is text or JSON. With an empty or broken one, functions would fail one by one. */
function inspectSecrets(folder: string): void {
  requireFolder(folder);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.secret')) continue;
    const path = join(folder, name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw new FileFault(path, faultOf(error) ?? 'broken', error);
    }
    if (!isSecret(text)) throw new FileFault(path, 'damaged', undefined);
  }
}

function isSecret(text: string): boolean {
  if (text === '' || text.includes('\u0000') || text.includes('\ufffd')) return false;
  if (!text.startsWith('{')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function requireFolder(path: string): void {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new FileFault(path, 'no folder', undefined);
}
