import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { TopicLog } from '../../../adapters/topics/embedded/log.ts';
import { GroupOffsets } from '../../../adapters/topics/embedded/offsets.ts';
import { openTopics } from '../../../adapters/topics/embedded.ts';
import { TopicUnavailable } from '../../../adapters/topics/topics.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

const home = useTemporaryHome();
const path = (): string => join(home(), 'data', 'topics.db');

test('a missing PARLEY_HOME is named', () => {
  delete process.env['PARLEY_HOME'];
  expect(() => openTopics()).toThrow(/PARLEY_HOME/);
});

test('a closed or damaged engine is unavailable, not silent', async () => {
  const topics = openTopics();
  await topics.close();
  await expect(topics.produce('t', [{ key: 'k', value: '1' }])).rejects.toBeInstanceOf(TopicUnavailable);
});

test('a file that another process holds for a moment delays a produce and loses nothing', async () => {
  const topics = openTopics();
  await topics.produce('t', [{ key: 'k', value: '0' }]);
  const other = new DatabaseSync(path());
  other.exec('BEGIN IMMEDIATE');
  const produced = topics.produce('t', [{ key: 'k', value: '1' }]);
  await new Promise((resolve) => setTimeout(resolve, 150));
  other.exec('COMMIT');
  other.close();
  await produced;
  await topics.close();
  const log = new TopicLog(path(), 4);
  expect(Array.from({ length: 4 }, (_, p) => log.read('t', p, 0, 10)).flat()).toHaveLength(2);
  log.close();
});

test('old records go, but none that a group still needs, and offsets count on', () => {
  const log = new TopicLog(join(home(), 'log.db'), 1);
  const append = (count: number, at: number): void =>
    log.append(
      Array.from({ length: count }, () => ({ topic: 't', key: 'k', value: 'v' })),
      at,
    );
  append(10, 1_000);
  append(10, 2_000);
  expect(log.trim('t', 0, 1_500, 4)).toBe(4);
  expect(log.bounds('t', 0)).toEqual({ first: 4, next: 20 });
  expect(log.trim('t', 0, 1_500, 100)).toBe(6);
  expect(log.trim('t', 0, 5_000, 100)).toBe(10);
  expect(log.trim('t', 0, 5_000, 100)).toBe(0);
  append(1, 3_000);
  expect(log.read('t', 0, 0, 10).map((record) => record.offset)).toEqual([20]);
  expect(() => log.read('t', 7, 0, 1)).toThrow(/no partition/);
  log.close();
});

test('a read stops at its bytes, after one record at least', () => {
  const log = new TopicLog(join(home(), 'log.db'), 1);
  log.append(
    Array.from({ length: 5 }, () => ({ topic: 't', key: 'k', value: 'x'.repeat(100) })),
    1,
  );
  expect(log.read('t', 0, 0, 10, 250)).toHaveLength(2);
  expect(log.read('t', 0, 0, 10, 1)).toHaveLength(1);
  log.close();
});

test('each group has its own place, and the lowest of all is known', () => {
  const offsets = new GroupOffsets(join(home(), 'offsets.db'));
  expect(offsets.committed('g', 't', 0)).toBeUndefined();
  expect(offsets.lowest('t', 0)).toBeUndefined();
  offsets.commit('g', 't', 0, 7);
  offsets.commit('h', 't', 0, 3);
  expect(offsets.committed('g', 't', 0)).toBe(7);
  expect(offsets.lowest('t', 0)).toBe(3);
  offsets.close();
});
