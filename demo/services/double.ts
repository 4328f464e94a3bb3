import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The response of a simulated service. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface Asked {
  /** `POST /helper/v1/events` */
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A simulated external service. */
export interface Double {
  /** The prefix of its paths: `/helper/`. */
  readonly prefix: string;
  handle(asked: Asked): Answered;
}

/** Calls older than this may be replays. */
const OLDEST_SECONDS = 300;

/** Whether the hub has signed this call: the HMAC of `{timestamp}.{body}` with the shared secret (docs/services.md). */
export const isSigned = (secret: string, { headers, body }: Pick<Asked, 'headers' | 'body'>, now: number): boolean => {
  const timestamp = String(headers['x-parley-timestamp']);
  const given = Buffer.from(String(headers['x-parley-signature']));
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`);
  const isYoung = Math.abs(now / 1000 - Number(timestamp)) <= OLDEST_SECONDS;
  return secret !== '' && isYoung && given.length === right.length && timingSafeEqual(given, right);
};

export const NO_PATH: Answered = { status: 404, body: { error: 'no such path' } };
export const UNSIGNED: Answered = { status: 401, body: { error: 'wrong signature' } };
export const DOWN: Answered = { status: 503, body: { error: 'down' } };
