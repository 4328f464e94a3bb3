import { onWake } from '../../adapters/embedded/wake.ts';
import type { TopicLog } from '../../adapters/topics/embedded/log.ts';
import type { GroupOffsets } from '../../adapters/topics/embedded/offsets.ts';
import type { TopicSource } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import { WakeableSleep } from './backoff.ts';
import type { EngineHealth } from './engine-health.ts';
import type { GiveUp } from './failure-destination.ts';
import type { Poller } from './poller.ts';
import { kafkaBatchInfo } from './topic-event.ts';
import { TopicPartition } from './topic-partition.ts';

/** An event source on a topic: its partitions are read in parallel, each from the group's position. */
export function pollTopic(source: TopicSource, fn: LocalFunction, log: TopicLog, offsets: GroupOffsets, health: EngineHealth, giveUp: GiveUp): Poller {
  const sleepers: WakeableSleep[] = [];
  const partitions = Array.from({ length: log.partitionCount(source.topic) }, (_, partition) => {
    const { first, next } = log.bounds(source.topic, partition);
    const position = offsets.committed(source.group, source.topic, partition) ?? (source.from === 'LATEST' ? next : first);
    // Also for a reader without commits: records that it has not read must not be trimmed.
    offsets.commit(source.group, source.topic, partition, position);
    return new TopicPartition(source, partition, position, {
      read: (offset, limit) => log.read(source.topic, partition, offset, limit),
      commit: (offset) => offsets.commit(source.group, source.topic, partition, offset),
      invoke: (event) => fn.invoke(event),
      giveUp: (records, failure) => giveUp(source.onFailure, { functionArn: fn.plan.arn, ...failure }, kafkaBatchInfo(source, partition, records)),
      health,
      sleeper: (sleepers[partition] ??= new WakeableSleep()),
      clock: Date.now,
    });
  });
  const forget = onWake(`topic:${source.topic}`, () => {
    for (const sleeper of sleepers) sleeper.ring();
  });
  const done = Promise.all(partitions.map((partition) => partition.run()));
  return {
    stop: async () => {
      forget();
      for (const partition of partitions) partition.stop();
      await done;
    },
  };
}
