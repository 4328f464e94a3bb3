import type { RecordLetter } from '../../domain/dead-letters/dead-letter.ts';
import { type InboundEvent, inboundEventSchema } from '../../domain/support/messages/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';

/** Names one record of a topic in a partial-batch answer; Lambda wants this object for Kafka, not a string. */
export interface TopicPlace {
  /** Topic and number, `messages-0`. */
  readonly partition: string;
  readonly offset: number;
}

export interface ReadRecord {
  readonly event: InboundEvent;
  readonly place: TopicPlace;
  /** The dead letter that it may become, but for its reason. */
  readonly letter: Omit<RecordLetter, 'reason'>;
}

interface RawRecord {
  readonly offset: number;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

const REASON_CHARACTERS = 500;

/** Decodes and validates records of the topic event; those that fail are dead letters at once. */
export const readRecords = (records: Readonly<Record<string, readonly RawRecord[]>>): { readable: ReadRecord[]; unreadable: RecordLetter[] } => {
  const readable: ReadRecord[] = [];
  const unreadable: RecordLetter[] = [];
  for (const [partition, list] of Object.entries(records)) {
    for (const { offset, key = null, value = '' } of list) {
      const letter = { partition, offset, key, value };
      try {
        const event = inboundEventSchema.parse(JSON.parse(Buffer.from(value, 'base64').toString('utf8')));
        readable.push({ event, place: { partition, offset }, letter });
      } catch (error) {
        unreadable.push({ ...letter, reason: `invalid event: ${cut((error as Error).message, REASON_CHARACTERS, '…')}` });
      }
    }
  }
  return { readable, unreadable };
};
