import type { ServerResponse } from 'node:http';

interface Structured {
  readonly statusCode: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Headers of every response. A function's own headers win. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** A response of API Gateway itself: `{"message": …}`. */
export const gatewayAnswer = (status: number, message: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify({ message }),
});

export const INTERNAL_ERROR = gatewayAnswer(500, 'Internal Server Error');

/** A function's result in payload format 2.0: with a `statusCode` it is a response; anything else becomes a 200 with that JSON. */
export function answerOf(result: unknown): Answer {
  if (typeof result === 'object' && result !== null && 'statusCode' in result) {
    const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = result as Structured;
    const status = Number(statusCode);
    if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return INTERNAL_ERROR;
    const named: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined && value !== null) named[name.toLowerCase()] = String(value as string | number);
    if (cookies !== undefined && cookies.length > 0) named['set-cookie'] = [...cookies];
    if (body !== '' && named['content-type'] === undefined) named['content-type'] = 'text/plain;charset=UTF-8';
    return { status, headers: named, body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body };
  }
  if (result === undefined || result === null) return { status: 200, headers: JSON_TYPE, body: 'null' };
  return { status: 200, headers: JSON_TYPE, body: typeof result === 'string' ? result : JSON.stringify(result) };
}

export function send(response: ServerResponse, answer: Answer, head: boolean): void {
  if (response.headersSent || response.destroyed) return;
  const { status, body } = answer;
  const headers = { ...SAFE_HEADERS, ...answer.headers };
  const bodiless = status === 204 || status === 304 || status < 200;
  response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(bodiless || head ? undefined : body);
}
