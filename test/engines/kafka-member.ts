import { setting } from '../../adapters/environment.ts';
import { pollKafka } from '../../local/workers/kafka-source.ts';
import { topicSource } from '../adapters/topics/source.ts';
import { memberFunction, memberOptions, runMember } from '../conformance/topic-member.ts';

/** The hub's reader of Kafka in a process of its own. */
const options = memberOptions();
const poller = pollKafka({
  brokers: setting('KAFKA_BROKERS'),
  source: topicSource(options),
  invoke: memberFunction(options),
  giveUp: (_, { error }) => {
    throw new Error('nothing is given up here', { cause: error });
  },
});
await runMember(() => poller.stop());
