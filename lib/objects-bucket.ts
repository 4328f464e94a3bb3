import { Duration } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, type LifecycleRule, ObjectOwnership, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** Days that access logs are kept. */
const LOGS_DAYS = 90;

/**
 * Days until temporary objects expire, by the tag that adapters/objects/expiry-tag.ts sets. `in`: claim checks of topic records; a topic keeps
 * its records for 7 days, and a dead letter may wait for another 14. `raw`: input that could not be parsed, kept so that somebody can fix the
 * parser and replay it. `calls`: calls with such input, whole.
 * `dead`: dead letters that are too long for their queue, which keeps the others for 14 days.
 * `bad-rows`: reports about uploaded lists, as long as their jobs.
 */
const PASSING = { in: 30, raw: 90, calls: 90, dead: 30, 'bad-rows': 30 };

/**
 * Lifecycle. Keys of objects start with their tenant (`T/{tenant}/…`), so no prefix covers all tenants, and the lifecycle uses the
 * tag. Attachments have no tag and stay as long as their messages; large ones that nobody opens move to cheaper tiers.
 */
const LIFECYCLE: LifecycleRule[] = [
  { id: 'UnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
  { id: 'OldVersions', noncurrentVersionExpiration: Duration.days(30) },
  // Smaller objects are never moved, but their monitoring would be billed.
  {
    id: 'Tiers',
    objectSizeGreaterThan: 128 * 1024,
    transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
  },
  ...Object.entries(PASSING).map(([kind, days]) => ({ id: `Passing-${kind}`, tagFilters: { 'parley-passing': kind }, expiration: Duration.days(days) })),
];

/** Files and large messages: private, over TLS only, versioned and logged in prod. */
export function objectsBucket(scope: Construct, profile: Profile, key: Key | undefined): Bucket {
  const shared = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: removalOf(profile),
  } as const;
  const accessLogs = profile.protect
    ? new Bucket(scope, 'AccessLogs', {
        ...shared,
        // S3 cannot deliver logs to a bucket with a customer-managed key.
        encryption: BucketEncryption.S3_MANAGED,
        lifecycleRules: [{ expiration: Duration.days(LOGS_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      })
    : undefined;
  const bucket = new Bucket(scope, 'Objects', {
    ...shared,
    // A bucket-level data key instead of one call of KMS for each object.
    ...(key ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true } : { encryption: BucketEncryption.S3_MANAGED }),
    versioned: profile.protect,
    serverAccessLogsBucket: accessLogs,
    lifecycleRules: LIFECYCLE,
    // Browsers post attachments directly to the bucket. Any origin is allowed, because the signed form is the permission.
    cors: [{ allowedMethods: [HttpMethods.POST, HttpMethods.GET], allowedOrigins: ['*'], allowedHeaders: ['*'], maxAge: 3600 }],
  });
  acknowledge(bucket, 'CloudFormation-Validate::W9003', 'The schema says that a size is a string; CDK writes a number, which CloudFormation accepts.');
  const noLogs = 'AwsSolutions-S1';
  if (accessLogs) acknowledge(accessLogs, noLogs, 'This bucket stores the access logs.');
  else acknowledge(bucket, noLogs, 'Access logs are not worth their cost in development; prod has them.');
  return bucket;
}
