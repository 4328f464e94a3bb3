import { ArnFormat, Stack } from 'aws-cdk-lib';
import { useKey } from './data-key.ts';
import { type DataStack, INDEXES } from './data-stack.ts';
import { allow, secretNamed, seenBy } from './grants.ts';
import type { MessagingStack } from './messaging-stack.ts';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import type { SearchStack } from './search-stack.ts';
import type { StreamingStack } from './streaming-stack.ts';
import { narrowByTenant } from './tenant-role.ts';
import type { ConsumedTopic } from './topics.ts';

/**
 * Connect a function to a service: the environment variables that the service's adapter reads, and the grants that its calls
 * need. A function has no variable and no grant of a service that it is not connected to.
 */

/** The actions that calls of the table need; a transaction needs the actions of its parts. `indexes`: queries of an index. */
const VERBS = {
  get: 'BatchGetItem',
  query: 'Query',
  indexes: 'Query',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
  scan: 'Scan',
} as const;
export type TableVerb = keyof typeof VERBS;
export const COMMANDS: readonly TableVerb[] = ['get', 'query', 'indexes', 'put', 'update', 'delete', 'check'];

/** `byTenant`: access to one tenant at a time, for functions with external callers. Batches of consumers have many tenants. */
export function connectTable(fn: ParleyFunction, data: DataStack, access: 'byTenant' | readonly TableVerb[]): void {
  fn.addEnvironment('TABLE_NAME', data.table.tableName);
  useKey(fn.role, data.key, 'dynamodb');
  if (access === 'byTenant') {
    narrowByTenant(fn, data);
    return;
  }
  const { tableArn } = data.table;
  const actions = access.filter((verb) => verb !== 'indexes').map((verb) => `dynamodb:${VERBS[verb]}`);
  allow(fn, actions, [tableArn]);
  if (!access.includes('indexes')) return;
  allow(
    fn,
    ['dynamodb:Query'],
    INDEXES.map(([name]) => `${tableArn}/index/${name}`),
  );
}

/** Objects of all tenants are under `T/`. `tag`: for functions that write objects which expire (adapters/objects/expiry-tag.ts). */
export function connectObjects(fn: ParleyFunction, data: DataStack, access: readonly ('read' | 'write' | 'tag' | 'delete')[]): void {
  fn.addEnvironment('OBJECTS_BUCKET', data.objects.bucketName);
  const verbs = { read: 's3:GetObject', write: 's3:PutObject', tag: 's3:PutObjectTagging', delete: 's3:DeleteObject' };
  if (access.includes('read')) useKey(fn.role, data.key, 's3Read');
  if (access.includes('write')) useKey(fn.role, data.key, 's3Write');
  const bucketArn = seenBy(fn, data, data.objects.bucketArn);
  allow(
    fn,
    access.map((verb) => verbs[verb]),
    [`${bucketArn}/T/*`],
    'Keys of objects start with the tenant; the commands separate the tenants.',
  );
  // Without it, S3 answers 403 instead of 404 for missing objects.
  if (access.includes('read')) allow(fn, ['s3:ListBucket'], [bucketArn]);
}

export function connectAppSecrets(fn: ParleyFunction, data: DataStack): void {
  fn.addEnvironment('APP_SECRETS_NAME', data.appSecretsName);
  useKey(fn.role, data.key, 'secretsmanager');
  allow(fn, ['secretsmanager:GetSecretValue'], [secretNamed(fn, data.appSecretsName)]);
}

const SECRET_VERBS = {
  read: ['GetSecretValue'],
  renew: ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'],
  write: ['GetSecretValue', 'CreateSecret', 'PutSecretValue', 'UpdateSecretVersionStage', 'DeleteSecret'],
} as const;
type SecretAccess = keyof typeof SECRET_VERBS;

/**
 * Credentials of origins: secrets `parley/{profile}/{tenant}/origins/{origin}` that functions create. A profile cannot read another profile's secrets. `renew`: to replace
 * tokens that a provider has renewed, in secrets that exist. `ofProviders`: by which the hub is a client of tenants' OpenID providers, `…/identity-providers/{id}`.
 */
