import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTopics as openEmbedded } from '../../adapters/topics/embedded.ts';
import { openTopics as openKafka } from '../../adapters/topics/kafka.ts';
import type { Topics } from '../../adapters/topics/topics.ts';

/** The topics of a running hub, whichever engine keeps them, for records that no webhook would let through. `home`: the hub's. */
export const topicsOf = (home: string): Topics => {
  const { kafkaBrokers } = JSON.parse(readFileSync(join(home, 'run', 'launch.json'), 'utf8')) as { kafkaBrokers?: string | null };
  process.env['PARLEY_HOME'] = home;
  if (!kafkaBrokers) return openEmbedded();
  process.env['KAFKA_BROKERS'] = kafkaBrokers;
  return openKafka();
};
