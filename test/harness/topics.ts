import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openQueues } from '../../adapters/queues/embedded.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import { openTopics as openEmbedded } from '../../adapters/topics/embedded.ts';
import { openTopics as openKafka } from '../../adapters/topics/kafka.ts';
import type { Topics } from '../../adapters/topics/topics.ts';

/** The topics of a running hub, whichever engine keeps them, for records that no webhook would let through. `home`: the hub's. */
export const topicsOf = (home: string): Topics => {
  const { kafkaBrokers } = JSON.parse(readFileSync(join(home, 'run', 'launch.json'), 'utf8')) as { kafkaBrokers?: string | null };
  if (!kafkaBrokers) return withSetting('PARLEY_HOME', home, openEmbedded);
  const topics = withSetting('KAFKA_BROKERS', kafkaBrokers, openKafka);
  // The adapter connects at its first call.
  return { ...topics, produce: (...call) => withSetting('KAFKA_BROKERS', kafkaBrokers, () => topics.produce(...call)) };
};

/** The queues of a running hub, for jobs that no call of the API makes. `home`: the hub's. */
export const queuesOf = (home: string): Queues => withSetting('PARLEY_HOME', home, openQueues);

/** For as long as `work` runs: a hub that the test starts later must not inherit the setting. */
const withSetting = <T>(name: string, value: string, work: () => T): T => {
  const before = process.env[name];
  process.env[name] = value;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
};
