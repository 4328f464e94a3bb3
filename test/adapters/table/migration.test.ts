import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import { prepareTableFile } from '../../../adapters/table/sqlite/file.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../../adapters/table/sqlite/table.ts';
import { TableWalker } from '../../../local/workers/table-walker.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const home = useTemporaryHome();
const at = (name: string): string => join(home(), name);
const silent = (): void => undefined;

const attributes = (n: number): string =>
  JSON.stringify({ pk: { S: 'T#a' }, sk: { S: `K#${n}` }, n: { N: String(n) }, aPk: { S: 'T#a#A' }, aSk: { S: `s${n}` }, bytes: { B: 'AQI=' } });

/** As dynoxide 1.2.1 lays its file out. */
const writeDynoxide = (items: number): void => {
  const db = new DatabaseSync(at('table.db'));
  db.exec(`CREATE TABLE _tables (table_name TEXT PRIMARY KEY);
    CREATE TABLE _stream_records (id INTEGER PRIMARY KEY, table_name TEXT, event_name TEXT, keys_json TEXT, new_image TEXT, old_image TEXT, sequence_number TEXT, shard_id TEXT, created_at INTEGER, user_identity TEXT);
    CREATE TABLE "parley-dev-data-Table" (pk TEXT, sk TEXT, item_json TEXT, PRIMARY KEY (pk, sk));
    INSERT INTO _tables VALUES ('parley-dev-data-Table');`);
  const put = db.prepare('INSERT INTO "parley-dev-data-Table" VALUES (?, ?, ?)');
  const record = db.prepare("INSERT INTO _stream_records VALUES (?, 'parley-dev-data-Table', 'INSERT', ?, ?, NULL, ?, 'shard', 1795872726, NULL)");
  for (let n = 1; n <= items; n += 1) {
    put.run('S:T#a', `S:K#${n}`, attributes(n));
    record.run(n, JSON.stringify({ pk: { S: 'T#a' }, sk: { S: `K#${n}` } }), attributes(n), String(n));
  }
  db.close();
};

describe('the table of an earlier hub', () => {
  it('is moved with its items, indexes and stream, so that readers go on where they stood', async () => {
    writeDynoxide(30);
    const path = at('table.sqlite');
    const said: string[] = [];
    prepareTableFile(path, (line) => void said.push(line));
    expect(said.at(-1)).toBe('moved 30 items');
    expect([existsSync(at('table.db')), existsSync(at('table.db.before-migration'))]).toEqual([false, true]);
    const db = openDatabase(path, TABLE_SCHEMA);
    const table = sqliteTable(db);
    expect((await table.get([{ pk: 'T#a', sk: 'K#7' }]))[0]).toEqual({ pk: 'T#a', sk: 'K#7', n: 7, aPk: 'T#a#A', aSk: 's7', bytes: new Uint8Array([1, 2]) });
    expect((await table.query({ pk: 'T#a#A', index: 'byActivity' })).items).toHaveLength(30);
    await table.write({ op: 'put', item: { pk: 'T#a', sk: 'K#31', n: 31 } });
    const reading = openTableFile(path);
    const steps = await new TableWalker(reading, 'arn', { shard: 'shard', sequence: '28' }, 'TRIM_HORIZON').fetch(10);
    expect(steps.map(({ position, record: { dynamodb } }) => [position.sequence, dynamodb.Keys['sk']])).toEqual([
      ['29', { S: 'K#29' }],
      ['30', { S: 'K#30' }],
      ['31', { S: 'K#31' }],
    ]);
    reading.close();
    db.close();
  });

  it('is moved whole when the hub was killed in the middle of it before', async () => {
    writeDynoxide(3);
    const half = openDatabase(at('table.sqlite.migrating'), TABLE_SCHEMA);
    half.exec("INSERT INTO items (pk, sk, item, bytes) VALUES ('T#a', 'K#1', '{}', 1)");
    half.close();
    prepareTableFile(at('table.sqlite'), silent);
    const db = openDatabase(at('table.sqlite'), TABLE_SCHEMA);
    expect(await sqliteTable(db).count({ pk: 'T#a' })).toBe(3);
    db.close();
  });

  it('that was cut off before it had a table is an empty one', async () => {
    new DatabaseSync(at('table.db')).exec('CREATE TABLE other (x)');
    prepareTableFile(at('table.sqlite'), silent);
    const db = openDatabase(at('table.sqlite'), TABLE_SCHEMA);
    expect((await sqliteTable(db).scan()).items).toEqual([]);
    db.close();
  });

  it('on DynamoDB Local is refused with what to do, and nothing is made', () => {
    mkdirSync(at('dynamodb'));
    writeFileSync(join(at('dynamodb'), 'shared-local-instance.db'), '');
    expect(() => prepareTableFile(at('table.sqlite'), silent)).toThrow(/dynamodb is the table of an earlier version .* or move the data folder away/);
    expect(existsSync(at('table.sqlite'))).toBe(false);
  });
});