export function connectOriginSecrets(fn: ParleyFunction, profile: Profile, access: SecretAccess, ofProviders?: SecretAccess): void {
  const prefix = `parley/${profile.name}/`;
  fn.addEnvironment('ORIGIN_SECRETS_PREFIX', prefix);
  const allowed = (kind: 'origins' | 'identity-providers', verbs: SecretAccess): void => {
    const resourceName = `${prefix}*/${kind}/*`;
    const secrets = Stack.of(fn).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    allow(
      fn,
      SECRET_VERBS[verbs].map((verb) => `secretsmanager:${verb}`),
      [secrets],
      'Origins and providers are created and removed at run time; only their secrets have names of this form.',
    );
  };
  allowed('origins', access);
  if (ofProviders) allowed('identity-providers', ofProviders);
}

/** Lets a function send to a queue. */
export function connectQueue(fn: ParleyFunction, messaging: MessagingStack, name: keyof typeof QUEUE_VARIABLES): void {
  const { deadLetters, deadLettersOf, queues } = messaging;
  const { actions, analysis, helper, webhooks, media } = deadLettersOf;
  const lettersOf = {
    deadLetters,
    actionsDeadLetters: actions,
    analysisDeadLetters: analysis,
    helperDeadLetters: helper,
    webhooksDeadLetters: webhooks,
    mediaDeadLetters: media,
  };
  const queue = { ...queues, ...lettersOf }[name];
  fn.addEnvironment(QUEUE_VARIABLES[name], queue.queueUrl);
  allow(fn, ['sqs:SendMessage'], [queue.queueArn]);
}

const QUEUE_VARIABLES = {
  outbound: 'OUTBOUND_QUEUE_URL',
  delivery: 'DELIVERY_QUEUE_URL',
  fanout: 'FANOUT_QUEUE_URL',
  bulk: 'BULK_QUEUE_URL',
  timers: 'TIMER_QUEUE_URL',
  deadLetters: 'DEAD_LETTER_QUEUE_URL',
  actions: 'ACTIONS_QUEUE_URL',
  actionsDeadLetters: 'ACTIONS_DEAD_LETTER_QUEUE_URL',
  helper: 'HELPER_QUEUE_URL',
  helperDeadLetters: 'HELPER_DEAD_LETTER_QUEUE_URL',
  webhooks: 'WEBHOOKS_QUEUE_URL',
  webhooksDeadLetters: 'WEBHOOKS_DEAD_LETTER_QUEUE_URL',
  media: 'MEDIA_QUEUE_URL',
  mediaDeadLetters: 'MEDIA_DEAD_LETTER_QUEUE_URL',
  people: 'PEOPLE_QUEUE_URL',
  mailbox: 'MAILBOX_QUEUE_URL',
  push: 'PUSH_QUEUE_URL',
  analysis: 'ANALYSIS_QUEUE_URL',
  analysisDeadLetters: 'ANALYSIS_DEAD_LETTER_QUEUE_URL',
} as const;

/** Lets a function send to the dead-letter queue of a topic. */
export function connectTopicLetters(fn: ParleyFunction, messaging: MessagingStack, topic: ConsumedTopic): void {
  const queue = messaging.deadLettersOfTopics[topic];
  fn.addEnvironment(QUEUE_VARIABLES.deadLetters, queue.queueUrl);
  allow(fn, ['sqs:SendMessage'], [queue.queueArn]);
}

/** Lets a function write to these topics. In an emulator: `brokers` only. */
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
  const verbs = access === 'read' ? ['Get', 'Post'] : ['Get', 'Post', 'Put', 'Head', 'Delete'];
  const domainArn = seenBy(fn, search, search.domain.domainArn);
  allow(
    fn,
    verbs.map((verb) => `es:ESHttp${verb}`),
    [`${domainArn}/*`],
    'Rebuilds create indices under new names; the access control of the domain limits the function further.',
  );
  search.admit(fn, access);
}
