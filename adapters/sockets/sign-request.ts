import { createHash, createHmac } from 'node:crypto';

/**
 * AWS Signature Version 4 for small requests without a query
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, read November 2026). Ours, because
 * every frame to every device is signed: the SDK takes five times the CPU for each post.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty if there is none. */
  readonly sessionToken: string;
}

export interface ToSign {
  readonly method: string;
  readonly host: string;
  /** As sent, already encoded once. */
  readonly path: string;
  readonly body: string;
  /** Epoch ms. */
  readonly now: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Every service except S3 encodes each part of the path once more. */
const canonicalPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Signs for one service in one region. The day's key is derived once a day and for each new secret. */
export class RequestSigner {
  readonly #region: string;
  readonly #service: string;
  #day = '';
  #secret = '';
  #key: Buffer = Buffer.alloc(0);

  constructor(region: string, service: string) {
    this.#region = region;
    this.#service = service;
  }

  /** The headers to send beside `host`. */
  sign({ method, host, path, body, now }: ToSign, { accessKeyId, secretAccessKey, sessionToken }: Credentials): Record<string, string> {
    const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const token = sessionToken === '' ? '' : `x-amz-security-token:${sessionToken}\n`;
    const names = `host;x-amz-date${token === '' ? '' : ';x-amz-security-token'}`;
    const canonical = `${method}\n${canonicalPath(path)}\n\nhost:${host}\nx-amz-date:${time}\n${token}\n${names}\n${sha256(body)}`;
    const scope = `${day}/${this.#region}/${this.#service}/aws4_request`;
    const signature = createHmac('sha256', this.#keyOf(day, secretAccessKey))
      .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`)
      .digest('hex');
    return {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
      'x-amz-date': time,
      ...(token === '' ? {} : { 'x-amz-security-token': sessionToken }),
    };
  }

  #keyOf(day: string, secret: string): Buffer {
    if (day !== this.#day || secret !== this.#secret) {
      this.#day = day;
      this.#secret = secret;
      this.#key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), this.#region), this.#service), 'aws4_request');
    }
    return this.#key;
  }
}
