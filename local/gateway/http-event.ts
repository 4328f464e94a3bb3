import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../assembly/identity.ts';
import { decoded, type Match } from './router.ts';

/** API Gateway's HTTP API event, payload format 2.0. */
export interface HttpEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Content types whose bodies API Gateway passes as text; all others, including forms, are base64. */
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b|application\/[^;]+\+json\b)/i;

/**
 * The event of one request. `rawPath` is decoded, as HTTP APIs do (unlike function URLs), and cookies are not among the headers. `path` and `query`: as in
 * the request line. A body that is declared as text but is not UTF-8 is base64, so that a signature over its bytes can be checked.
 */
export function httpEvent(request: IncomingMessage, path: string, query: string, body: Buffer, match: Match, requestId: string, now: number): HttpEvent {
  const headers: Record<string, string> = {};
  let cookies: string[] | undefined;
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    if (name === 'cookie') cookies = String(value).split('; ');
    else headers[name] = typeof value === 'string' ? value : value.join(',');
  }
  const host = request.headers.host ?? '';
  const rawPath = path.includes('%') ? decoded(path) : path;
  headers['x-forwarded-proto'] ??= 'http';
  const sourceIp = plainAddress(request.socket.remoteAddress ?? '');
  headers['x-forwarded-for'] = headers['x-forwarded-for'] === undefined ? sourceIp : `${headers['x-forwarded-for']}, ${sourceIp}`;
  const type = headers['content-type'] ?? 'text/plain';
  const encoded = body.length > 0 && (!TEXT.test(type) || headers['content-encoding'] !== undefined || !isUtf8(body));
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(query === '' ? {} : { queryStringParameters: parameters(query) }),
    ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: match.route.apiId,
      domainName: host,
      domainPrefix: match.route.apiId,
      http: { method: request.method ?? 'GET', path: rawPath, protocol: `HTTP/${request.httpVersion}`, sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey: match.route.routeKey,
      stage: '$default',
      time: clf(now),
      timeEpoch: now,
    },
    ...(body.length === 0 ? {} : { body: body.toString(encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: encoded,
  };
}

/** An IPv4 caller of a dual-stack socket looks like `::ffff:127.0.0.1`. */
const plainAddress = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);

function parameters(query: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) result[name] = result[name] === undefined ? value : `${result[name]},${value}`;
  return result;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
let clfSecond = -1;
let clfText = '';

/** Common log format, as in `21/Nov/2026:01:35:00 +0000`; formatted once a second. */
export function clf(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== clfSecond) {
    const iso = new Date(now).toISOString();
    clfText = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
    clfSecond = second;
  }
  return clfText;
}
