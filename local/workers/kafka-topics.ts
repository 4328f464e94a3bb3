import { createHash } from 'node:crypto';
import { required } from '../../adapters/embedded/home.ts';
import type { TopicSource } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import type { EngineHealth } from './engine-health.ts';
import type { GiveUp } from './failure-destination.ts';
import { pollKafka } from './kafka-source.ts';
import type { Poller } from './poller.ts';

/** All event sources on topics of real brokers. */
export function kafkaTopics(
  brokers: string,
  sources: readonly TopicSource[],
  functions: ReadonlyMap<string, LocalFunction>,
  health: EngineHealth,
  giveUp: GiveUp,
): Poller[] {
  // The workers of a data folder share a member id, so that a new process does not wait for the time-out of a killed one.
  const instanceId = `laptop-${createHash('sha256').update(required('PARLEY_HOME')).digest('hex').slice(0, 12)}`;
  return sources.flatMap((source) => {
    const fn = functions.get(source.functionName);
    if (fn === undefined) return [];
    return [
      pollKafka({
        brokers,
        source,
        instanceId,
        health,
        invoke: (event) => fn.invoke(event),
        giveUp: (facts, failure) => giveUp(source.onFailure, { functionArn: fn.plan.arn, ...failure }, facts),
      }),
    ];
  });
}
