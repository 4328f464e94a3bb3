import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';
import type { EngineSetName } from './settings.ts';

/** Files of the first version, which did not store the kind of its engines yet. */
const EMBEDDED_ONLY = [TABLE_FILE, DYNOXIDE_FILE, 'topics.db'];
/** Folders of the engines on Java. A folder of DynamoDB alone may also be from an earlier embedded hub, on a platform without a dynoxide package. */
const REAL_ONLY = ['kafka', 'opensearch'];

/**
 * Stores the kind of engines of a data folder, at its first start. The other kind cannot read the data: the folder would look empty.
 * @throws when the folder has data of the other kind
 */
export function claimData(home: string, engines: EngineSetName): void {
  const held = holds(home);
  if (held === undefined || (held === engines && !existsSync(fileOf(home)))) replaceFileSync(fileOf(home), JSON.stringify({ engines }));
  else if (held !== engines) {
    throw new Error(
      `${home} holds data of the ${held} engines: start with --engines=${held}, or use another folder for the ${engines} engines: PARLEY_HOME=.parley-${engines} npm start -- --engines=${engines}`,
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
