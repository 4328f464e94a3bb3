import { type InboundEvent, inboundEventSchema } from '../../domain/messages/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';

/** Names one record of a topic in a partial-batch answer; Lambda wants this object for Kafka, not a string. */
export interface TopicFailure {
  /** `partition`: topic and number, `messages-0`. */
  readonly itemIdentifier: { readonly partition: string; readonly offset: number };
}

/** What is kept of a record that can never be applied, with the reason. `value` is the record's own, base64. */
export interface DeadLetter {
  readonly reason: string;
  readonly partition: string;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string;
}

export interface ReadRecord {
  readonly event: InboundEvent;
  readonly place: TopicFailure['itemIdentifier'];
  readonly letter: Omit<DeadLetter, 'reason'>;
}

interface RawRecord {
  readonly offset: number;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** A record's key may be missing, and DynamoDB's claim is 256 KB for a queue entry: the dead letter cuts what is longer. */
const LETTER_VALUE = 200_000;

/** Decodes and validates records of the topic event; those that fail are dead letters at once. */
export const readRecords = (records: Readonly<Record<string, readonly RawRecord[]>>): { readable: ReadRecord[]; unreadable: DeadLetter[] } => {
  const readable: ReadRecord[] = [];
  const unreadable: DeadLetter[] = [];
  for (const [partition, list] of Object.entries(records)) {
    for (const record of list) {
      const value = record.value ?? '';
      const letter = { partition, offset: record.offset, key: record.key ?? null, value: value.slice(0, LETTER_VALUE) };
      try {
        const event = inboundEventSchema.parse(JSON.parse(Buffer.from(value, 'base64').toString('utf8')));
        readable.push({ event, place: { partition, offset: record.offset }, letter });
      } catch (error) {
        unreadable.push({ ...letter, reason: `invalid event: ${cut((error as Error).message, 500)}` });
      }
    }
  }
  return { readable, unreadable };
};
