import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { setting } from '../environment.ts';

/** AWS Signature Version 4 by the SDK's own signer, for the few calls that have no client here (docs/decisions/0510). */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The credentials that Lambda passes to a function. @throws when they are missing */
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

export interface ToSign {
  readonly method: string;
  /** Its path must be encoded already. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

const signerOf = ({ service, region, credentials: { accessKeyId, secretAccessKey, sessionToken } }: Signing): SignatureV4 =>
  new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Hash.bind(null, 'sha256'),
    // Only S3 signs the path without encoding it again.
    uriEscapePath: service !== 's3',
  });

const requestOf = ({ method, url, headers, body }: ToSign) => ({
  method,
  protocol: url.protocol,
  hostname: url.hostname,
  path: url.pathname,
  query: queryOf(url),
  headers: { ...headers, host: url.host },
  ...(body === undefined ? {} : { body }),
});

/** A repeated name has several values. */
const queryOf = ({ searchParams }: URL): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const [value = '', ...more] = searchParams.getAll(name);
      return [name, more.length > 0 ? [value, ...more] : value];
    }),
  );

/** The headers to send, with what signs them; the sender sets `host`. */
export async function signedHeaders(request: ToSign, signing: Signing): Promise<Record<string, string>> {
  const { headers } = await signerOf(signing).sign(requestOf(request), { signingDate: signing.at });
  const { host: _, ...sent } = headers;
  return sent;
}

/** A presigned URL, valid for `seconds`. The host is the only signed header. */
export async function presignedUrl(url: URL, method: string, seconds: number, signing: Signing): Promise<URL> {
  return urlOf(await signerOf(signing).presign(requestOf({ method, url, headers: {} }), { signingDate: signing.at, expiresIn: seconds }));
}

type Presigned = Awaited<ReturnType<SignatureV4['presign']>>;

/** The address of a presigned request. Its path must be encoded already. */
export function urlOf({ protocol, headers, path, query = {} }: Omit<Presigned, 'body' | 'method' | 'hostname'>): URL {
  const url = new URL(`${protocol}//${headers['host']}${path}`);
  url.search = Object.entries(query)
    .flatMap(([name, values]) => [values].flat().map((value) => `${encodePart(name)}=${encodePart(value ?? '')}`))
    .join('&');
  return url;
}

/** Percent-encodes everything but RFC 3986's unreserved characters. */
export const encodePart = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
