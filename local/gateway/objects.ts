import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { OBJECTS_PATH, readDownload, readUpload } from '../../adapters/objects/embedded/links.ts';
import type { ObjectStore } from '../../adapters/objects/embedded/store.ts';
import { readingStore, writingStore } from '../../adapters/objects/embedded.ts';
import { ObjectsUnavailable } from '../../adapters/objects/objects.ts';
import { SAFE_HEADERS } from './http-answer.ts';
import { BrokenForm, readForm } from './multipart.ts';

class TooLarge extends Error {}
class Refused extends Error {}

const RETRY_SECONDS = '5';

/** Serves the links of `adapters/objects/embedded.ts`, with S3's responses. True when it handled the path. */
export function objectLinks(store: ObjectStore, key: Buffer) {
  return (request: IncomingMessage, response: ServerResponse, path: string, query: string): boolean => {
    if (!path.startsWith(OBJECTS_PATH)) return false;
    const work =
      request.method === 'POST' && path === OBJECTS_PATH ? upload(store, key, request, response) : download(store, key, request, response, path, query);
    work.catch((error: unknown) => {
      // The caller has disconnected.
      if (request.destroyed && !request.complete) return;
      if (response.headersSent) response.destroy();
      else if (error instanceof BrokenForm) fault(response, 400, 'MalformedPOSTRequest', error.message);
      else if (error instanceof Refused) fault(response, 403, 'AccessDenied', 'Access Denied');
      else if (error instanceof TooLarge) fault(response, 400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      else {
        if (!(error instanceof ObjectsUnavailable)) console.error('parley: an object cannot be served:', error);
        fault(response, 503, 'ServiceUnavailable', 'Please try again', { 'retry-after': RETRY_SECONDS });
      }
      request.resume();
    });
    return true;
  };
}

async function upload(store: ObjectStore, key: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const form = await readForm(request.headers['content-type'] ?? '', request);
    const policy = readUpload(key, form.fields, Date.now());
    if (policy === undefined) throw new Refused();
    if (form.file === undefined) throw new BrokenForm('the form has no file');
    const file = limited(form.file, policy.maxBytes);
    await writingStore(() => store.putStream(policy.key, file, policy.contentType));
    response.writeHead(204, { ...SAFE_HEADERS, 'access-control-allow-origin': '*' }).end();
  } finally {
    // An unread body would block the connection's next request.
    request.unpipe();
    request.resume();
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLarge();
    yield chunk;
  }
}

async function download(store: ObjectStore, key: Buffer, request: IncomingMessage, response: ServerResponse, path: string, query: string): Promise<void> {
  if (request.method === 'OPTIONS') {
    const allowed = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST, GET', 'access-control-allow-headers': '*' };
    response.writeHead(200, { ...SAFE_HEADERS, ...allowed }).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return fault(response, 405, 'MethodNotAllowed', 'The specified method is not allowed');
  const link = readDownload(key, path, query, Date.now());
  if (link === undefined) throw new Refused();
  const found = await readingStore(() => store.head(link.key));
  if (found === undefined) return fault(response, 404, 'NoSuchKey', 'The specified key does not exist.');
  response.writeHead(200, {
    ...SAFE_HEADERS,
    'content-type': link.contentType,
    'content-length': found.size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(link.filename).replace(/['()*]/g, escaped)}`,
    'cache-control': 'private, no-store',
    // A stored file must not run with the rights of our origin.
    'content-security-policy': "sandbox; default-src 'none'",
    'access-control-allow-origin': '*',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(store.read(link.key), response);
}

const escaped = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

function fault(response: ServerResponse, status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...SAFE_HEADERS, ...headers, 'content-type': 'application/xml', 'access-control-allow-origin': '*' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replace(/[<>&]/g, ' ')}</Message></Error>`);
}
