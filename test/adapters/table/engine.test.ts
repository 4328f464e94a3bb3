import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import { prepareTableFile, TableFileUnusable } from '../../../adapters/table/sqlite/file.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../../adapters/table/sqlite/table.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { keepTable } from '../../../local/workers/table-upkeep.ts';
import { TableWalker } from '../../../local/workers/table-walker.ts';
import { startTable, type TestTable } from '../../harness/table.ts';
import { until } from '../../harness/until.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const root = resolve(import.meta.dirname, '../../..');
const home = useTemporaryHome();
let engine: TestTable;
let now = Date.UTC(2026, 10, 28);
beforeEach(() => {
  engine = startTable(() => now);
});
afterEach(() => engine.stop());

/** Appends dense numbers, each in a transaction of three items, and prints a number once it is acknowledged. */
const WRITER = `
  import { openDatabase } from '${root}/adapters/embedded/database.ts';
  import { TABLE_SCHEMA } from '${root}/adapters/table/sqlite/schema.ts';
  import { sqliteTable } from '${root}/adapters/table/sqlite/table.ts';
  const [file, name, from] = process.argv.slice(2);
  const table = sqliteTable(openDatabase(file, TABLE_SCHEMA));
  const pk = 'T#' + name;
  for (let n = Number(from); ; n += 1) {
    await table.transact([
      { op: 'put', item: { pk, sk: 'HEAD', n }, when: n === 1 ? { absent: true } : { equals: { n: n - 1 } } },
      { op: 'put', item: { pk, sk: 'M#' + String(n).padStart(8, '0'), n }, when: { absent: true } },
      { op: 'update', key: { pk: 'T#all', sk: 'COUNT' }, add: { n: 1 } },
    ]);
    process.stdout.write(n + '\\n');
  }
`;

describe('kill -9 of one of two writers', () => {
  it('leaves every acknowledged write, no half transaction, dense numbers and a record of the stream for each change', async () => {
    const script = join(home(), 'writer.mts');
    writeFileSync(script, WRITER);
    const acknowledged: Record<string, number> = { a: 0, b: 0 };
    const write = (name: string): { kill: () => Promise<void> } => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, engine.file, name, String((acknowledged[name] ?? 0) + 1)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let rest = '';
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) acknowledged[name] = Number(line);
      });
      const over = new Promise<void>((done) => child.once('close', () => done()));
      return {
        kill: async () => {
          child.kill('SIGKILL');
          await over;
        },
      };
    };
    for (let round = 1; round <= 3; round += 1) {
      const before = { ...acknowledged };
      const writers = ['a', 'b'].map(write);
      await until('both have written', () => ['a', 'b'].every((name) => (acknowledged[name] ?? 0) > (before[name] ?? 0) + 20));
      for (const writer of writers) await writer.kill();
      engine.reopen();
      let all = 0;
      for (const name of ['a', 'b']) {
        const [head] = await engine.table.get([{ pk: `T#${name}`, sk: 'HEAD' }]);
        const last = Number(head?.['n']);
        // One more than was acknowledged may have been committed at the moment of death.
        expect(last - (acknowledged[name] ?? 0)).toBeLessThanOrEqual(1);
        expect(last).toBeGreaterThanOrEqual(acknowledged[name] ?? 0);
        const numbers: number[] = [];
        for (let after: Readonly<Record<string, string>> | null = null; ; ) {
          const page = await engine.table.query({ pk: `T#${name}`, beginsWith: 'M#', ...(after ? { after } : {}) });
          numbers.push(...page.items.map((item) => Number(item['n'])));
          after = page.next;
          if (!after) break;
        }
        expect(numbers).toEqual(Array.from({ length: last }, (_, n) => n + 1));
        acknowledged[name] = last;
        all += last;
      }
      expect((await engine.table.get([{ pk: 'T#all', sk: 'COUNT' }]))[0]?.['n']).toBe(all);
      const walker = new TableWalker(openTableFile(engine.file), 'arn', null, 'TRIM_HORIZON');
      let records = 0;
      for (let steps = await walker.fetch(1_000); steps.length > 0; steps = await walker.fetch(1_000)) records += steps.length;
      expect(records).toBe(3 * all);
    }
  });
});

