import { describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import type { KeptRecord, Member, TopicsUnderTest } from './topics.ts';

/** Kafka notices a killed member when its session times out. */
const LIMIT_MS = 60_000;

/** Consumer groups as Lambda's event source reads them: batches in, positions committed when the function has answered. */
export function topicGroupsConformance(membersAtOnce: 1 | 2, engine: () => TopicsUnderTest, fresh: (partitions?: number) => Promise<string>): void {
  const KEYS = Array.from({ length: 12 }, (_, n) => `k${n}`);
  /** Rounds of one record a key; values are `{key}:{n}`. */
  const produce = async (topic: string, from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1)
      await engine().topics.produce(
        topic,
        KEYS.map((key) => ({ key, value: `${key}:${n}` })),
      );
  };
  const values = (records: readonly KeptRecord[]): string[] => records.map(({ value }) => value);
  const expected = (from: number, to: number): string[] => KEYS.flatMap((key) => Array.from({ length: to - from }, (_, n) => `${key}:${from + n}`)).toSorted();
  const has = (records: readonly KeptRecord[], from: number, to: number): boolean => {
    const there = new Set(values(records));
    return expected(from, to).every((value) => there.has(value));
  };
  /** First deliveries of each key in order: a redelivery may come again, but never may a later record come before an earlier one. */
  const expectOrder = (records: readonly KeptRecord[]): void => {
    for (const own of Object.values(Object.groupBy(records, ({ key }) => key))) {
      const firsts = [...new Set(own?.map(({ value }) => Number(value.split(':')[1])))];
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    }
  };
  const whenGiven = (member: Member, from: number, to: number): Promise<unknown> => until('the member has all', () => has(member.given, from, to), LIMIT_MS);

  describe.concurrent('a consumer group', { timeout: 150_000 }, () => {
    test('is given everything once and in order, and goes on behind what it committed', async () => {
      const topic = await fresh();
      await produce(topic, 0, 3);
      const first = await engine().join({ group: `${topic}-g`, topic });
      await whenGiven(first, 0, 3);
      await first.stop();
      expect(values(first.given).toSorted()).toEqual(expected(0, 3));
      expectOrder(first.given);
      await produce(topic, 3, 5);
      const second = await engine().join({ group: `${topic}-g`, topic });
      await whenGiven(second, 3, 5);
      await second.stop();
      expect(values(second.given).toSorted()).toEqual(expected(3, 5));
    });

    test('knows nothing of another, and begins where it is told', async () => {
      const topic = await fresh();
      await produce(topic, 0, 2);
      const [early, late] = [await engine().join({ group: `${topic}-a`, topic }), await engine().join({ group: `${topic}-b`, topic, from: 'LATEST' })];
      let rounds = 2;
      // Joining a group takes its time.
      await until(
        'the late one reads',
        async () => {
          await produce(topic, rounds, (rounds += 1));
          return late.given.length > 0;
        },
        LIMIT_MS,
      );
      await produce(topic, rounds, rounds + 2);
      await Promise.all([whenGiven(early, 0, rounds + 2), whenGiven(late, rounds, rounds + 2)]);
      await Promise.all([early.stop(), late.stop()]);
      expect(values(early.given).toSorted()).toEqual(expected(0, rounds + 2));
      expect(values(late.given).filter((value) => /:[01]$/.test(value))).toEqual([]);
    });

    test('is given again what failed, and that alone', async () => {
      const topic = await fresh();
      await produce(topic, 0, 2);
      const member = await engine().join({ group: `${topic}-g`, topic, failsOnce: 'k5:0' });
      await until('the failed one came again', () => values(member.given).filter((value) => value === 'k5:0').length === 2, LIMIT_MS);
      await whenGiven(member, 0, 2);
      await produce(topic, 2, 3);
      await whenGiven(member, 0, 3);
      await member.stop();
      const repeated = values(member.given).filter((value, at, all) => all.indexOf(value) !== at);
      expect(repeated.filter((value) => !value.startsWith('k5:'))).toEqual([]);
    });

    test('loses nothing when its member is killed with records in hand', async () => {
      const topic = await fresh();
      await produce(topic, 0, 2);
      const settled = await engine().join({ group: `${topic}-g`, topic });
      await whenGiven(settled, 0, 2);
      await settled.stop();
      const doomed = await engine().join({ group: `${topic}-g`, topic, hangs: true });
      await produce(topic, 2, 4);
      await until('it has records in hand', () => doomed.given.length > 0, LIMIT_MS);
      await doomed.kill();
      const heir = await engine().join({ group: `${topic}-g`, topic });
      await produce(topic, 4, 5);
      await whenGiven(heir, 2, 5);
      await heir.stop();
      expectOrder(heir.given);
      expect(values(heir.given).toSorted()).toEqual(expected(2, 5));
    });

    if (membersAtOnce === 2) {
      test('shares the partitions among its members, and the rest take over from one that is killed', async () => {
        const topic = await fresh(6);
        const [left, right] = await Promise.all([engine().join({ group: `${topic}-g`, topic }), engine().join({ group: `${topic}-g`, topic })]);
        let rounds = 0;
        // Until both are given something: joining is a matter of time.
        await until(
          'both work',
          async () => {
            await produce(topic, rounds, (rounds += 1));
            return left.given.length > 0 && right.given.length > 0;
          },
          LIMIT_MS,
        );
        const [before, count] = [rounds, left.given.length];
        await produce(topic, before, (rounds += 3));
        await until('the new ones came', () => has([...left.given, ...right.given], before, rounds), LIMIT_MS);
        expect(values([...left.given.slice(count), ...right.given]).length).toBeGreaterThan(0);
        const shared = Object.values(
          Object.groupBy(
            [...left.given, ...right.given].filter(({ value }) => Number(value.split(':')[1]) >= before),
            ({ value }) => value,
          ),
        );
        expect(shared.every((deliveries) => deliveries?.length === 1)).toBe(true);
        await right.kill();
        const from = rounds;
        await produce(topic, from, (rounds += 2));
        await until('nothing is lost', () => has([...left.given, ...right.given], 0, rounds), LIMIT_MS);
        await whenGiven(left, from, rounds);
        await left.stop();
        expectOrder(left.given);
      });
    }
  });
}
