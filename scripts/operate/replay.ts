import type { Functions } from './functions.ts';
import { type Letter, nameOf, readLetter, type StreamRange, type TopicRange } from './letters.ts';
import type { TopicRecord } from './topic-records.ts';

export interface ReplayDeps {
  readonly functions: Functions;
  /** Name of a topic's consumer. */
  readonly consumer: (topic: string) => Promise<string>;
  /** Name of the function that runs a projection. */
  readonly projector: (projection: string) => Promise<string>;
  /** Reads the text of an object; undefined without a bucket. */
  readonly readObject: ((key: string) => Promise<string | undefined>) | undefined;
  readonly readStream: (range: StreamRange) => Promise<object>;
  /** Undefined if no brokers can be reached. */
  readonly readTopic: ((range: TopicRange) => Promise<readonly TopicRecord[]>) | undefined;
  /** Sends the letter back to its queue; undefined when it came from none. */
  readonly sendBack: (() => Promise<void>) | undefined;
}

/** A letter that cannot be applied; the message says what to do instead. */
export class NotReplayable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotReplayable';
  }
}

/**
 * Applies a letter again. Records go directly to the function that rejected them. Duplicates are recognised by their identity;
 * other messages are appended at the end with their original time and `late: true`.
 * @throws NotReplayable; FunctionFailed and others: the letter stays where it is
 */
export const replay = async (deps: ReplayDeps, letter: Letter): Promise<string> => {
  switch (letter.kind) {
    case 'record':
      return applyRecords(deps, [{ ...letter, key: letter.key, value: lateRecord(letter.value) }]);
    case 'aside': {
      if (!deps.readObject) throw new NotReplayable('the letter is too long for the queue and is stored in the bucket: set OBJECTS_BUCKET');
      const body = await deps.readObject(letter.object);
      if (body === undefined) throw new NotReplayable(`the object ${letter.object} is gone; objects of dead letters are kept for 30 days`);
      return replay(deps, readLetter(body));
    }
    case 'change': {
      const retry = [{ projection: letter.projection, pk: letter.pk, sk: letter.sk }];
      return settled(await deps.functions.invoke(await deps.projector(letter.projection), { retry }), 'the change');
    }
    case 'topicPositions': {
      if (!deps.readTopic) throw new NotReplayable('only the brokers have these records: set KAFKA_BROKERS, and run this inside the VPC');
      const records: TopicRecord[] = [];
      for (const range of letter.ranges) records.push(...(await deps.readTopic(range)));
      return applyRecords(
        deps,
        records.map((record) => ({ ...record, value: lateRecord(record.value) })),
      );
    }
    case 'streamPositions': {
      const answer = await deps.functions.invoke(nameOf(letter.functionArn), await deps.readStream(letter.range));
      return settled(answer, `${letter.range.size} changes`);
    }
    case 'invocation':
      await deps.functions.invoke(nameOf(letter.functionArn), letter.payload);
      return 'called again';
    case 'message':
      if (!deps.sendBack) throw new NotReplayable('this is not the dead-letter queue of another queue, and the letter has no known format');
      await deps.sendBack();
      return 'back in its queue';
  }
};

/** `x-parley-late: 1`, as bytes: the message is appended at the end. */
const LATE = [{ 'x-parley-late': [...Buffer.from('1')] }];

/** Event source and partition as Lambda names them (docs.aws.amazon.com/lambda/latest/dg/with-msk.html, 2026-11). */
const applyRecords = async (deps: ReplayDeps, records: readonly TopicRecord[]): Promise<string> => {
  const byPartition = Object.groupBy(records, ({ topic, partition }) => `${topic}-${partition}`);
  const event = (lists: typeof byPartition): object => ({
    eventSource: 'aws:kafka',
    records: Object.fromEntries(
      Object.entries(lists).map(([name, list = []]) => [
        name,
        list.map(({ topic, partition, offset, key, value }) => ({
          topic,
          partition,
          offset,
          timestamp: Date.now(),
          timestampType: 'CREATE_TIME',
          ...(key === null ? {} : { key }),
          value,
          headers: LATE,
        })),
      ]),
    ),
  });
  for (const [topic = '', lists] of Map.groupBy(Object.entries(byPartition), ([, list = []]) => list[0]?.topic))
    settled(
      await deps.functions.invoke(await deps.consumer(topic), event(Object.fromEntries(lists))),
      `${Object.values(lists).flatMap(([, list = []]) => list).length} records`,
    );
  return `${records.length} records applied`;
};

const settled = (answer: unknown, what: string): string => {
  const failures = (answer as { batchItemFailures?: readonly unknown[] } | null)?.batchItemFailures ?? [];
  if (failures.length > 0) throw new Error(`${failures.length} of ${what} failed again`);
  return `${what} applied`;
};

/** The event of a record, with `late: true` if the format has this member. @throws NotReplayable for a record that would only become a dead letter again */
const lateRecord = (value: string): string => {
  let event: unknown;
  try {
    event = JSON.parse(Buffer.from(value, 'base64').toString('utf8'));
  } catch {
    // Earlier releases cut letters at 200,000 characters.
    throw new NotReplayable(
      value.length === 200_000 ? 'an older release cut the record: read it from the topic by its offset' : 'the record is not JSON: drop it',
    );
  }
  if (typeof event !== 'object' || event === null || !('late' in event || 'type' in event)) throw new NotReplayable('the record is not an event: drop it');
  return 'late' in event ? Buffer.from(JSON.stringify({ ...event, late: true })).toString('base64') : value;
};
