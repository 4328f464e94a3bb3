import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { servedType } from '../../domain/support/messages/mime-type.ts';
import { answeringWithin } from '../aws/answering-within.ts';
import { encodePart, urlOf } from '../aws/sigv4.ts';
import { setting, settingOr } from '../environment.ts';
import { expiryTag } from './expiry-tag.ts';
import { type Objects, ObjectsUnavailable } from './objects.ts';

const MAX_SECONDS = 300;
/** Of one attempt. */
const TRANSFER_TIMEOUT_MS = 20_000;
/** Of a body that is read from somewhere else while it is stored. */
const STREAM_TIMEOUT_MS = 90_000;
const TYPE_OF_NONE = 'application/octet-stream';

/** S3's bucket `OBJECTS_BUCKET`. With `AWS_ENDPOINT_URL_S3` (or `AWS_ENDPOINT_URL`) an emulator, addressed by path. */
export function openObjects(): Objects {
  const Bucket = setting('OBJECTS_BUCKET');
  const endpoint = settingOr('AWS_ENDPOINT_URL_S3', settingOr('AWS_ENDPOINT_URL', '')).replace(/\/$/, '');
  const clientWithin = (ms: number, maxAttempts: number): S3Client =>
    new S3Client({
      region: setting('AWS_REGION'),
      ...(endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
      maxAttempts,
      requestHandler: answeringWithin(ms),
      // The signature holds the body's SHA-256 already.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  const client = clientWithin(TRANSFER_TIMEOUT_MS, 3);
  let streaming: S3Client | undefined;
  // Takes a tenth of the time of `getSignedUrl`, which builds a whole request. A page of messages has a link for each file.
  const presigner = new S3RequestPresigner({ ...client.config });
  const { protocol, host, pathname } = new URL(endpoint === '' ? `https://${Bucket}.s3.${setting('AWS_REGION')}.amazonaws.com` : `${endpoint}/${Bucket}`);

  return {
    async put(Key, Body, ContentType) {
      const Tagging = expiryTag(Key);
      await answered('PUT', Key, () => client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ...(Tagging === undefined ? {} : { Tagging }) })));
    },
    async putStream(Key, bytes, ContentLength, ContentType) {
      // A stream is read once, so it cannot be sent again.
      streaming ??= clientWithin(STREAM_TIMEOUT_MS, 1);
      const Body = Readable.from(bytes, { objectMode: false });
      const broken = new Promise<never>((_, reject) => void Body.once('error', reject));
      const put = answered('PUT', Key, () => (streaming as S3Client).send(new PutObjectCommand({ Bucket, Key, Body, ContentLength, ContentType })));
      await Promise.race([put, broken]).finally(() => Body.destroy());
    },
    get: (Key) =>
      answered('GET', Key, async () => {
        const { Body, ContentType = TYPE_OF_NONE } = await client.send(new GetObjectCommand({ Bucket, Key }));
        return { body: (await Body?.transformToByteArray()) ?? new Uint8Array(), contentType: ContentType };
      }),
    open: (Key) =>
      answered('GET', Key, async () => {
        const { Body, ContentLength = 0, ContentType = TYPE_OF_NONE } = await client.send(new GetObjectCommand({ Bucket, Key }));
        // In Node the body is a stream of Node's.
        return { bytes: (Body ?? []) as AsyncIterable<Uint8Array>, size: ContentLength, contentType: ContentType };
      }),
    head: (Key) =>
      answered('HEAD', Key, async () => {
        const { ContentLength = 0, ContentType = TYPE_OF_NONE } = await client.send(new HeadObjectCommand({ Bucket, Key }));
        return { size: ContentLength, contentType: ContentType };
      }),
    async delete(Key) {
      await answered('DELETE', Key, () => client.send(new DeleteObjectCommand({ Bucket, Key })));
    },
    async presignUpload(Key, { contentType, maxBytes, seconds }) {
      expectShort(seconds);
      const Conditions: [['content-length-range', number, number]] = [['content-length-range', 0, maxBytes]];
      return createPresignedPost(client, { Bucket, Key, Conditions, Fields: { 'Content-Type': contentType }, Expires: seconds });
    },
    async presignDownload(key, { filename, contentType, seconds }) {
      expectShort(seconds);
      const path = `${pathname.replace(/\/$/, '')}/${key.split('/').map(encodePart).join('/')}`;
      const query = { 'response-content-disposition': disposition(filename), 'response-content-type': servedType(contentType) };
      return urlOf(await presigner.presign({ method: 'GET', protocol, hostname: host, path, query, headers: { host } }, { expiresIn: seconds })).href;
    },
  };
}

/** RFC 6266: an ASCII name for old clients, the true one encoded. */
function disposition(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodePart(filename)}`;
}

function expectShort(seconds: number): void {
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) throw new Error(`a link may be valid for ${MAX_SECONDS} seconds at most, not ${seconds}`);
}

interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Undefined when there is no such object. @throws ObjectsUnavailable when S3 does not answer, or asks to come back; Error for a refusal */
async function answered<T>(method: string, key: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const { name, message, $metadata } = error as Refusal;
    const status = $metadata?.httpStatusCode ?? 0;
    if (status === 404 && name !== 'NoSuchBucket') return undefined;
    if (status < 400 || status === 429 || status >= 500) throw new ObjectsUnavailable(error);
    throw new Error(`S3 answered ${status} to ${method} ${key}: ${name}: ${message}`, { cause: error });
  }
}
