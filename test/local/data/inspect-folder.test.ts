import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../adapters/embedded/database.ts';
import { QueueEngine } from '../../../adapters/queues/embedded/engine.ts';
import { ScheduleStore } from '../../../adapters/scheduler/embedded/store.ts';
import { openEmbeddedSearch } from '../../../adapters/search/embedded.ts';
import { TABLE_SCHEMA } from '../../../adapters/table/sqlite/schema.ts';
import { TopicLog } from '../../../adapters/topics/embedded/log.ts';
import { GroupOffsets } from '../../../adapters/topics/embedded/offsets.ts';
import { bulkJobSchema } from '../../../functions/jobs/bulk-jobs.ts';
import { inspectDatabase } from '../../../local/data/inspect-database.ts';
import { inspectFolder } from '../../../local/data/inspect-folder.ts';
import { isSearchEmpty, REBUILD_JOB } from '../../../local/data/search-file.ts';
import { claimData } from '../../../local/supervisor/data-kind.ts';
import { Checkpoints } from '../../../local/workers/checkpoints.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const home = useTemporaryHome();
const data = (): string => join(home(), 'data');
const at = (name: string): string => join(data(), name);

/** Makes each file as its engine makes it, with something in it. */
const MAKE: Readonly<Record<string, (path: string) => void>> = {
  'table.sqlite': (path) => {
    const db = openDatabase(path, TABLE_SCHEMA);
    db.exec("INSERT OR REPLACE INTO items (pk, sk, item, bytes) VALUES ('T#a', 'K', zeroblob(50000), 1)");
    db.close();
  },
  'topics.db': (path) => {
    const log = new TopicLog(path, 2);
    log.append(
      Array.from({ length: 300 }, (_, n) => ({ topic: 't', key: String(n), value: 'x'.repeat(100) })),
      1,
    );
    log.close();
  },
  'queues.db': (path) => {
    const engine = new QueueEngine(path);
    const queue = {
      name: 'q',
      visibilitySeconds: 30,
      delaySeconds: 0,
      retentionSeconds: 60,
      contentBasedDeduplication: false,
      dedupePerGroup: false,
      deadLetter: null,
    };
    engine.declare(queue);
    engine.send([{ queue: 'q', body: 'x'.repeat(20_000) }], 1);
    engine.close();
  },
  'schedules.db': (path) => {
    const store = new ScheduleStore(path);
    for (let n = 0; n < 200; n += 1) store.arm(`s${n}`, 1, 'target', 'x'.repeat(100));
    store.close();
  },
  'offsets.db': (path) => {
    const offsets = new GroupOffsets(path);
    for (let n = 0; n < 200; n += 1) offsets.commit('g', `topic-${n}`, 0, 1);
    offsets.close();
  },
  'checkpoints.db': (path) => {
    const checkpoints = new Checkpoints(path);
    for (let n = 0; n < 200; n += 1) checkpoints.put(`source-${n}`, 'T', { shard: 's', sequence: String(n) });
    checkpoints.close();
  },
  'search.sqlite': (path) => void openEmbeddedSearch(path).close(),
};
const KEPT = ['table.sqlite', 'topics.db', 'queues.db', 'schedules.db'];
const MADE_ANEW = ['search.sqlite', 'checkpoints.db', 'offsets.db'];

beforeEach(() => {
  mkdirSync(data(), { recursive: true });
  for (const [name, make] of Object.entries(MAKE)) make(at(name));
});

