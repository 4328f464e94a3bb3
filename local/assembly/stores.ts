import type { QueueSettings } from '../../adapters/queues/embedded/engine.ts';
import { arnOf } from './identity.ts';
import type { Plan, SecretPlan, TablePlan } from './plan.ts';
import type { Found, Resolver } from './resolve.ts';

const number = (value: unknown, otherwise: number): number => (value === undefined ? otherwise : Number(value));

/** SQS's defaults where a template sets nothing. */
export function readQueue({ name, properties: p }: Found): QueueSettings {
  const redrive = p['RedrivePolicy'] as { deadLetterTargetArn: string; maxReceiveCount: number | string } | undefined;
  return {
    name,
    visibilitySeconds: number(p['VisibilityTimeout'], 30),
    delaySeconds: number(p['DelaySeconds'], 0),
    retentionSeconds: number(p['MessageRetentionPeriod'], 345_600),
    contentBasedDeduplication: p['ContentBasedDeduplication'] === true,
    dedupePerGroup: p['DeduplicationScope'] === 'messageGroup',
    deadLetter:
      redrive === undefined
        ? null
        : { queue: redrive.deadLetterTargetArn.slice(redrive.deadLetterTargetArn.lastIndexOf(':') + 1), maxReceives: Number(redrive.maxReceiveCount) },
  };
}

const PASSED_ON = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const;

/** CreateTable's input. Capacity is on demand, because a laptop does not limit it. */
export function readTable({ name, properties: p }: Found): TablePlan {
  const stream = p['StreamSpecification'] as { StreamViewType?: string } | undefined;
  const indexes = (p['GlobalSecondaryIndexes'] as Record<string, unknown>[] | undefined)?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  return {
    name,
    create: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      ...Object.fromEntries(PASSED_ON.filter((key) => p[key] !== undefined).map((key) => [key, p[key]])),
      ...(indexes === undefined ? {} : { GlobalSecondaryIndexes: indexes }),
      ...(stream?.StreamViewType === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
    },
  };
}

export function readSecret({ name, type, properties: p }: Found): SecretPlan {
  const generate = p['GenerateSecretString'] as { PasswordLength?: number; SecretStringTemplate?: string; GenerateStringKey?: string } | undefined;
  return {
    name,
    arn: arnOf(type, name),
    value: typeof p['SecretString'] === 'string' ? p['SecretString'] : null,
    generate:
      generate === undefined
        ? null
        : { length: generate.PasswordLength ?? 32, template: generate.SecretStringTemplate ?? null, key: generate.GenerateStringKey ?? null },
  };
}

/** The properties of `lib/topics-resource.ts`. */
function readTopics(found: readonly Found[]): Record<string, number> {
  const topics = found.map(({ properties: p }) => p['Topics'] as Record<string, number | string>);
  return Object.fromEntries(topics.flatMap((one) => Object.entries(one)).map(([name, partitions]) => [name, Number(partitions)]));
}

export function readStores(resolver: Resolver): Pick<Plan, 'queues' | 'tables' | 'topics' | 'secrets' | 'appKeys'> {
  return {
    queues: resolver.find('AWS::SQS::Queue').map(readQueue),
    tables: resolver.find('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(readTable),
    topics: readTopics(resolver.find('Custom::KafkaTopics')),
    secrets: resolver.find('AWS::SecretsManager::Secret').map(readSecret),
    // The properties of `lib/app-secrets.ts`.
    appKeys: resolver.find('Custom::AppSecrets').flatMap(({ properties: p }) => p['Keys'] as string[]),
  };
}
