/**
 * Lists the dead letters of a deployment, applies them again or deletes them.
 *
 *   npm run redrive -- --profile prod                                    every dead-letter queue with its number of messages
 *   npm run redrive -- --profile prod --queue DeadLetters                its letters, with their reasons
 *   npm run redrive -- --profile prod --queue DeadLetters --apply all    … applied again (or: --apply id,id)
 *   npm run redrive -- --profile prod --queue DeadLetters --drop id,id   … deleted permanently
 *
 * Region, credentials and endpoints come from the standard AWS variables. A letter leaves its queue only after it was applied.
 */
import { parseArgs } from 'node:util';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetterQueue, deadLetterQueues, readLetters, release, remove, sendBack } from './dead-letter-queues.ts';
import { type Functions, lambdaEndpoint, openFunctions } from './functions.ts';
import { describeLetter, readLetter, type StreamRange, type TopicRange } from './letters.ts';
import { replay } from './replay.ts';
import { streamEvent } from './stream-records.ts';

export interface RedriveDeps {
  readonly sqs: SQSClient;
  readonly streams: DynamoDBStreamsClient;
  readonly functions: Functions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads the text of an object of the bucket; undefined without a bucket. */
  readonly readObject?: ((key: string) => Promise<string | undefined>) | undefined;
  readonly say: (line: string) => void;
}

interface Chosen {
  readonly profile: string;
  readonly queue?: string | undefined;
  readonly apply?: string | undefined;
  readonly drop?: string | undefined;
  readonly limit: number;
}

/** Returns the number of letters that could not be applied. @throws for an unknown queue */
export const redrive = async (deps: RedriveDeps, chosen: Chosen): Promise<number> => {
  const queues = await deadLetterQueues(deps.sqs, chosen.profile);
  if (chosen.queue === undefined) {
    for (const { name, waiting } of queues) deps.say(`${String(waiting).padStart(6)}  ${name}`);
    return 0;
  }
  const queue = queues.find(({ name }) => name === chosen.queue);
  if (!queue) throw new Error(`no queue ${chosen.queue}; the queues are ${queues.map(({ name }) => name).join(', ') || 'none'}`);
  const consumers = new Map<string, Promise<string>>();
  const consumer = (topic: string): Promise<string> => {
    const name = consumers.get(topic) ?? deps.functions.named(`parley-${chosen.profile}-consumers-${titleOf(topic)}`);
    consumers.set(topic, name);
    return name;
  };
  const reindex = once(() => deps.functions.named(`parley-${chosen.profile}-consumers-Reindex`));
  const others = once(() => deps.functions.named(`parley-${chosen.profile}-consumers-Projector`));
  const projector = (projection: string): Promise<string> => (projection === 'search' ? reindex() : others());
  let failed = 0;
  for (const message of await readLetters(deps.sqs, queue.url, chosen.limit)) {
    const id = message.MessageId ?? '';
    const letter = readLetter(message.Body ?? '');
    deps.say(`${id}  ${describeLetter(letter)}`);
    if (isChosen(chosen.drop, id)) {
      await remove(deps.sqs, queue.url, message);
      deps.say(`${' '.repeat(id.length)}  dropped`);
    } else if (isChosen(chosen.apply, id)) {
      try {
        const done = await replay({ ...portsOf(deps, queue, message), consumer, projector }, letter);
        await remove(deps.sqs, queue.url, message);
        deps.say(`${' '.repeat(id.length)}  ${done}`);
      } catch (error) {
        failed += 1;
        await release(deps.sqs, queue.url, message);
        deps.say(`${' '.repeat(id.length)}  stays: ${(error as Error).message}`);
      }
    } else await release(deps.sqs, queue.url, message);
  }
  return failed;
};

/** `metadata_actions` → `MetadataActions`, as the stacks name a topic's consumer. */
const titleOf = (topic: string): string =>
  topic
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const isChosen = (ids: string | undefined, id: string): boolean => ids !== undefined && (ids === 'all' || ids.split(',').includes(id));

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

const portsOf = ({ sqs, streams, functions, env, readObject }: RedriveDeps, queue: DeadLetterQueue, message: Message) => {
  const [source] = queue.sources;
  return {
    functions,
    readObject,
    readStream: (range: StreamRange) => streamEvent(streams, range),
    // Loaded only with brokers.
    readTopic: env['KAFKA_BROKERS'] ? async (range: TopicRange) => (await import('./topic-records.ts')).readRecords(range) : undefined,
    sendBack: source === undefined ? undefined : () => sendBack(sqs, source, message),
  };
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: { profile: { type: 'string' }, queue: { type: 'string' }, apply: { type: 'string' }, drop: { type: 'string' }, limit: { type: 'string' } },
  });
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const region = await sqs.config.region();
  const functions = openFunctions({ region, endpoint: lambdaEndpoint(region, process.env), credentials: () => sqs.config.credentials() });
  const objects = process.env['OBJECTS_BUCKET'] ? (await import('../../adapters/objects/s3.ts')).openObjects() : undefined;
  const readObject = objects && (async (key: string) => Buffer.from((await objects.get(key))?.body ?? []).toString('utf8') || undefined);
  const failed = await redrive(
    { sqs, streams: new DynamoDBStreamsClient({}), functions, env: process.env, readObject, say: (line) => console.log(line) },
    { ...values, profile: values.profile ?? 'dev', limit: Number(values.limit ?? 1000) },
  );
  process.exitCode = failed > 0 ? 1 : 0;
}
