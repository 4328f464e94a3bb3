import { CAUSATION_HEADER } from '../../automation/causation.ts';
import { Problem } from '../../errors.ts';
import { EVENT_BYTES } from '../../limits.ts';
import { type Envelope, type TopicEnvelope, validated } from './envelope.ts';
import type { EventRow } from './event-row.ts';

/** Headers of a topic's records. */
export const CORRELATION_HEADER = 'x-correlation-id';
/** Marks a record from the dead letters that is tried again: its message is appended at the end, with its original time. */
export const LATE_HEADER = 'x-parley-late';

export interface RecordOut {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Producing {
  /** Resolves when all records are durable. */
  produce(topic: string, records: readonly RecordOut[]): Promise<void>;
}

export type Accepted =
  | { readonly id: string; readonly accepted: true }
  | { readonly id: string; readonly accepted: false; readonly error: { readonly code: string; readonly title: string; readonly detail: string } };

interface Origin {
  readonly tenantId: string;
  readonly correlationId: string;
  /** `X-Parley-Causation` as received; verified where the event is applied. */
  readonly causation?: string | undefined;
}

/** Longer than any that Parley creates. */
const CAUSATION = 256;

/**
 * Puts valid events on their topic, in their order: those with a known type and valid data. Each is validated by itself; the consumer checks whether
 * the things that it names exist. Resolves when the accepted events are durable. @throws TopicUnavailable
 */
export const putOnTopic = async (
  topics: Producing,
  { tenantId, correlationId, causation }: Origin,
  topic: string,
  rows: readonly EventRow[],
  events: readonly Envelope[],
): Promise<Accepted[]> => {
  const headers = {
    [CORRELATION_HEADER]: correlationId,
    ...(causation === undefined || causation.length > CAUSATION ? {} : { [CAUSATION_HEADER]: causation }),
  };
  const records: RecordOut[] = [];
  const answers = events.map((event): Accepted => {
    const { id } = event;
    try {
      const { row, data } = validated(topic, rows, event);
      const envelope: TopicEnvelope = { ...event, tenantId };
      const value = JSON.stringify(envelope);
      if (Buffer.byteLength(value) > EVENT_BYTES) throw new Problem('too_large', `An event may have at most ${EVENT_BYTES} bytes.`);
      records.push({ key: row.keyOf(data as never, id), value, headers });
      return { id, accepted: true };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, title, message: detail } = error;
      return { id, accepted: false, error: { code, title, detail } };
    }
  });
  if (records.length > 0) await topics.produce(topic, records);
  return answers;
};
