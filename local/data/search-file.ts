import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';

export const dataFolder = (home: string): string => join(home, 'data');

/** There is a table but no search index: it was removed, or a start found it damaged. */
export const isSearchEmpty = (home: string): boolean =>
  [TABLE_FILE, DYNOXIDE_FILE].some((name) => existsSync(join(dataFolder(home), name))) && !existsSync(join(dataFolder(home), 'search.sqlite'));

/** A job of the bulk lane (functions/jobs/old-jobs.ts; a test has it read there). */
export const REBUILD_JOB = { job: 'reindex' };
