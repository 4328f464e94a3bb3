import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from './acknowledge.ts';
import type { DataStack } from './data-stack.ts';
import type { MessagingStack, QueueName } from './messaging-stack.ts';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import type { SearchStack } from './search-stack.ts';
import type { StreamingStack } from './streaming-stack.ts';

/**
 * Connecting a function to an edge: the environment that the edge's adapter reads, and the grants that its calls need.
 * A function gets no variable and no grant of an edge that it is not connected to.
 */

/** `scan` for rebuild jobs only. */
export function connectTable(fn: ParleyFunction, data: DataStack, profile: Profile, access: 'readWrite' | 'scan' = 'readWrite'): void {
  fn.addEnvironment('TABLE_NAME', data.table.tableName);
  fn.addEnvironment('ACTIVITY_SHARDS', String(profile.activityShards));
  fn.addEnvironment('COUNTER_SHARDS', String(profile.counterShards));
  const indexes = `${data.table.tableArn}/index/*`;
  allow(
    fn,
    [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
      ...(access === 'scan' ? ['dynamodb:Scan'] : []),
    ],
    [data.table.tableArn],
  );
  allow(fn, ['dynamodb:Query'], [indexes]);
  accept(fn, /^Resource::.*\/index\/\*$/, 'All four indexes of the one table.');
}

export function connectObjects(fn: ParleyFunction, data: DataStack, access: readonly ('read' | 'write' | 'delete')[]): void {
  fn.addEnvironment('OBJECTS_BUCKET', data.objects.bucketName);
  const verbs = { read: 's3:GetObject', write: 's3:PutObject', delete: 's3:DeleteObject' };
  allow(
    fn,
    access.map((verb) => verbs[verb]),
    [data.objects.arnForObjects('T/*')],
  );
  // Without it S3 answers 403 instead of 404 for what is not there.
  if (access.includes('read')) allow(fn, ['s3:ListBucket'], [data.objects.bucketArn]);
}

export function connectAppSecrets(fn: ParleyFunction, data: DataStack): void {
  fn.addEnvironment('APP_SECRETS_NAME', data.appSecrets.secretName);
  data.appSecrets.grantRead(fn);
}

/** Credentials of origins: `{prefix}/…` secrets that functions make themselves. */
export function connectOriginSecrets(fn: ParleyFunction, data: DataStack, access: 'read' | 'write'): void {
  const stack = Stack.of(fn);
  const secrets = stack.formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: `${data.secretsPrefix}/*`, arnFormat: 6 as never });
  allow(
    fn,
    [
      'secretsmanager:GetSecretValue',
      ...(access === 'write' ? ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:DeleteSecret'] : []),
    ],
    [secrets],
  );
}

export function connectQueue(fn: ParleyFunction, messaging: MessagingStack, name: QueueName | 'deadLetters'): void {
  const queue = name === 'deadLetters' ? messaging.deadLetters : messaging.queues[name];
  fn.addEnvironment(QUEUE_VARIABLES[name], queue.queueUrl);
  allow(fn, ['sqs:SendMessage'], [queue.queueArn]);
}

const QUEUE_VARIABLES = {
  outbound: 'OUTBOUND_QUEUE_URL',
  delivery: 'DELIVERY_QUEUE_URL',
  bulk: 'BULK_QUEUE_URL',
  timers: 'TIMER_QUEUE_URL',
  deadLetters: 'DEAD_LETTER_QUEUE_URL',
} as const;

/** Writes to these topics. In an emulator: `brokers` only. */
export function connectTopics(fn: ParleyFunction, streaming: StreamingStack | { readonly brokers: string }, topics: readonly string[]): void {
  fn.addEnvironment('KAFKA_BROKERS', streaming.brokers);
  if (!('clusterArn' in streaming)) return;
  allow(fn, ['kafka-cluster:Connect'], [streaming.clusterArn]);
  allow(
    fn,
    ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
    topics.map((topic) => streaming.topicArn(topic)),
  );
}

export function connectSearch(fn: ParleyFunction, search: SearchStack | { readonly endpoint: string }, access: 'read' | 'write'): void {
  fn.addEnvironment('SEARCH_ENDPOINT', search.endpoint);
  if (!('domain' in search)) return;
  const actions = access === 'read' ? ['es:ESHttpGet', 'es:ESHttpPost'] : ['es:ESHttpGet', 'es:ESHttpPost', 'es:ESHttpPut', 'es:ESHttpHead', 'es:ESHttpDelete'];
  allow(fn, actions, [`${search.domain.domainArn}/*`]);
}

function allow(fn: ParleyFunction, actions: readonly string[], resources: readonly string[]): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
}

function accept(fn: ParleyFunction, _finding: RegExp, reason: string): void {
  acknowledge(fn, 'AwsSolutions-IAM5', reason);
}
