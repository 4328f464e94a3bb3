import { CAUSATION_HEADER } from '../../domain/automation/causation.ts';
import type { RecordLetter } from '../../domain/dead-letters/dead-letter.ts';
import { CORRELATION_HEADER, LATE_HEADER } from '../../domain/support/events/put-on-topic.ts';

/** Identifies a record in a partial-batch response; for Kafka, Lambda expects this object, not a string. */
export interface TopicPosition {
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

/** One decoded record. The topic decides whether it is a valid event. */
export interface TopicRecord {
  readonly position: TopicPosition;
  /** The dead letter for this record, without its reason. */
  readonly letter: Omit<RecordLetter, 'reason'>;
  /** UTF-8. */
  readonly value: string;
  /** Epoch ms at which it was written to the topic; the time of reading if the record has no timestamp. */
  readonly at: number;
  /** The id of the call that produced it, or the record's offset, so that one search finds everything that it causes. */
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
        position: { partition, offset },
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
