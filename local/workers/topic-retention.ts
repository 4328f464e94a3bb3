import type { TopicLog } from '../../adapters/topics/embedded/log.ts';
import type { GroupOffsets } from '../../adapters/topics/embedded/offsets.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import type { Poller } from './poller.ts';

const EVERY_MS = 300_000;
const hours = (): number => Number(process.env['PARLEY_TOPIC_RETENTION_HOURS'] ?? 168);

/** Deletes old records that every group has read. */
export function keepTrimming(log: TopicLog, offsets: GroupOffsets, topics: readonly string[]): Poller {
  const timer = setInterval(() => trimTopics(log, offsets, topics, Date.now() - hours() * 3_600_000), EVERY_MS);
  return {
    stop: async () => clearInterval(timer),
  };
}

export function trimTopics(log: TopicLog, offsets: GroupOffsets, topics: readonly string[], before: number): void {
  for (const topic of new Set(topics)) {
    for (let partition = 0; partition < log.partitionCount(topic); partition += 1) {
      try {
        log.trim(topic, partition, before, offsets.lowest(topic, partition) ?? 0);
      } catch (error) {
        logRepeatedError(`topic ${topic} cannot be trimmed at the moment`, error);
      }
    }
  }
}
