import type { LogRecord } from '../../adapters/topics/embedded/log.ts';
import type { TopicSource } from '../assembly/plan.ts';

/** A record of Lambda's MSK event (docs.aws.amazon.com/lambda/latest/dg/with-msk.html, 2026-11). */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: 'LOG_APPEND_TIME' | 'CREATE_TIME';
  /** Base64; missing in a record without one. */
  readonly key?: string;
  /** Base64; missing in a record without one. */
  readonly value?: string;
  /** Name → bytes. */
  readonly headers: readonly Readonly<Record<string, readonly number[]>>[];
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export const kafkaRecord = (topic: string, partition: number, { offset, timestamp, key, value, headers }: LogRecord): KafkaRecord => ({
  topic,
  partition,
  offset,
  timestamp,
  timestampType: 'LOG_APPEND_TIME',
  key: base64(key),
  value: base64(value),
  headers: Object.entries(headers).map(([name, text]) => ({ [name]: [...Buffer.from(text, 'utf8')] })),
});

/** The name of the brokers in events of embedded topics. */
export const EMBEDDED_BROKERS = 'laptop:9098';

export const kafkaEvent = (source: TopicSource, partition: number, records: readonly KafkaRecord[], brokers = EMBEDDED_BROKERS): Record<string, unknown> => ({
  eventSource: 'aws:kafka',
  eventSourceArn: source.sourceArn,
  bootstrapServers: brokers,
  records: { [`${source.topic}-${partition}`]: records },
});

/** The offset that `{partition: 'topic-0', offset: 42}` names, or undefined when it is not of this partition. */
export function identifierOf(item: unknown, topic: string, partition: number): number | undefined {
  if (typeof item !== 'object' || item === null || !('partition' in item) || !('offset' in item)) return undefined;
  return item.partition === `${topic}-${partition}` && typeof item.offset === 'number' ? item.offset : undefined;
}

/** The facts of an on-failure record. */
export const kafkaBatchInfo = (source: TopicSource, partition: number, records: readonly LogRecord[], brokers = EMBEDDED_BROKERS): Record<string, unknown> => ({
  KafkaBatchInfo: {
    batchSize: records.length,
    eventSourceArn: source.sourceArn,
    bootstrapServers: brokers,
    payloadSize: records.reduce((sum, record) => sum + Buffer.byteLength(record.value), 0),
    recordsInfo: {
      [`${source.topic}-${partition}`]: {
        firstRecordOffset: records[0]?.offset,
        lastRecordOffset: records.at(-1)?.offset,
        firstRecordTimestamp: records[0]?.timestamp,
        lastRecordTimestamp: records.at(-1)?.timestamp,
      },
    },
  },
});
