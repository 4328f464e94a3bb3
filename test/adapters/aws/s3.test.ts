import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialsFromEnvironment, signText } from '../../../adapters/aws/sigv4.ts';
import { openObjects } from '../../../adapters/objects/s3.ts';
import { stubService } from './service-stub.ts';

const s3 = stubService('AWS_ENDPOINT_URL_S3');
beforeEach(() => void vi.stubEnv('OBJECTS_BUCKET', 'bucket'));
afterEach(() => void vi.useRealTimers());
const text = (body: string): Uint8Array => new TextEncoder().encode(body);

test('an object is put and read with its type', async () => {
  const objects = openObjects();
  await objects.put('T/t/a b+c.txt', text('hello'), 'text/plain');
  s3.answer({ headers: { 'content-type': 'text/plain' }, body: 'hello' }, { headers: { 'content-type': 'text/plain', 'content-length': '5' }, body: '' });
  expect(await objects.get('T/t/a b+c.txt')).toEqual({ body: text('hello'), contentType: 'text/plain' });
  expect(await objects.head('T/t/a b+c.txt')).toEqual({ size: 5, contentType: 'text/plain' });
  s3.answer({ status: 204, body: '' });
  await objects.delete('T/t/a b+c.txt');
  expect(s3.recorded.map(({ method, path }) => `${method} ${path}`)).toEqual(
    ['PUT', 'GET', 'HEAD', 'DELETE'].map((method) => `${method} /bucket/T/t/a%20b%2Bc.txt`),
  );
  expect(s3.recorded[0]).toMatchObject({
    body: 'hello',
    headers: { 'content-type': 'text/plain', authorization: expect.stringContaining('/eu-central-1/s3/aws4_request') },
  });
});

test('what is not there is undefined', async () => {
  s3.answer({ status: 404 }, { status: 404 });
  expect(await openObjects().get('T/t/x')).toBeUndefined();
  expect(await openObjects().head('T/t/x')).toBeUndefined();
});

test('trouble is tried again three times, refusals are not', async () => {
  s3.answer({ status: 503 }, { status: 500 }, { body: '' });
  await openObjects().put('T/t/x', text('a'), 'text/plain');
  expect(s3.recorded).toHaveLength(3);
  s3.answer({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
  await expect(openObjects().put('T/t/x', text('a'), 'text/plain')).rejects.toThrow('S3 answered 403 to PUT T/t/x: <Error><Code>AccessDenied');
  expect(s3.recorded).toHaveLength(4);
  s3.answer({ status: 503 }, { status: 503 }, { status: 503 });
  await expect(openObjects().delete('T/t/x')).rejects.toMatchObject({ name: 'ObjectsUnavailable', cause: { message: expect.stringContaining('503') } });
});

test('an unreachable store fails after three attempts', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:9');
  const objects = openObjects();
  await expect(objects.get('T/t/x')).rejects.toThrow();
});

test("an upload form equals the SDK's: exactly this key and type, at most this size", async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T02:03:04.000Z'), toFake: ['Date'] });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', '');
  const ours = await openObjects().presignUpload('T/t/x', { contentType: 'image/png', maxBytes: 1000, seconds: 300 });
  const theirs = await createPresignedPost(
    new S3Client({ region: 'eu-central-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session/token==' } }),
    {
      Bucket: 'bucket',
      Key: 'T/t/x',
      Conditions: [['content-length-range', 0, 1000]],
      Fields: { 'Content-Type': 'image/png' },
      Expires: 300,
    },
  );
  const policyOf = (fields: Record<string, string>) => {
    const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString('utf8')) as { expiration: string; conditions: unknown[] };
    return { ...policy, expiration: Date.parse(policy.expiration), conditions: policy.conditions.map((condition) => JSON.stringify(condition)).sort() };
  };
  const withoutBucket = (fields: Record<string, string>): string[] =>
    Object.keys(fields)
      .filter((name) => name !== 'bucket')
      .sort();
  expect(ours.url).toBe('https://bucket.s3.eu-central-1.amazonaws.com/');
  expect(policyOf(ours.fields)).toEqual(policyOf(theirs.fields));
  expect(withoutBucket(ours.fields)).toEqual(withoutBucket(theirs.fields));
  const signing = { service: 's3', region: 'eu-central-1', credentials: credentialsFromEnvironment(), at: new Date() };
  for (const { fields } of [ours, theirs]) expect(signText(fields['Policy'] ?? '', signing)).toBe(fields['X-Amz-Signature']);
});

test('a download link names the file and lives five minutes at most', async () => {
  const objects = openObjects();
  const link = new URL(await objects.presignDownload('T/t/x', { filename: 'Grüße "1".txt', contentType: 'text/plain', seconds: 60 }));
  expect(link.searchParams.get('response-content-disposition')).toBe(`attachment; filename="Gr__e _1_.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.txt`);
  expect(link.searchParams.get('response-content-type')).toBe('text/plain');
  expect(link.searchParams.get('X-Amz-Expires')).toBe('60');
  await expect(objects.presignDownload('T/t/x', { filename: 'a', contentType: 'a/b', seconds: 301 })).rejects.toThrow('300 seconds at most');
  await expect(objects.presignUpload('T/t/x', { contentType: 'a/b', maxBytes: 1, seconds: 0 })).rejects.toThrow('300 seconds at most');
});
