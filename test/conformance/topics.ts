import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { topicGroupsConformance } from './topic-groups.ts';

export interface KeptRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A member of a consumer group, in a process of its own. */
export interface Member {
  /** What it was given so far, in order; redelivered records again. */
  readonly given: readonly KeptRecord[];
  /** SIGKILL. */
  kill(): Promise<void>;
  /** In peace: what it was given is committed. */
  stop(): Promise<void>;
}

export interface MemberOptions {
  readonly group: string;
  readonly topic: string;
  readonly from?: 'TRIM_HORIZON' | 'LATEST';
  /** The function never answers: what it was given stays uncommitted. */
  readonly hangs?: boolean;
  /** The function reports the first delivery of this value as failed, in Lambda's words. */
  readonly failsOnce?: string;
}

/** A topics engine with the reader's side; the same promises hold for the embedded one and for Kafka. */
export interface TopicsUnderTest {
  readonly topics: Topics;
  create(topic: string, partitions: number): Promise<void>;
  /** Everything of a topic, by partition, in the order of offsets. */
  readAll(topic: string): Promise<readonly KeptRecord[]>;
  /** Starts a member and answers when it reads. */
  join(options: MemberOptions): Promise<Member>;
  close(): Promise<void>;
}

const FIXTURE = new URL('../fixtures/kafka-partitions/partitions.txt', import.meta.url);
const COUNTS = [1, 3, 4, 7, 12, 100] as const;
/** Bytes of a record's key and value together. */
const LARGEST_RECORD = 1_000_000;

let names = 0;
export const newTopic = (): string => `t-${process.pid}-${(names += 1)}`;

/** `membersAtOnce`: on a laptop a group has one reader, the workers' process. */
export const topicsConformance = (name: string, membersAtOnce: 1 | 2, open: () => Promise<TopicsUnderTest>): void => {
  describe(`topics on ${name}`, () => {
    let engine: TopicsUnderTest;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());
    const fresh = async (partitions = 4): Promise<string> => {
      const topic = newTopic();
      await engine.create(topic, partitions);
      return topic;
    };

    test('a produced record is read with its key, value and headers', async () => {
      const topic = await fresh();
      await engine.topics.produce(topic, [{ key: 'ä', value: '{"text":"grüezi 👋"}', headers: { correlation: 'c-1', empty: '', ü: '✓' } }]);
      expect(await engine.readAll(topic)).toMatchObject([
        { key: 'ä', value: '{"text":"grüezi 👋"}', headers: { correlation: 'c-1', empty: '', ü: '✓' }, offset: 0 },
      ]);
    });

    test('a key, a value and headers may be empty', async () => {
      const topic = await fresh(1);
      await engine.topics.produce(topic, [
        { key: '', value: 'x' },
        { key: 'k', value: '' },
        { key: 'k', value: '\u0000', headers: {} },
      ]);
      expect(await engine.readAll(topic)).toEqual([
        { partition: 0, offset: 0, key: '', value: 'x', headers: {} },
        { partition: 0, offset: 1, key: 'k', value: '', headers: {} },
        { partition: 0, offset: 2, key: 'k', value: '\u0000', headers: {} },
      ]);
    });

    test('records of one key stay in one partition and in their order, also of calls that did not wait for each other', async () => {
      const topic = await fresh();
      await Promise.all(
        Array.from({ length: 20 }, (_, key) =>
          Promise.all(Array.from({ length: 10 }, (__, n) => engine.topics.produce(topic, [{ key: `k${key}`, value: String(n) }]))),
        ),
      );
      const all = await engine.readAll(topic);
      expect(all).toHaveLength(200);
      for (const records of Object.values(Object.groupBy(all, (record) => record.key))) {
        expect(new Set(records?.map((record) => record.partition)).size).toBe(1);
        expect(records?.map((record) => Number(record.value))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });

    test.each(COUNTS)('a key’s partition of %i is the one that Kafka’s own client gives it', async (count) => {
      const topic = await fresh(count);
      const lines = readFileSync(FIXTURE, 'utf8').trimEnd().split('\n');
      const golden = lines.map((line) => {
        const [, ...rest] = line.split(' ');
        return { key: Buffer.from(rest.at(-1) ?? '', 'base64').toString('utf8'), partition: Number(rest[COUNTS.indexOf(count)]) };
      });
      await engine.topics.produce(
        topic,
        golden.map(({ key }) => ({ key, value: key })),
      );
      const found = new Map((await engine.readAll(topic)).map(({ key, partition }) => [key, partition]));
      expect(golden.map(({ key }) => ({ key, partition: found.get(key) }))).toEqual(golden);
    });

    test('offsets of a partition are dense and begin at 0', async () => {
      const topic = await fresh();
      await Promise.all(Array.from({ length: 100 }, (_, n) => engine.topics.produce(topic, [{ key: `k${n}`, value: String(n) }])));
      for (const records of Object.values(Object.groupBy(await engine.readAll(topic), (record) => record.partition))) {
        expect(records?.map((record) => record.offset)).toEqual(records?.map((_, n) => n));
      }
    });

    test('topics are apart', async () => {
      const [one, two] = [await fresh(), await fresh()];
      await engine.topics.produce(one, [{ key: 'k', value: '1' }]);
      await engine.topics.produce(two, [{ key: 'k', value: '2' }]);
      expect((await engine.readAll(one)).map((record) => record.value)).toEqual(['1']);
    });

    test('nothing to produce is nothing done', async () => expect(await engine.topics.produce('none', [])).toBeUndefined());

    test('a record has at most a million bytes, key and value together; many of them at once are no trouble', async () => {
      const topic = await fresh(1);
      const largest = { key: 'ü', value: 'x'.repeat(LARGEST_RECORD - 2) };
      await expect(
        engine.topics.produce(topic, [
          { key: 'k', value: 'before' },
          { ...largest, value: `${largest.value}x` },
        ]),
      ).rejects.toThrow(/bytes/);
      await engine.topics.produce(topic, [largest, largest, largest]);
      expect((await engine.readAll(topic)).map(({ value }) => value.length)).toEqual([LARGEST_RECORD - 2, LARGEST_RECORD - 2, LARGEST_RECORD - 2]);
    });

    topicGroupsConformance(membersAtOnce, () => engine, fresh);
  });
};
