import { DeleteBucketCommand, DeleteObjectCommand, ListBucketsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Target } from './target.ts';

/** A client of S3 at one address, for which an emulator uses path-style URLs. */
export const bucketsAt = ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }: Target): S3Client =>
  new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  });

export const bucketNames = async (s3: S3Client): Promise<string[]> =>
  ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).flatMap(({ Name }) => Name ?? []);

/** Deletes every version of every object, and every marker of a deletion. */
export async function emptyBucket(client: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const left = [...Versions, ...DeleteMarkers];
    if (left.length === 0) return;
    for (const { Key, VersionId } of left) {
      await client.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId === undefined || VersionId === 'null' ? {} : { VersionId }) }));
    }
  }
}

export async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  await client.send(new DeleteBucketCommand({ Bucket }));
}
