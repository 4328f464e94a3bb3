import type { Message } from '@platformatic/kafka';
import type { LogRecord } from '../../adapters/topics/embedded/log.ts';
import type { KafkaRecord } from './topic-event.ts';

/** A record of a broker: as text for this process, and as bytes for the function. */
export interface BrokerRecord extends LogRecord {
  readonly message: Message;
  readonly bytes: number;
}

const textOf = (bytes: Buffer | null | undefined): string => bytes?.toString('utf8') ?? '';

export function brokerRecord(message: Message): BrokerRecord {
  return {
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: textOf(message.key),
    value: textOf(message.value),
    headers: {},
    message,
    bytes: (message.key?.length ?? 0) + (message.value?.length ?? 0),
  };
}

/** A record as Lambda passes it on (docs.aws.amazon.com/lambda/latest/dg/with-msk.html, 2026-11): the member `key` is missing without a key. */
export function describeMessage({ message: { topic, partition, offset, timestamp, key, value, headerEntries } }: BrokerRecord): KafkaRecord {
  return {
    topic,
    partition,
    offset: Number(offset),
    timestamp: Number(timestamp),
    timestampType: 'CREATE_TIME',
    ...(key ? { key: key.toString('base64') } : {}),
    ...(value ? { value: value.toString('base64') } : {}),
    headers: headerEntries.map(([name, bytes]) => ({ [name.toString('utf8')]: [...(bytes ?? [])] })),
  };
}

/** Received records of one partition that are not taken yet, by offset. */
export class Inbox {
  #records: BrokerRecord[] = [];
  #last: number;

  constructor(last = -1) {
    this.#last = last;
  }

  /** False for a duplicate: after a rejoin, a member gets uncommitted records again. */
  add(record: BrokerRecord): boolean {
    if (record.offset <= this.#last) return false;
    this.#last = record.offset;
    this.#records.push(record);
    return true;
  }

  /** The records from an offset on. Earlier ones are removed; `freed` gets their size in bytes. */
  read(offset: number, limit: number, freed: (bytes: number) => void): BrokerRecord[] {
    const start = this.#records.findIndex((record) => record.offset >= offset);
    const below = this.#records.splice(0, start === -1 ? this.#records.length : start);
    if (below.length > 0) freed(sizeOf(below));
    return this.#records.slice(0, limit);
  }

  /** Returns the number of waiting bytes. */
  clear(): number {
    return sizeOf(this.#records.splice(0));
  }
}

const sizeOf = (records: readonly BrokerRecord[]): number => records.reduce((sum, { bytes }) => sum + bytes, 0);
