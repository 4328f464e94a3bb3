import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialsFromEnvironment } from '../../../adapters/aws/sigv4.ts';
import { openObjects } from '../../../adapters/objects/s3.ts';
import { stubService } from './service-stub.ts';

const s3 = stubService('AWS_ENDPOINT_URL_S3');
beforeEach(() => void vi.stubEnv('OBJECTS_BUCKET', 'bucket'));
let endpoint: string | undefined;
beforeEach(() => void (endpoint ??= process.env['AWS_ENDPOINT_URL_S3']));
afterEach(() => {
  vi.useRealTimers();
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
});
const text = (body: string): Uint8Array => new TextEncoder().encode(body);

test('an object is put and read with its type', async () => {
  const objects = openObjects();
  await objects.put('T/t/a b+c.txt', text('hello'), 'text/plain');
  s3.answer({ headers: { 'content-type': 'text/plain' }, body: 'hello' }, { headers: { 'content-type': 'text/plain', 'content-length': '5' }, body: '' });
  expect(await objects.get('T/t/a b+c.txt')).toEqual({ body: text('hello'), contentType: 'text/plain' });
  expect(await objects.head('T/t/a b+c.txt')).toEqual({ size: 5, contentType: 'text/plain' });
  s3.answer({ status: 204, body: '' });
  await objects.delete('T/t/a b+c.txt');
  expect(s3.recorded.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`)).toEqual(
    ['PUT', 'GET', 'HEAD', 'DELETE'].map((method) => `${method} /bucket/T/t/a%20b%2Bc.txt`),
  );
  expect(s3.recorded[0]).toMatchObject({
    body: 'hello',
    headers: { 'content-type': 'text/plain', authorization: expect.stringContaining('/eu-central-1/s3/aws4_request') },
  });
});

test('a stream is sent once, with its size', async () => {
  const objects = openObjects();
  const pieces = async function* () {
    yield text('hel');
    yield text('lo');
  };
  s3.answer({ body: '' });
  await objects.putStream('T/t/media/x', pieces(), 5, 'image/png');
  expect(s3.recorded).toMatchObject([{ method: 'PUT', body: 'hello', headers: { 'content-type': 'image/png', 'content-length': '5' } }]);
  s3.answer({ status: 503 });
  await expect(objects.putStream('T/t/media/x', pieces(), 5, 'image/png')).rejects.toMatchObject({ name: 'ObjectsUnavailable' });
  expect(s3.recorded).toHaveLength(2);
});

test('what a stream throws is thrown on', async () => {
  const broken = async function* () {
    yield text('hel');
    throw new Error('the source broke off');
  };
  s3.answer({ body: '' });
  await expect(openObjects().putStream('T/t/media/x', broken(), 5, 'image/png')).rejects.toThrow('the source broke off');
});

test('a missing object is undefined', async () => {
  s3.answer({ status: 404 }, { status: 404 });
  expect(await openObjects().get('T/t/x')).toBeUndefined();
  expect(await openObjects().head('T/t/x')).toBeUndefined();
});

test('trouble is tried again three times, refusals are not', async () => {
  s3.answer({ status: 503 }, { status: 500 }, { body: '' });
  await openObjects().put('T/t/x', text('a'), 'text/plain');
  expect(s3.recorded).toHaveLength(3);
  s3.answer({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
  await expect(openObjects().put('T/t/x', text('a'), 'text/plain')).rejects.toThrow('S3 answered 403 to PUT T/t/x: AccessDenied');
  expect(s3.recorded).toHaveLength(4);
  s3.answer({ status: 503 }, { status: 503 }, { status: 503 });
  await expect(openObjects().delete('T/t/x')).rejects.toMatchObject({ name: 'ObjectsUnavailable', cause: { $metadata: { httpStatusCode: 503 } } });
});

test('an unreachable store fails after three attempts', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:9');
  const objects = openObjects();
  await expect(objects.get('T/t/x')).rejects.toThrow();
});

test('an upload form is for exactly this key and type, at most this size', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T02:03:04.000Z'), toFake: ['Date'] });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', '');
  const { url, fields } = await openObjects().presignUpload('T/t/x', { contentType: 'image/png', maxBytes: 1000, seconds: 300 });
  expect(url).toBe('https://bucket.s3.eu-central-1.amazonaws.com/');
  expect(fields).toMatchObject({ key: 'T/t/x', 'Content-Type': 'image/png', 'X-Amz-Security-Token': 'session/token==' });
  const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString('utf8')) as { expiration: string; conditions: unknown[] };
  expect(policy.expiration).toBe('2026-11-21T02:08:04Z');
  expect(policy.conditions).toEqual(
    expect.arrayContaining([{ bucket: 'bucket' }, { key: 'T/t/x' }, { 'Content-Type': 'image/png' }, ['content-length-range', 0, 1000]]),
  );
});

test("a download link equals the SDK's own, but for what that says of itself", async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T02:03:04.000Z'), toFake: ['Date'] });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', '');
  const key = "T/t 1/a+b/ü'(x)!*~.txt";
  const ours = new URL(await openObjects().presignDownload(key, { filename: 'a b.txt', contentType: 'text/plain', seconds: 120 }));
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentialsFromEnvironment();
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const client = new S3Client({
    region: 'eu-central-1',
    credentials,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const command = new GetObjectCommand({
    Bucket: 'bucket',
    Key: key,
    ResponseContentDisposition: ours.searchParams.get('response-content-disposition') ?? '',
    ResponseContentType: 'text/plain',
  });
  // The SDK adds its operation's name, signed as well.
  command.middlewareStack.add(
    (next) => (args) => {
      const { query } = args.request as { query: Record<string, unknown> };
      delete query['x-id'];
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const theirs = new URL(await getSignedUrl(client, command, { expiresIn: 120 }));
  expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams));
  expect([ours.host, ours.pathname]).toEqual([theirs.host, theirs.pathname]);
});

test('what passes is tagged', async () => {
  await openObjects().put('T/t/in/o/hash', text('a'), 'text/plain');
  await openObjects().put('T/t/media/o/hash', text('a'), 'text/plain');
  expect(s3.recorded.map(({ headers }) => headers['x-amz-tagging'])).toEqual(['parley-passing=in', undefined]);
});

test('a bucket that is not there is no missing object', async () => {
  s3.answer({ status: 404, headers: { 'content-type': 'application/xml' }, body: '<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>' });
  await expect(openObjects().get('T/t/x')).rejects.toThrow('S3 answered 404 to GET T/t/x: NoSuchBucket');
});

test('a download link names the file and lives five minutes at most', async () => {
  const objects = openObjects();
  const link = new URL(await objects.presignDownload('T/t/x', { filename: 'Grüße "1".txt', contentType: 'text/plain', seconds: 60 }));
  expect(link.searchParams.get('response-content-disposition')).toBe(`attachment; filename="Gr__e _1_.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.txt`);
  expect(link.searchParams.get('response-content-type')).toBe('text/plain');
  for (const active of ['text/html', 'image/svg+xml', 'application/javascript; charset=utf-8']) {
    const url = await objects.presignDownload('T/t/x', { filename: 'a', contentType: active, seconds: 60 });
    expect(new URL(url).searchParams.get('response-content-type'), active).toBe('application/octet-stream');
  }
  expect(link.searchParams.get('X-Amz-Expires')).toBe('60');
  await expect(objects.presignDownload('T/t/x', { filename: 'a', contentType: 'a/b', seconds: 301 })).rejects.toThrow('300 seconds at most');
  await expect(objects.presignUpload('T/t/x', { contentType: 'a/b', maxBytes: 1, seconds: 0 })).rejects.toThrow('300 seconds at most');
});
