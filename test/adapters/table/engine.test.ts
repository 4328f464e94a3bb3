import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import { prepareTableFile } from '../../../adapters/table/sqlite/file.ts';
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

/** Appends dense numbers, each in a transaction of three items, and prints a number once it is acknowledged. The next one waits until the line has left the process. */
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
    await new Promise((done) => process.stdout.write(n + '\\n', done));
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

  it('is made where there is none', () => {
    const path = join(home(), 'table.sqlite');
    prepareTableFile(path, () => undefined);
    prepareTableFile(path, () => undefined);
    expect(existsSync(path)).toBe(true);
  });

  it('of a newer version is refused, and one that cannot be opened is named', () => {
    const path = join(home(), 'table.sqlite');
    openDatabase(path, `${TABLE_SCHEMA} PRAGMA user_version = 99;`).close();
    expect(() => prepareTableFile(path, () => undefined)).toThrow(`${path} was written by a newer version of the hub`);
    expect(() => openTableFile(join(home(), 'nowhere', 'table.sqlite'))).toThrow(/table\.sqlite cannot be opened/);
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
