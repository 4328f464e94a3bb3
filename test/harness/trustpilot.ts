import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TrustpilotReview, trustpilot } from '../../demo/providers/trustpilot.ts';
import { KEPT } from './kept.ts';

/** The provider simulator's Trustpilot (demo/providers/trustpilot.ts) on a port of its own, with what a test needs to watch and to disturb it. */
export type Review = TrustpilotReview;

export interface ReviewCall {
  readonly startDateTime: string;
  readonly page: number;
  /** Epoch ms. */
  readonly at: number;
}
export interface ReplyCall {
  readonly method: string;
  readonly reviewId: string;
  readonly body: unknown;
  /** Epoch ms. */
  readonly at: number;
  readonly status: number | null;
}

/** Answers a call in place of the simulator; undefined: the simulator does. */
export type Instead = (response: ServerResponse, nth: number) => true | undefined;

export interface TrustpilotDouble {
  readonly host: string;
  readonly url: string;
  write(unit: string, text: string, at?: Date): Review;
  edit(unit: string, id: string, text: string): Review;
  /** What stands at the provider now. */
  review(id: string): Review;
  /** All tokens are expired. */
  expire(): void;
  /** From now on. `nth`: calls for reviews of this unit since this call, from 1. */
  behave(unit: string, instead: Instead): void;
  /** From now on, for replies to this review. `lost`: the reply is set, and the answer is not sent. */
  behaveReplies(reviewId: string, answers: readonly (number | 'lost' | 'silent' | { readonly status: number; readonly retryAfter: number })[]): void;
  calls(unit: string): readonly ReviewCall[];
  replies(reviewId: string): readonly ReplyCall[];
  /** The most calls of one unit that were open at the same time. */
  mostAtOnce(unit: string): number;
  close(): void;
}

export const API_KEY = 'trustpilot-key';
export const API_SECRET = 'trustpilot-secret';
export const BUSINESS_USER = 'business-user-1';

class Unit {
  readonly calls: ReviewCall[] = [];
  instead: Instead = () => undefined;
  since = 0;
  open = 0;
  mostAtOnce = 0;
}

const send = (response: ServerResponse, status: number, body: unknown, retryAfter?: number): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) })
    .end(body === null ? '' : JSON.stringify(body));

export const startTrustpilot = async (): Promise<TrustpilotDouble> => {
  const provider = trustpilot();
  const units = new Map<string, Unit>();
  const replies: ReplyCall[] = [];
  const faults = new Map<string, (number | 'lost' | 'silent' | { readonly status: number; readonly retryAfter: number })[]>();
  let written = 0;
  const unitOf = (id: string): Unit => {
    const unit = units.get(id) ?? new Unit();
    if (!units.has(id)) provider.account(id, { apiKey: API_KEY, apiSecret: API_SECRET, businessUserId: BUSINESS_USER });
    units.set(id, unit);
    return unit;
  };
  const known = (id: string): Review => provider.review(id) as Review;

  const server = createServer(KEPT, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://trustpilot');
      const body = Buffer.concat(parts).toString('utf8');
      const method = String(request.method);
      const [, name] = /^\/v1\/private\/business-units\/([^/]+)\/reviews$/.exec(url.pathname) ?? [];
      const [, reviewId] = /^\/v1\/private\/reviews\/([^/]+)\/reply$/.exec(url.pathname) ?? [];
      const unit = name === undefined ? undefined : unitOf(name);
      if (unit) {
        unit.calls.push({ startDateTime: url.searchParams.get('startDateTime') ?? '', page: Number(url.searchParams.get('page') ?? 1), at: Date.now() });
        unit.open += 1;
        unit.mostAtOnce = Math.max(unit.mostAtOnce, unit.open);
        response.on('close', () => (unit.open -= 1));
        if (unit.instead(response, unit.calls.length - unit.since)) return;
      }
      const fault = reviewId === undefined ? undefined : faults.get(reviewId)?.shift();
      const told = (status: number | null): void => {
        if (reviewId !== undefined) replies.push({ method, reviewId, body: body === '' ? null : JSON.parse(body), at: Date.now(), status });
      };
      if (fault === 'silent') return told(null);
      if (typeof fault === 'number' || typeof fault === 'object') {
        const { status, retryAfter } = typeof fault === 'number' ? { status: fault, retryAfter: undefined } : fault;
        told(status);
        return send(response, status, { message: `It says ${status}`, errorCode: status, details: '', correlationId: 'c' }, retryAfter);
      }
      const { status, body: answered, retryAfter } = provider.answer({ method, url, authorization: request.headers.authorization, body });
      told(status);
      if (fault === 'lost') return;
      // Slow enough for a second poller to come in between.
      setTimeout(() => send(response, status, answered, retryAfter), unit ? 100 : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    write(unit, text, at = new Date()) {
      unitOf(unit);
      written += 1;
      const id = written.toString(16).padStart(24, '0');
      const consumer = { id: `c${id}`, displayName: `Customer ${written}` };
      provider.write(unit, { id, title: `Review ${written}`, text, stars: 1 + (written % 5), consumer }, at.getTime());
      return known(id);
    },
    edit(_unit, id, text) {
      provider.edit(id, { text }, Date.parse(known(id).createdAt) + 60_000);
      return known(id);
    },
    review: known,
    expire: () => provider.expire(),
    behave(unit, instead) {
      const own = unitOf(unit);
      own.since = own.calls.length;
      own.instead = instead;
    },
    behaveReplies: (reviewId, answers) => void faults.set(reviewId, [...answers]),
    calls: (unit) => unitOf(unit).calls,
    replies: (reviewId) => replies.filter((one) => one.reviewId === reviewId),
    mostAtOnce: (unit) => unitOf(unit).mostAtOnce,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