describe('the file', () => {
  it('locked by somebody else is a 503 for writers, and reads go on', async () => {
    await engine.table.write({ op: 'put', item: { pk: 'T#a', sk: 'A', n: 1 } });
    const other = new DatabaseSync(engine.file);
    other.exec('BEGIN EXCLUSIVE');
    const writing = engine.table.write({ op: 'put', item: { pk: 'T#a', sk: 'A', n: 2 } });
    expect((await engine.table.get([{ pk: 'T#a', sk: 'A' }]))[0]?.['n']).toBe(1);
    await expect(writing).rejects.toBeInstanceOf(TableUnavailable);
    other.exec('ROLLBACK');
    other.close();
    await engine.table.write({ op: 'put', item: { pk: 'T#a', sk: 'A', n: 3 } });
    expect((await engine.table.get([{ pk: 'T#a', sk: 'A' }]))[0]?.['n']).toBe(3);
  });

  it('on a full disk refuses the commit whole and goes on when there is room', async () => {
    const db = openDatabase(engine.file, TABLE_SCHEMA);
    const table = sqliteTable(db);
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const large = (n: number) => ({ op: 'put', item: { pk: 'T#a', sk: `S#${n}`, text: 'x'.repeat(3_000) } }) as const;
    await expect(table.transact(Array.from({ length: 20 }, (_, n) => large(n)))).rejects.toBeInstanceOf(TableUnavailable);
    expect(await table.count({ pk: 'T#a' })).toBe(0);
    db.exec('PRAGMA max_page_count = 1000000');
    await table.transact(Array.from({ length: 20 }, (_, n) => large(n)));
    expect(await table.count({ pk: 'T#a' })).toBe(20);
    db.close();
  });

  it.each([
    ['garbage', Buffer.from('nothing that SQLite has written'.repeat(40)), 'is no SQLite file'],
    ['a damaged page', null, 'is damaged'],
  ])('of %s is named with what to do', (_what, bytes, says) => {
    const path = join(home(), 'table.sqlite');
    if (bytes) writeFileSync(path, bytes);
    else {
      const db = openDatabase(path, TABLE_SCHEMA);
      for (let n = 0; n < 200; n += 1) db.exec(`INSERT INTO stream (at, pk, sk, after) VALUES (${n}, 'a', 'b', '${'x'.repeat(500)}')`);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      const whole = readFileSync(path);
      writeFileSync(path, whole.fill(0xff, Math.floor(whole.length / 2), whole.length - 1_000));
    }
    expect(() => prepareTableFile(path, () => undefined)).toThrow(TableFileUnusable);
    expect(() => prepareTableFile(path, () => undefined)).toThrow(says);
  });

  it('of a newer layout, or of another program, is refused', () => {
    const path = join(home(), 'table.sqlite');
    openDatabase(path, `${TABLE_SCHEMA} PRAGMA user_version = 99;`).close();
    expect(() => prepareTableFile(path, () => undefined)).toThrow('newer Parley');
    const other = join(home(), 'other.sqlite');
    openDatabase(other, 'CREATE TABLE t (x); PRAGMA application_id = 7').close();
    expect(() => prepareTableFile(other, () => undefined)).toThrow('another program');
  });

  it('is made where there is none', () => {
    const path = join(home(), 'table.sqlite');
    prepareTableFile(path, () => undefined);
    prepareTableFile(path, () => undefined);
    expect(existsSync(path)).toBe(true);
  });
});

