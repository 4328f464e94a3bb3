import { writingFile } from '../embedded/faults.ts';
import { GroupCommit } from '../embedded/group-commit.ts';
import { dataPath } from '../embedded/home.ts';
import { wake } from '../embedded/wake.ts';
import { type Append, TopicLog } from './embedded/log.ts';
import { type Topics, TopicUnavailable } from './topics.ts';

/** As the adapter of Kafka: key and value together. */
const MAX_RECORD_BYTES = 1_000_000;

export const topicsPath = (): string => dataPath('topics.db');
/** Partitions of a new topic; this many batches of it are processed in parallel. */
export const defaultPartitions = (): number => Number(process.env['PARLEY_TOPIC_PARTITIONS'] ?? 4);

/** Topics as an append-only log on SQLite under `$PARLEY_HOME/data`. Concurrent produces share one commit. */
export function openTopics(): Topics {
  const path = topicsPath();
  const log = new TopicLog(path, defaultPartitions());
  const commits = new GroupCommit<Append>((records) => log.append(records, Date.now()));
  return {
    async produce(topic, records) {
      for (const record of records) {
        if (Buffer.byteLength(record.key) + Buffer.byteLength(record.value) > MAX_RECORD_BYTES)
          throw new Error(`a record of topic ${topic} is over ${MAX_RECORD_BYTES} bytes`);
      }
      if (records.length === 0) return;
      await writingFile(
        path,
        (cause) => new TopicUnavailable(cause),
        () => commits.add(records.map((record) => ({ ...record, topic }))),
      );
      wake(`topic:${topic}`);
    },
    async close() {
      await commits.settled();
      log.close();
    },
  };
}
