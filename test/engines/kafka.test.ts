import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { startEngine } from '../../local/engines/start-engine.ts';
import { topicCrashConformance } from '../conformance/topic-crash.ts';
import { topicsConformance } from '../conformance/topics.ts';
import { kafkaTopics } from './kafka-topics.ts';

topicsConformance('Kafka', 2, async () => {
  process.env['KAFKA_BROKERS'] = inject('engines').kafka;
  return kafkaTopics();
});

topicCrashConformance('Kafka', async () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-kafka-'));
  // One of its own, because it is killed.
  const broker = await startEngine('kafka', { root: resolve('.'), home, say: () => undefined });
  process.env['KAFKA_BROKERS'] = broker.endpoint;
  const engine = kafkaTopics();
  return {
    ...engine,
    interrupt: async (topic) => {
      const acknowledged: number[] = [];
      const over = new AbortController();
      const lane = async (k: number): Promise<void> => {
        for (let n = k; !over.signal.aborted; n += 7) {
          await engine.topics.produce(topic, [{ key: `k${k}`, value: String(n) }]);
          acknowledged.push(n);
          if (acknowledged.length === 1_500) void broker.kill();
        }
      };
      // The answer that does not come any more ends a lane.
      await Promise.allSettled(Array.from({ length: 7 }, (_, k) => lane(k).finally(() => over.abort())));
      await broker.restart();
      return acknowledged;
    },
    close: async () => {
      await engine.close();
      await broker.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
});
