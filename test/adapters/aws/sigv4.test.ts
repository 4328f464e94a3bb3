import { createHash, createHmac } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialsFromEnvironment, signedHeaders } from '../../../adapters/aws/sigv4.ts';
import { mskToken } from '../../../adapters/topics/msk-token.ts';

const AT = new Date('2026-11-21T02:03:04.000Z');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken: 'a/session+token==' };

beforeEach(() => void vi.useFakeTimers({ now: AT, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

test("a signed request carries the SDK's signature", async () => {
  let theirs: Record<string, string> = {};
  const client = new S3Client({
    region: 'eu-central-1',
    credentials,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: {
      handle: async (request: { headers: Record<string, string> }) => {
        theirs = request.headers;
        throw new Error('enough');
      },
      destroy: () => undefined,
    } as never,
    maxAttempts: 1,
  });
  await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'a b', Body: 'hello', ContentType: 'text/plain' })).catch(() => undefined);
  const names = /SignedHeaders=([^,]+)/.exec(theirs['authorization'] ?? '')?.[1]?.split(';') ?? [];
  const headers = Object.fromEntries(
    names.filter((name) => !['host', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'].includes(name)).map((name) => [name, theirs[name] ?? '']),
  );
  const url = new URL('https://bucket.s3.eu-central-1.amazonaws.com/a%20b?x-id=PutObject');
  const ours = await signedHeaders({ method: 'PUT', url, headers, body: 'hello' }, { service: 's3', region: 'eu-central-1', credentials, at: AT });
  expect(ours['authorization']).toBe(theirs['authorization']);
  expect(ours['x-amz-content-sha256']).toBe(createHash('sha256').update('hello').digest('hex'));
});

test('the published example of the algorithm gives the published signature', async () => {
  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html (derivation of the signing key)
  const chain = (key: string | Buffer, part: string): Buffer => createHmac('sha256', key).update(part).digest();
  const key = ['20261121', 'us-east-1', 'es', 'aws4_request'].reduce<string | Buffer>(chain, `AWS4${credentials.secretAccessKey}`);
  const headers = await signedHeaders(
    { method: 'GET', url: new URL('https://search.example/a%20b/_search?q=1'), headers: {} },
    { service: 'es', region: 'us-east-1', credentials: { ...credentials, sessionToken: undefined }, at: AT },
  );
  const empty = createHash('sha256').update('').digest('hex');
  // Not S3: the path is encoded once more.
  const canonical = [
    'GET',
    '/a%2520b/_search',
    'q=1',
    'host:search.example',
    `x-amz-content-sha256:${empty}`,
    'x-amz-date:20261121T020304Z',
    '',
    'host;x-amz-content-sha256;x-amz-date',
    empty,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', '20261121T020304Z', '20261121/us-east-1/es/aws4_request', createHash('sha256').update(canonical).digest('hex')].join('\n');
  expect(headers['authorization']).toContain(`Signature=${createHmac('sha256', key).update(text).digest('hex')}`);
  expect(headers).not.toHaveProperty('x-amz-security-token');
});

test("an MSK token is what AWS's own signer makes, but for its name", async () => {
  const theirs = await generateAuthTokenFromCredentialsProvider({ region: 'eu-central-1', awsCredentialsProvider: async () => credentials });
  const decode = (token: string): URLSearchParams => new URL(Buffer.from(token, 'base64url').toString('utf8')).searchParams;
  const [a, b] = [decode(await mskToken('eu-central-1', credentials, AT)), decode(theirs.token)];
  a.delete('User-Agent');
  b.delete('User-Agent');
  expect(Object.fromEntries(a)).toEqual(Object.fromEntries(b));
});

test('missing credentials are named', () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  expect(() => credentialsFromEnvironment()).toThrow('AWS_ACCESS_KEY_ID');
  vi.unstubAllEnvs();
});
