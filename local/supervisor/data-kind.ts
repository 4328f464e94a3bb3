import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';
import type { EngineSetName } from './settings.ts';

/** Files of the first version, which did not store the kind of its data yet. */
const EMBEDDED_ONLY = [TABLE_FILE, DYNOXIDE_FILE, 'topics.db'];
/** Folders of the engines on Java; the table's alone may also be an earlier embedded hub's, on a platform for which dynoxide had no package. */
const REAL_ONLY = ['kafka', 'opensearch'];

/**
 * Writes down whose data a folder holds, at its first start. Engines do not read each other's: opened by the others it would look empty.
 * @throws when it holds the others'
 */
export function claimData(home: string, engines: EngineSetName): void {
  const held = holds(home);
  if (held === undefined || (held === engines && !existsSync(fileOf(home)))) replaceFileSync(fileOf(home), JSON.stringify({ engines }));
  else if (held !== engines) {
    throw new Error(
      `${home} holds data of the ${held} engines: start with --engines=${held}, or give the ${engines} ones a folder of their own: PARLEY_HOME=.parley-${engines} npm start -- --engines=${engines}`,
    );
  }
}

const fileOf = (home: string): string => join(home, 'data', 'engines.json');

function holds(home: string): EngineSetName | undefined {
  try {
    const { engines } = JSON.parse(readFileSync(fileOf(home), 'utf8')) as { engines?: unknown };
    if (engines === 'embedded' || engines === 'real') return engines;
  } catch {
    // Missing or damaged: the files themselves show the kind.
  }
  if (REAL_ONLY.some((name) => existsSync(join(home, 'data', name)))) return 'real';
  return EMBEDDED_ONLY.some((name) => existsSync(join(home, 'data', name))) ? 'embedded' : undefined;
}
