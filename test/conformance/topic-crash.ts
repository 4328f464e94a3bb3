import { expect, test } from 'vitest';
import { newTopic, type TopicsUnderTest } from './topics.ts';

export interface CrashingTopics extends Pick<TopicsUnderTest, 'create' | 'readAll' | 'close'> {
  /**
   * Produces the values 0, 1, 2 … with the keys k0 … k6, several at once, until what keeps the topic is killed with SIGKILL in the midst of
   * it. Answers the values that were acknowledged. The topic can be read again then.
   */
  interrupt(topic: string): Promise<readonly number[]>;
}

/** acks=all: whatever was acknowledged outlives the process that acknowledged it. */
export const topicCrashConformance = (name: string, open: () => Promise<CrashingTopics>): void => {
  test(`topics on ${name}: what was acknowledged is there after kill -9, each key in its order`, { timeout: 150_000 }, async () => {
    const engine = await open();
    const topic = newTopic();
    await engine.create(topic, 4);
    const acknowledged = await engine.interrupt(topic);
    expect(acknowledged.length).toBeGreaterThan(100);
    const kept = await engine.readAll(topic);
    const values = new Set(kept.map(({ value }) => Number(value)));
    expect(acknowledged.filter((value) => !values.has(value))).toEqual([]);
    for (const records of Object.values(Object.groupBy(kept, ({ key }) => key))) {
      // A produce whose answer was lost may be there twice, beside itself.
      const own = [...new Set(records?.map(({ value }) => Number(value)))];
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    await engine.close();
  });
};
