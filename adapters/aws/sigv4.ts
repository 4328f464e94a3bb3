import { createHash, createHmac } from 'node:crypto';
import { setting } from '../environment.ts';

/**
 * AWS Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, 2026-11) for
 * the few calls that are not worth an SDK client in a function's bundle. The tests hold it equal to the SDK's own signatures.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** As Lambda gives them to a function. @throws when they are missing */
export function credentialsFromEnvironment(): Credentials {
  return {
    accessKeyId: setting('AWS_ACCESS_KEY_ID'),
    secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
    sessionToken: process.env['AWS_SESSION_TOKEN'] || undefined,
  };
}

export interface Signing {
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly at: Date;
}

const EMPTY = sha256('');
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Adds what a signed request needs to its headers. `url`'s path must be encoded already. */
export function signedHeaders(
  request: { readonly method: string; readonly url: URL; readonly headers: Readonly<Record<string, string>>; readonly body?: string | Uint8Array | undefined },
  signing: Signing,
): Record<string, string> {
  const bodyHash = request.body === undefined ? EMPTY : sha256(request.body);
  const headers: Record<string, string> = {
    ...lowerCased(request.headers),
    host: request.url.host,
    'x-amz-date': amzDate(signing.at),
    'x-amz-content-sha256': bodyHash,
    ...(signing.credentials.sessionToken ? { 'x-amz-security-token': signing.credentials.sessionToken } : {}),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    canonicalPath(request.url, signing.service),
    canonicalQuery(request.url.searchParams),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n');
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `${ALGORITHM} Credential=${signing.credentials.accessKeyId}/${scopeOf(signing)}, SignedHeaders=${names.join(';')}, Signature=${signText(stringToSign(canonical, signing), signing)}`,
  };
}

/** A URL that is itself the permission, for `seconds`. Only the host is a signed header. */
export function presignedUrl(url: URL, method: string, seconds: number, signing: Signing): URL {
  const signed = new URL(url);
  const { accessKeyId, sessionToken } = signing.credentials;
  for (const [name, value] of [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${accessKeyId}/${scopeOf(signing)}`],
    ['X-Amz-Date', amzDate(signing.at)],
    ['X-Amz-Expires', String(seconds)],
    ['X-Amz-SignedHeaders', 'host'],
    ['X-Amz-Security-Token', sessionToken],
  ] as const) {
    if (value !== undefined) signed.searchParams.set(name, value);
  }
  const bodyHash = signing.service === 's3' ? 'UNSIGNED-PAYLOAD' : EMPTY;
  const query = canonicalQuery(signed.searchParams);
  const canonical = [method, canonicalPath(signed, signing.service), query, `host:${signed.host}`, '', 'host', bodyHash].join('\n');
  signed.search = `${query}&X-Amz-Signature=${signText(stringToSign(canonical, signing), signing)}`;
  return signed;
}

/** The signature of a text, such as a form's policy. */
export function signText(text: string, { credentials, at, region, service }: Signing): string {
  const day = amzDate(at).slice(0, 8);
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

export const scopeOf = ({ at, region, service }: Signing): string => `${amzDate(at).slice(0, 8)}/${region}/${service}/aws4_request`;

/** `20261121T020304Z` */
export const amzDate = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Percent-encodes everything but RFC 3986's unreserved characters. */
export const encodePart = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const stringToSign = (canonical: string, signing: Signing): string => [ALGORITHM, amzDate(signing.at), scopeOf(signing), sha256(canonical)].join('\n');

/** S3 signs the path as it is sent; every other service signs it encoded once more. */
const canonicalPath = (url: URL, service: string): string => (service === 's3' ? url.pathname : url.pathname.split('/').map(encodePart).join('/'));

const canonicalQuery = (params: URLSearchParams): string =>
  [...params]
    .map(([name, value]) => [encodePart(name), encodePart(value)] as const)
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
