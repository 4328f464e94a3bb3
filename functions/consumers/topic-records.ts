import { CAUSATION_HEADER } from '../../domain/automation/causation.ts';
import type { RecordLetter } from '../../domain/dead-letters/dead-letter.ts';
import { CORRELATION_HEADER, LATE_HEADER } from '../../domain/support/events/put-on-topic.ts';

/** Names one record of a topic in a partial-batch answer; Lambda wants this object for Kafka, not a string. */
export interface TopicPlace {
  /** Topic and number, `messages-0`. */
  readonly partition: string;
  readonly offset: number;
}

/** A record as Lambda hands it over (docs.aws.amazon.com/lambda/latest/dg/with-msk.html, 2026-11). */
interface RawRecord {
  readonly offset: number;
  /** Epoch ms. */
  readonly timestamp?: number | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  /** Name → bytes. */
  readonly headers?: readonly Readonly<Record<string, readonly number[]>>[] | undefined;
}

/** One record of the topic, decoded; whether it is an event is for its topic to say. */
export interface TopicRecord {
  readonly place: TopicPlace;
  /** The dead letter that it may become, but for its reason. */
  readonly letter: Omit<RecordLetter, 'reason'>;
  /** UTF-8. */
  readonly value: string;
  /** Epoch ms at which it came onto the topic; the time of reading where the record does not say. */
  readonly at: number;
  /** Of the call that brought it, or the record's own place: so that everything that it causes is found by one search. */
  readonly correlationId: string;
  readonly causation: string | null;
  readonly late: boolean;
}

/** Decodes the records of an invocation, partition by partition in their order. Never throws. */
export const readRecords = (records: Readonly<Record<string, readonly RawRecord[]>>, now: number): TopicRecord[] =>
  Object.entries(records).flatMap(([partition, list]) =>
    list.map(({ offset, key = null, value = '', timestamp = now, headers = [] }) => {
      const header = headersOf(headers);
      const given = header.get(CORRELATION_HEADER) ?? '';
      return {
        place: { partition, offset },
        letter: { partition, offset, key, value },
        value: Buffer.from(value, 'base64').toString('utf8'),
        at: timestamp,
        correlationId: /^[\w.:-]{1,128}$/.test(given) ? given : `${partition}:${offset}`,
        causation: header.get(CAUSATION_HEADER) ?? null,
        late: header.has(LATE_HEADER),
      };
    }),
  );

const headersOf = (headers: NonNullable<RawRecord['headers']>): ReadonlyMap<string, string> =>
  new Map(headers.flatMap((header) => Object.entries(header).map(([name, bytes]) => [name.toLowerCase(), Buffer.from(bytes).toString('utf8')] as const)));