const writeDynoxide = (): void => {
  const db = new DatabaseSync(at('table.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA user_version = 99; CREATE TABLE _tables (table_name TEXT); INSERT INTO _tables VALUES (zeroblob(50000))');
  db.close();
};
const garbage = (path: string): void => writeFileSync(path, 'this is no database at all, and never was one. '.repeat(50));
const DAMAGES: readonly [string, (path: string) => void, RegExp][] = [
  ['garbage', garbage, /is damaged/],
  ['cut to a half', (path) => truncateSync(path, Math.floor(statSync(path).size / 2)), /is damaged/],
  ['cut to a few bytes', (path) => truncateSync(path, 20), /is damaged/],
  ['empty', (path) => truncateSync(path, 0), /is damaged/],
  [
    'scribbled over in the middle',
    (path) => {
      const bytes = readFileSync(path);
      bytes.fill(0xff, 100, Math.min(bytes.length, 8_192));
      writeFileSync(path, bytes);
    },
    /is damaged/,
  ],
  [
    'a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
    /is not a file/,
  ],
];

test('a whole data folder has nothing to complain about, and stays as it is', () => {
  expect(inspectFolder(data())).toEqual({ removed: [] });
  for (const name of Object.keys(MAKE)) expect(existsSync(at(name))).toBe(true);
  rmSync(data(), { recursive: true });
  expect(inspectFolder(data())).toEqual({ removed: [] });
});

describe.each(DAMAGES)('a file that is %s', (_, damage, says) => {
  test.each(KEPT)('%s: the start names it, says what to do, and touches nothing', (name) => {
    damage(at(name));
    expect(() => inspectFolder(data())).toThrow(says);
    expect(() => inspectFolder(data())).toThrow(at(name));
    expect(existsSync(at(name))).toBe(true);
    for (const other of MADE_ANEW) expect(existsSync(at(other))).toBe(true);
  });

  test.each(MADE_ANEW)('%s: it is removed, to be made anew', (name) => {
    damage(at(name));
    expect(inspectFolder(data())).toEqual({ removed: [name] });
    expect(existsSync(at(name))).toBe(false);
    MAKE[name]?.(at(name));
    expect(inspectDatabase(at(name))).toBeUndefined();
  });
});

test.each(['table.sqlite', 'topics.db', 'queues.db', 'schedules.db'])('%s of a newer version is named as such, by the start and by its engine', (name) => {
  const db = new DatabaseSync(at(name));
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(() => inspectFolder(data())).toThrow(/newer version of the hub/);
  expect(() => MAKE[name]?.(at(name))).toThrow(new RegExp(`${name} was written by a newer version`));
});

describe('the table of an earlier hub', () => {
  test.each(DAMAGES)('that is %s is named while it has not been moved, and no longer afterwards', (_, damage, says) => {
    writeDynoxide();
    damage(at('table.db'));
    expect(inspectFolder(data())).toEqual({ removed: [] });
    rmSync(at('table.sqlite'));
    expect(() => inspectFolder(data())).toThrow(says);
    expect(() => inspectFolder(data())).toThrow(at('table.db'));
  });

  test('is not asked for our number of the layout', () => {
    writeDynoxide();
    rmSync(at('table.sqlite'));
    expect(inspectFolder(data())).toEqual({ removed: [] });
  });
});

test('an index of a newer version is made anew', () => {
  const db = new DatabaseSync(at('search.sqlite'));
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(inspectFolder(data())).toEqual({ removed: ['search.sqlite'] });
});

test('empty files of a first start that was cut short are no damage', () => {
  for (const name of KEPT) writeFileSync(at(name), '');
  for (const name of KEPT) for (const end of ['-wal', '-shm']) rmSync(at(name) + end, { force: true });
  inspectFolder(data());
  for (const name of KEPT) expect(existsSync(at(name))).toBe(false);
});

test('a file that may not be written is named with its permissions', () => {
  // An administrator may do everything: as one, ask as somebody else.
  const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  for (const path of [home(), data()]) chmodSync(path, 0o755);
  chmodSync(at('queues.db'), 0o444);
  const module = JSON.stringify(new URL('../../../local/data/inspect-database.ts', import.meta.url).href);
  const script = `import { inspectDatabase } from ${module}; console.log(inspectDatabase(process.argv[1]));`;
  const asked = spawnSync(process.execPath, ['--input-type=module', '-e', script, at('queues.db')], { ...asNobody, encoding: 'utf8' });
  expect([asked.stdout.trim(), asked.status]).toEqual(['denied', 0]);
});

describe('secrets', () => {
  const secret = (text: string | Uint8Array): string => {
    mkdirSync(at('secrets'), { recursive: true });
    writeFileSync(at('secrets/parley%2Fapp.secret'), text);
    return at('secrets/parley%2Fapp.secret');
  };

  test.each(['{"adminToken":"a"}', 'a made password'])('that are whole are left alone: %s', (text) => {
    secret(text);
    inspectFolder(data());
  });

  test.each(['', '{"adminToken":"a', Buffer.alloc(40), Buffer.from([0x7b, 0xff, 0xfe])])('that are damaged are named: %j', (text) => {
    const path = secret(text);
    expect(() => inspectFolder(data())).toThrow(path);
  });

  test('and objects need folders', () => {
    writeFileSync(at('objects'), 'x');
    expect(() => inspectFolder(data())).toThrow(/objects is not a folder/);
    rmSync(at('objects'));
    writeFileSync(at('secrets'), 'x');
    expect(() => inspectFolder(data())).toThrow(/secrets is not a folder/);
  });
});

describe('whose data a folder holds', () => {
  test.each(['garbage', '', '{}', '{"engines":"other"}'])('is told by its files when its record is %j', (text) => {
    writeFileSync(at('engines.json'), text);
    expect(() => claimData(home(), 'real')).toThrow(/holds data of the embedded engines/);
    claimData(home(), 'embedded');
    for (const name of Object.keys(MAKE)) rmSync(at(name));
    mkdirSync(at('kafka'));
    expect(() => claimData(home(), 'embedded')).toThrow(/holds data of the real engines/);
    claimData(home(), 'real');
  });
});

test('an index that is gone is filled by the job that an administrator’s order puts into the bulk lane', () => {
  expect(isSearchEmpty(home())).toBe(false);
  rmSync(at('search.sqlite'));
  expect(isSearchEmpty(home())).toBe(true);
  rmSync(at('table.sqlite'));
  expect(isSearchEmpty(home())).toBe(false);
  writeDynoxide();
  expect(isSearchEmpty(home())).toBe(true);
  expect(bulkJobSchema.parse(REBUILD_JOB)).toMatchObject({ job: 'reindex' });
});
