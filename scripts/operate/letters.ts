/**
 * The kinds of dead letters, by their source.
 * - `record`: the consumer of a topic rejected an event, with its reason; the letter contains the record.
 * - `change`: a projection could not process a changed item; the item is in the table.
 * - `aside`: one of these two that is too long for a queue; it is stored in an object.
 * - `topicPositions`, `streamPositions`: Lambda's retries ended; the letter has only the positions
 *   (docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html and …/services-dynamodb-errors.html, 2026-11).
 * - `invocation`: an asynchronous call that failed permanently, with its payload (…/invocation-async-retain-records.html, 2026-11).
 * - `message`: a message of a queue that was received too often, or that its function rejected with a reason; it can go back unchanged.
 */
export type Letter =
  | {
      readonly kind: 'record';
      readonly reason: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
      readonly key: string | null;
      readonly value: string;
    }
  | { readonly kind: 'change'; readonly reason: string; readonly projection: string; readonly pk: string; readonly sk: string }
  | { readonly kind: 'aside'; readonly reason: string; readonly object: string; readonly what: string }
  | { readonly kind: 'topicPositions'; readonly reason: string; readonly functionArn: string; readonly ranges: readonly TopicRange[] }
  | { readonly kind: 'streamPositions'; readonly reason: string; readonly functionArn: string; readonly range: StreamRange }
  | { readonly kind: 'invocation'; readonly reason: string; readonly functionArn: string; readonly payload: unknown }
  | { readonly kind: 'message'; readonly reason?: string };

/** Offsets of one partition, both included. */
export interface TopicRange {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** Sequence numbers of one shard, both included. */
export interface StreamRange {
  readonly streamArn: string;
  readonly shardId: string;
  readonly first: string;
  readonly last: string;
  readonly size: number;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `messages-3` → topic and number. Names of topics may contain hyphens. */
const partitionOf = (name: string): { topic: string; partition: number } => {
  const at = name.lastIndexOf('-');
  return { topic: name.slice(0, at), partition: Number(name.slice(at + 1)) };
};

/** Never throws: a body without a known format is a message of a queue. */
export const readLetter = (body: string): Letter => {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return { kind: 'message' };
  }
  if (!isObject(given)) return { kind: 'message' };
  if (typeof given['partition'] === 'string' && typeof given['offset'] === 'number' && typeof given['value'] === 'string')
    return {
      kind: 'record',
      reason: text(given['reason']),
      ...partitionOf(given['partition']),
      offset: given['offset'],
      key: typeof given['key'] === 'string' ? given['key'] : null,
      value: given['value'],
    };
  if (typeof given['aside'] === 'string')
    return {
      kind: 'aside',
      reason: text(given['reason']),
      object: given['aside'],
      what: text(given['projection']) || `${text(given['partition'])}@${Number(given['offset'])}`,
    };
  if (typeof given['projection'] === 'string' && typeof given['pk'] === 'string' && typeof given['sk'] === 'string')
    return { kind: 'change', reason: text(given['reason']), projection: given['projection'], pk: given['pk'], sk: given['sk'] };
  const context = object(given['requestContext']);
  const functionArn = text(context['functionArn']).replace(/:(\$LATEST|\d+)$/, '');
  if (functionArn === '') return typeof given['reason'] === 'string' ? { kind: 'message', reason: given['reason'] } : { kind: 'message' };
  const reason = reasonOf(given, context);
  const stream = object(given['DDBStreamBatchInfo']);
  if (typeof stream['shardId'] === 'string') return { kind: 'streamPositions', reason, functionArn, range: streamRange(stream) };
  if (isObject(given['KafkaBatchInfo'])) return { kind: 'topicPositions', reason, functionArn, ranges: topicRanges(given['KafkaBatchInfo']) };
  return 'requestPayload' in given ? { kind: 'invocation', reason, functionArn, payload: given['requestPayload'] } : { kind: 'message' };
};

const reasonOf = (given: Json, context: Json): string => {
  const payload = object(given['responsePayload']);
  const said = [text(payload['errorType']), text(payload['errorMessage'])].filter((part) => part !== '').join(': ');
  return [`${text(context['condition'])} after ${Number(context['approximateInvokeCount'])} tries`, said].filter((part) => part !== '').join('; ');
};

const streamRange = (stream: Json): StreamRange => ({
  streamArn: text(stream['streamArn']),
  shardId: text(stream['shardId']),
  first: text(stream['startSequenceNumber']),
  last: text(stream['endSequenceNumber']),
  size: Number(stream['batchSize']),
});

const topicRanges = (batch: Json): TopicRange[] =>
  Object.entries(object(batch['recordsInfo'])).map(([name, info]) => ({
    ...partitionOf(name),
    first: Number(object(info)['firstRecordOffset']),
    last: Number(object(info)['lastRecordOffset']),
  }));

/** One line for the operator's list, without texts of people. */
export const describeLetter = (letter: Letter): string => {
  switch (letter.kind) {
    case 'record':
      return `record ${letter.topic}-${letter.partition}@${letter.offset}: ${letter.reason}`;
    case 'change':
      return `change of ${letter.pk} ${letter.sk} for projection ${letter.projection}: ${letter.reason}`;
    case 'aside':
      return `${letter.what}, too long for the queue: ${letter.reason}`;
    case 'topicPositions':
      return `records ${letter.ranges.map(({ topic, partition, first, last }) => `${topic}-${partition}@${first}…${last}`).join(', ')}: ${letter.reason}`;
    case 'streamPositions':
      return `${letter.range.size} changes of shard ${letter.range.shardId} for ${nameOf(letter.functionArn)}: ${letter.reason}`;
    case 'invocation':
      return `call of ${nameOf(letter.functionArn)}: ${letter.reason}`;
    case 'message':
      return letter.reason === undefined ? 'message that was received too often' : `message: ${letter.reason}`;
  }
};

export const nameOf = (functionArn: string): string => functionArn.slice(functionArn.lastIndexOf(':') + 1);
