import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/**
 * The answer of a server. `status` is any number of three digits. `body` is the text that was read; it may be incomplete if the answer broke off, did
 * not end or was too long.
 */
export interface OutgoingAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** The most bytes of an answer that are read. */
const ANSWER_LIMIT = 1_000_000;

const DECODERS: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The request asks for `identity`. Answers of servers that compress anyway have the same limit. A body that cannot be decoded counts as empty. */
const decoded = (body: Buffer, encoding: string | undefined): string => {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '' || body.length === 0) return body.toString('utf8');
  try {
    return DECODERS[name]?.(body, { maxOutputLength: ANSWER_LIMIT }).toString('utf8') ?? '';
  } catch {
    return '';
  }
};

/**
 * `X-Rate-Limit-Reset` of a 429 (epoch seconds, 10 digits), as a date of `Retry-After`: some providers send only that
 * (https://docs.x.com/x-api/fundamentals/rate-limits, read 2026-11-29).
 */
const resetOf = ({ statusCode, headers }: IncomingMessage): string | null => {
  const reset = headers['x-rate-limit-reset'];
  return statusCode === 429 && typeof reset === 'string' && /^\d{10}$/.test(reset) ? new Date(Number(reset) * 1_000).toUTCString() : null;
};

/**
 * Reads an answer until its end, the byte limit, a broken connection or `bodyMs`, whichever comes first. It never fails, because the status is known.
 */
export const readAnswer = (incoming: IncomingMessage, bodyMs: number): Promise<OutgoingAnswer> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      const retryAfter = incoming.headers['retry-after'] ?? resetOf(incoming);
      resolve({ status: incoming.statusCode ?? 0, retryAfter, body: decoded(Buffer.concat(chunks), incoming.headers['content-encoding']) });
    };
    const timer = setTimeout(finish, bodyMs);
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > ANSWER_LIMIT) finish();
      else chunks.push(chunk);
    });
    for (const event of ['end', 'error', 'close'] as const) incoming.on(event, finish);
  });
