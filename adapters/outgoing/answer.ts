import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/**
 * What a server answered, whatever it was. `status` is the number that the server sent: it may be any of three digits. `body` is what came of the
 * text, also of one that broke off, did not end or was too long.
 */
export interface OutgoingAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** Bytes of an answer that are read; no answer to a send is longer. */
const ANSWER_LIMIT = 1_000_000;

const DECODERS: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The request asks for `identity`; servers that compress all the same are read within the same limit. Undecodable bytes count as no body. */
const decoded = (body: Buffer, encoding: string | undefined): string => {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity' || name === '' || body.length === 0) return body.toString('utf8');
  try {
    return DECODERS[name]?.(body, { maxOutputLength: ANSWER_LIMIT }).toString('utf8') ?? '';
  } catch {
    return '';
  }
};

/** Reads an answer until its end, its limit of bytes, its break or `bodyMs`, whichever comes first. Never fails: the status line has come. */
export const readAnswer = (incoming: IncomingMessage, bodyMs: number): Promise<OutgoingAnswer> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(timer);
      const retryAfter = incoming.headers['retry-after'] ?? null;
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
