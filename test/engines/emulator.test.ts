import { CreateBucketCommand, DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { openObjects } from '../../adapters/objects/s3.ts';
import { bucketNames, bucketsAt, emptyBucket, removeBucket } from '../../scripts/deploy-local/buckets.ts';
import { emulatorCredentials } from '../../scripts/emulator/start.ts';
import { objectsConformance } from '../conformance/objects.ts';
import { queuesConformance } from '../conformance/queue.ts';
import { schedulesConformance } from '../conformance/scheduler.ts';
import { emulatedQueues } from './emulated-queues.ts';
import { emulatedSchedules } from './emulated-schedules.ts';

/** Queues, schedules and objects have no engine of AWS's to run here: their second one is the emulator, MiniStack, and not the service. */
const endpoint = inject('engines').emulator;
const prefix = `c${process.pid}`;
Object.assign(process.env, emulatorCredentials, { AWS_ENDPOINT_URL: endpoint, OBJECTS_BUCKET: `${prefix}-objects` });

queuesConformance('the emulator', () => emulatedQueues(endpoint, prefix));
schedulesConformance('the emulator', prefix, () => emulatedSchedules(endpoint, prefix));

describe('the emulator’s S3', () => {
  beforeAll(async () => {
    const client = new S3Client({ endpoint, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: `${prefix}-objects` }));
    client.destroy();
  });
  test('a bucket is emptied of every version and goes', async () => {
    const client = bucketsAt({ endpoint, region: 'us-east-1', accessKeyId: 'test', secretAccessKey: 'test' });
    const Bucket = `${prefix}-versions`;
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (const Key of ['a', 'b/ü c', 'a']) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await bucketNames(client)).toContain(Bucket);
    await emptyBucket(client, Bucket);
    await removeBucket(client, Bucket);
    expect(await bucketNames(client)).not.toContain(Bucket);
    client.destroy();
  });
  objectsConformance('the emulator', async () => ({ objects: openObjects(), close: async () => undefined }));
});