describe('the table of a hub before November 2026', () => {
  it('is moved with its items, indexes and stream, so that readers go on where they stood', async () => {
    const old = join(home(), 'table.db');
    const db = new DatabaseSync(old);
    // As dynoxide 1.2.1 lays its file out.
    db.exec(`CREATE TABLE _tables (table_name TEXT PRIMARY KEY);
      CREATE TABLE _stream_records (id INTEGER PRIMARY KEY, table_name TEXT, event_name TEXT, keys_json TEXT, new_image TEXT, old_image TEXT, sequence_number TEXT, shard_id TEXT, created_at INTEGER, user_identity TEXT);
      CREATE TABLE "parley-dev-data-Table" (pk TEXT, sk TEXT, item_json TEXT, PRIMARY KEY (pk, sk));
      INSERT INTO _tables VALUES ('parley-dev-data-Table');`);
    const attributes = (n: number) =>
      JSON.stringify({ pk: { S: 'T#a' }, sk: { S: `K#${n}` }, n: { N: String(n) }, aPk: { S: 'T#a#A' }, aSk: { S: `s${n}` }, bytes: { B: 'AQI=' } });
    const put = db.prepare('INSERT INTO "parley-dev-data-Table" VALUES (?, ?, ?)');
    const record = db.prepare("INSERT INTO _stream_records VALUES (?, 'parley-dev-data-Table', 'INSERT', ?, ?, NULL, ?, 'shard', 1795872726, NULL)");
    for (let n = 1; n <= 30; n += 1) {
      put.run('S:T#a', `S:K#${n}`, attributes(n));
      record.run(n, JSON.stringify({ pk: { S: 'T#a' }, sk: { S: `K#${n}` } }), attributes(n), String(n));
    }
    db.close();
    const path = join(home(), 'table.sqlite');
    const said: string[] = [];
    prepareTableFile(path, (line) => void said.push(line));
    expect(said.at(-1)).toBe('moved 30 items');
    expect([existsSync(old), existsSync(`${old}.before-migration`)]).toEqual([false, true]);
    const table = sqliteTable(openDatabase(path, TABLE_SCHEMA));
    expect((await table.get([{ pk: 'T#a', sk: 'K#7' }]))[0]).toEqual({ pk: 'T#a', sk: 'K#7', n: 7, aPk: 'T#a#A', aSk: 's7', bytes: new Uint8Array([1, 2]) });
    expect((await table.query({ pk: 'T#a#A', index: 'byActivity' })).items).toHaveLength(30);
    await table.write({ op: 'put', item: { pk: 'T#a', sk: 'K#31', n: 31 } });
    const steps = await new TableWalker(openTableFile(path), 'arn', { shard: 'shard', sequence: '28' }, 'TRIM_HORIZON').fetch(10);
    expect(steps.map(({ position, record: { dynamodb } }) => [position.sequence, dynamodb.Keys['sk']])).toEqual([
      ['29', { S: 'K#29' }],
      ['30', { S: 'K#30' }],
      ['31', { S: 'K#31' }],
    ]);
  });
});

describe('upkeep', () => {
  it('an item whose time is over is deleted with a record that says so; others stay', async () => {
    const seconds = Math.floor(now / 1000);
    await engine.table.transact([
      { op: 'put', item: { pk: 'T#a', sk: 'OVER', ttl: seconds - 1 } },
      { op: 'put', item: { pk: 'T#a', sk: 'LATER', ttl: seconds + 60 } },
      { op: 'put', item: { pk: 'T#a', sk: 'EVER' } },
    ]);
    const upkeep = keepTable(
      engine.file,
      () => undefined,
      () => now,
      10,
    );
    await until('it is gone', async () => (await engine.table.count({ pk: 'T#a' })) === 2);
    await upkeep.stop();
    const steps = await new TableWalker(openTableFile(engine.file), 'arn', null, 'TRIM_HORIZON').fetch(10);
    expect(steps.at(-1)?.record).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { Keys: { sk: { S: 'OVER' } } },
    });
  });

  it('records that every reader has passed are forgotten after a day, and a reader that was away for longer loses nothing', async () => {
    for (let n = 1; n <= 5; n += 1) await engine.table.write({ op: 'put', item: { pk: 'T#a', sk: `K#${n}` } });
    now += 2 * 86_400_000;
    await engine.table.write({ op: 'put', item: { pk: 'T#a', sk: 'K#6' } });
    const left = async (): Promise<string[]> =>
      (await new TableWalker(openTableFile(engine.file), 'arn', null, 'TRIM_HORIZON').fetch(10)).map(({ position }) => position.sequence);
    const upkeep = keepTable(
      engine.file,
      () => 3n,
      () => now,
      10,
    );
    await until('the old ones are gone', async () => (await left())[0] === '4');
    expect(await left()).toEqual(['4', '5', '6']);
    await upkeep.stop();
    const all = keepTable(
      engine.file,
      () => 6n,
      () => now,
      10,
    );
    await until('all old ones are gone', async () => (await left())[0] === '6');
    await all.stop();
    await engine.table.write({ op: 'put', item: { pk: 'T#a', sk: 'K#7' } });
    expect(await left()).toEqual(['6', '7']);
  });
});
