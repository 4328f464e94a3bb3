import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DYNOXIDE_FILE, TABLE_FILE } from '../../adapters/table/sqlite/file.ts';

export const dataFolder = (home: string): string => join(home, 'data');

/** Whether there is a table but no search index, because the index was removed or damaged. */
export const isSearchEmpty = (home: string): boolean =>
  [TABLE_FILE, DYNOXIDE_FILE].some((name) => existsSync(join(dataFolder(home), name))) && !existsSync(join(dataFolder(home), 'search.sqlite'));

/** A job of the queue `bulk` (functions/jobs/old-jobs.ts; a test parses it there). */
export const REBUILD_JOB = { job: 'reindex' };
