import type { Functions } from './functions.ts';
import { type Letter, nameOf, readLetter, type StreamRange, type TopicRange } from './letters.ts';
import type { TopicRecord } from './topic-records.ts';

export interface ReplayDeps {
  readonly functions: Functions;
  /** Name of a topic's consumer. */
  readonly consumer: (topic: string) => Promise<string>;
  /** Name of the function that runs a projection. */
  readonly projector: (projection: string) => Promise<string>;
  /** Text of an object; undefined where no bucket was named. */
  readonly readObject: ((key: string) => Promise<string | undefined>) | undefined;
  readonly readStream: (range: StreamRange) => Promise<object>;
  /** Undefined where no brokers can be reached from. */
  readonly readTopic: ((range: TopicRange) => Promise<readonly TopicRecord[]>) | undefined;
  /** Puts the letter back into its queue; undefined when it came from none. */
  readonly sendBack: (() => Promise<void>) | undefined;
}

/** A letter that cannot be applied as it is; says what to do instead. */
export class NotReplayable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotReplayable';
  }
}

/**
 * Applies a letter again. Records go straight to the function that gave them up: what was applied in the meantime is recognised by its
 * identity, and what was not is appended at the end with its original time and `late: true`.
 * @throws NotReplayable; FunctionFailed and others: the letter stays where it is
 */
export const replay = async (deps: ReplayDeps, letter: Letter): Promise<string> => {
  switch (letter.kind) {
    case 'record':
      return applyRecords(deps, [{ ...letter, key: letter.key, value: lateRecord(letter.value) }]);
    case 'aside': {
      if (!deps.readObject) throw new NotReplayable('the letter is too long for the queue and lies in the bucket: set OBJECTS_BUCKET');
      const body = await deps.readObject(letter.object);
      if (body === undefined) throw new NotReplayable(`the object ${letter.object} is gone; objects of dead letters are kept for 30 days`);
      return replay(deps, readLetter(body));
    }
    case 'change': {
      const retry = [{ projection: letter.projection, pk: letter.pk, sk: letter.sk }];
      return settled(await deps.functions.invoke(await deps.projector(letter.projection), { retry }), 'the change');
    }
    case 'topicPositions': {
      if (!deps.readTopic) throw new NotReplayable('only the brokers hold these records: set KAFKA_BROKERS, from inside of the network');
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
      if (!deps.sendBack) throw new NotReplayable('no queue gives up to this one, and the letter has no shape that is known');
      await deps.sendBack();
      return 'back in its queue';
  }
};

/** `x-parley-late: 1`, as bytes: what the record brings is appended at the end. */
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

/** The event of a record, marked late where it says so itself. @throws NotReplayable when it is none: it would only become a letter again */
const lateRecord = (value: string): string => {
  let event: unknown;
  try {
    event = JSON.parse(Buffer.from(value, 'base64').toString('utf8'));
  } catch {
    // Letters of releases before this one were cut at 200,000 characters.
    throw new NotReplayable(
      value.length === 200_000 ? 'an older release cut the record: read it by its position from the topic' : 'the record is not JSON: drop it',
    );
  }
  if (typeof event !== 'object' || event === null || !('late' in event || 'type' in event)) throw new NotReplayable('the record is no event of ours: drop it');
  return 'late' in event ? Buffer.from(JSON.stringify({ ...event, late: true })).toString('base64') : value;
};
