import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';

export const dataFolder = (home: string): string => join(home, 'data');

/** There is a table and no index of it: somebody removed the index, or a start found it damaged. */
export const isSearchEmpty = (home: string): boolean =>
  [TABLE_FILE, DYNOXIDE_FILE].some((name) => existsSync(join(dataFolder(home), name))) && !existsSync(join(dataFolder(home), 'search.sqlite'));

/** What `POST /v1/admin/reindex` puts into the bulk lane (domain/search/rebuild.ts; a test holds the two equal). */
export const REBUILD_JOB = { job: 'reindex', rebuildId: null, after: null, indexed: 0 };
