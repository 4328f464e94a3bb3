import { type SignedAnswer, signedFetch } from '../aws/signed-fetch.ts';
import { amzDate, credentialsFromEnvironment, encodePart, presignedUrl, scopeOf, signText } from '../aws/sigv4.ts';
import { setting } from '../environment.ts';
import { type Objects, ObjectsUnavailable } from './objects.ts';
import { passingHeader } from './passing.ts';

const MAX_SECONDS = 300;
const TRANSFER_TIMEOUT_MS = 20_000;

/**
 * S3's bucket `OBJECTS_BUCKET`, called by signed requests instead of the SDK's client, which alone weighs 170 KB in a bundle
 * that may have 700. With `AWS_ENDPOINT_URL_S3` (or `AWS_ENDPOINT_URL`) an emulator, addressed by path.
 */
export function openObjects(): Objects {
  const bucket = setting('OBJECTS_BUCKET');
  const region = setting('AWS_REGION');
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL'];
  const base = endpoint ? `${endpoint.replace(/\/$/, '')}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`;
  const urlOf = (key: string): URL => new URL(`${base}/${key.split('/').map(encodePart).join('/')}`);
  const signing = () => ({ service: 's3', region, credentials: credentialsFromEnvironment(), at: new Date() });
  const call = async (method: string, key: string, rest: { headers?: Record<string, string>; body?: Uint8Array } = {}): Promise<SignedAnswer> => {
    try {
      return await signedFetch({ service: 's3', method, url: urlOf(key), timeoutMs: TRANSFER_TIMEOUT_MS, ...rest });
    } catch (cause) {
      throw new ObjectsUnavailable(cause);
    }
  };

  return {
    async put(key, body, contentType) {
      expectSuccess(await call('PUT', key, { body, headers: { 'content-type': contentType, ...passingHeader(key) } }), 'PUT', key);
    },
    async get(key) {
      const answer = await call('GET', key);
      if (answer.status === 404) return undefined;
      expectSuccess(answer, 'GET', key);
      return { body: answer.body, contentType: typeOf(answer) };
    },
    async head(key) {
      const answer = await call('HEAD', key);
      if (answer.status === 404) return undefined;
      expectSuccess(answer, 'HEAD', key);
      return { size: Number(answer.headers.get('content-length') ?? 0), contentType: typeOf(answer) };
    },
    async delete(key) {
      expectSuccess(await call('DELETE', key), 'DELETE', key);
    },
    async presignUpload(key, { contentType, maxBytes, seconds }) {
      expectShort(seconds);
      const now = signing();
      const fields: Record<string, string> = {
        key,
        'Content-Type': contentType,
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': `${now.credentials.accessKeyId}/${scopeOf(now)}`,
        'X-Amz-Date': amzDate(now.at),
        ...(now.credentials.sessionToken ? { 'X-Amz-Security-Token': now.credentials.sessionToken } : {}),
      };
      const policy = Buffer.from(
        JSON.stringify({
          expiration: new Date(now.at.getTime() + seconds * 1000).toISOString(),
          conditions: [{ bucket }, ['content-length-range', 0, maxBytes], ...Object.entries(fields).map(([name, value]) => ({ [name]: value }))],
        }),
      ).toString('base64');
      return { url: `${base}/`, fields: { ...fields, Policy: policy, 'X-Amz-Signature': signText(policy, now) } };
    },
    async presignDownload(key, { filename, contentType, seconds }) {
      expectShort(seconds);
      const url = urlOf(key);
      url.searchParams.set('response-content-disposition', disposition(filename));
      url.searchParams.set('response-content-type', contentType);
      return presignedUrl(url, 'GET', seconds, signing()).href;
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

function expectSuccess(answer: SignedAnswer, method: string, key: string): void {
  if (answer.status < 200 || answer.status > 299) {
    const refusal = new Error(`S3 answered ${answer.status} to ${method} ${key}: ${Buffer.from(answer.body).toString('utf8').slice(0, 300)}`);
    throw answer.status === 429 || answer.status >= 500 ? new ObjectsUnavailable(refusal) : refusal;
  }
}

const typeOf = (answer: SignedAnswer): string => answer.headers.get('content-type') ?? 'application/octet-stream';
