import { describe, expect, test } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';

/** A topics engine with a way to read what it kept; the same promises hold for the embedded one and for Kafka. */
export interface TopicsUnderTest {
  readonly topics: Topics;
  /** Everything of a topic, by partition, in the order of offsets. */
  readAll(topic: string): Promise<readonly { partition: number; offset: number; key: string; value: string; headers: Readonly<Record<string, string>> }[]>;
  close(): Promise<void>;
}

export const topicsConformance = (name: string, open: () => Promise<TopicsUnderTest>): void => {
  const using = async (work: (engine: TopicsUnderTest) => Promise<void>): Promise<void> => {
    const engine = await open();
    try {
      await work(engine);
    } finally {
      await engine.close();
    }
  };

  describe(`topics on ${name}`, () => {
    test('what was produced is there, with its key, value and headers', () =>
      using(async ({ topics, readAll }) => {
        await topics.produce('greetings', [{ key: 'ä', value: '{"text":"grüezi 👋"}', headers: { correlation: 'c-1' } }]);
        expect(await readAll('greetings')).toMatchObject([{ key: 'ä', value: '{"text":"grüezi 👋"}', headers: { correlation: 'c-1' }, offset: 0 }]);
      }));

    test('records of one key stay in one partition and in their order', () =>
      using(async ({ topics, readAll }) => {
        await Promise.all(
          Array.from({ length: 20 }, (_, key) =>
            topics.produce(
              'orders',
              Array.from({ length: 10 }, (__, n) => ({ key: `k${key}`, value: String(n) })),
            ),
          ),
        );
        const all = await readAll('orders');
        expect(all).toHaveLength(200);
        for (const records of Object.values(Object.groupBy(all, (record) => record.key))) {
          expect(new Set(records?.map((record) => record.partition)).size).toBe(1);
          expect(records?.map((record) => Number(record.value))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        }
      }));

    test('offsets of a partition are dense and begin at 0', () =>
      using(async ({ topics, readAll }) => {
        await Promise.all(Array.from({ length: 100 }, (_, n) => topics.produce('numbers', [{ key: `k${n}`, value: String(n) }])));
        const all = await readAll('numbers');
        for (const records of Object.values(Object.groupBy(all, (record) => record.partition))) {
          expect(records?.map((record) => record.offset)).toEqual(records?.map((_, n) => n));
        }
      }));

    test('topics are apart', () =>
      using(async ({ topics, readAll }) => {
        await topics.produce('one', [{ key: 'k', value: '1' }]);
        await topics.produce('two', [{ key: 'k', value: '2' }]);
        expect((await readAll('one')).map((record) => record.value)).toEqual(['1']);
      }));

    test('nothing to produce is nothing done', () => using(async ({ topics }) => expect(await topics.produce('none', [])).toBeUndefined()));
  });
};
