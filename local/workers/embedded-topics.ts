import { dataPath } from '../../adapters/embedded/home.ts';
import { TopicLog } from '../../adapters/topics/embedded/log.ts';
import { GroupOffsets } from '../../adapters/topics/embedded/offsets.ts';
import { defaultPartitions, topicsPath } from '../../adapters/topics/embedded.ts';
import type { TopicSource } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import type { EngineHealth } from './engine-health.ts';
import type { GiveUp } from './failure-destination.ts';
import type { Poller } from './poller.ts';
import { pollTopic } from './topic-poller.ts';
import { keepTrimming } from './topic-retention.ts';

/** All event sources on topics of the embedded engine, and the retention of the topics. */
export function embeddedTopics(sources: readonly TopicSource[], functions: ReadonlyMap<string, LocalFunction>, health: EngineHealth, giveUp: GiveUp): Poller[] {
  const log = new TopicLog(topicsPath(), defaultPartitions());
  const offsets = new GroupOffsets(dataPath('offsets.db'));
  const pollers = sources.flatMap((source) => {
    const fn = functions.get(source.functionName);
    return fn === undefined ? [] : [pollTopic(source, fn, log, offsets, health, giveUp)];
  });
  const topics = sources.map(({ topic }) => topic);
  return [...pollers, keepTrimming(log, offsets, topics)];
}
