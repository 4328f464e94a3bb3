import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../embedded/database.ts';
import { migrateDynoxide } from './migrate-dynoxide.ts';
import { TABLE_SCHEMA } from './schema.ts';

/** Names in the data folder. Until November 2026 the table was dynoxide's file, or without that engine a folder of DynamoDB Local. */
export const TABLE_FILE = 'table.sqlite';
export const DYNOXIDE_FILE = 'table.db';
const DYNAMODB_LOCAL_FOLDER = 'dynamodb';

/**
 * Creates the table's file if there is none, from that of an earlier hub if one exists beside it.
 * @throws FileFault, or Error for a folder whose table cannot be migrated
 */
export const prepareTableFile = (path: string, say: (line: string) => void): void => {
  const folder = dirname(path);
  const old = join(folder, DYNOXIDE_FILE);
  if (!existsSync(path)) {
    if (existsSync(old)) migrateDynoxide(old, path, say);
    else if (existsSync(join(folder, DYNAMODB_LOCAL_FOLDER))) throw new Error(refusal(join(folder, DYNAMODB_LOCAL_FOLDER)));
  }
  openDatabase(path, TABLE_SCHEMA).close();
};

const refusal = (folder: string): string =>
  `${folder} is the table of an earlier version on DynamoDB Local, which this one cannot read. Start the earlier version to go on with it, or move the data folder away to begin anew`;
