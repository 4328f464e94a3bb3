import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Trustpilot's API as its pages document it: the access token by client credentials, and "Get private reviews for business unit" with `orderBy`, `startDateTime`,
 * `perPage`, `page` (documentation-apidocumentation.trustpilot.com/business-units-api, read 2026-11-29). Written by hand, without code of the poller.
 */
export interface Review {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly stars: number;
  /** Whole seconds. */
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly consumer: { readonly id: string; readonly displayName: string };
}

export interface ReviewCall {
  readonly startDateTime: string;
  readonly page: number;
  /** Epoch ms. */
  readonly at: number;
}

/** Answers a call in place of the list of reviews; undefined: the list. */
export type Instead = (response: ServerResponse, nth: number) => true | undefined;

export interface TrustpilotDouble {
  readonly host: string;
  readonly url: string;
  write(unit: string, text: string, at?: Date): Review;
  edit(unit: string, id: string, text: string): Review;
  /** From now on. `nth`: calls for reviews of this unit since this call, from 1. */
  behave(unit: string, instead: Instead): void;
  calls(unit: string): readonly ReviewCall[];
  /** The most calls of one unit that were open at the same time. */
  mostAtOnce(unit: string): number;
  close(): void;
}

export const API_KEY = 'trustpilot-key';
export const API_SECRET = 'trustpilot-secret';
const TOKEN = 'trustpilot-token';
const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

class Unit {
  readonly reviews: Review[] = [];
  readonly calls: ReviewCall[] = [];
  instead: Instead = () => undefined;
  since = 0;
  open = 0;
  mostAtOnce = 0;
}

const send = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export const startTrustpilot = async (): Promise<TrustpilotDouble> => {
  const units = new Map<string, Unit>();
  let written = 0;
  const unitOf = (id: string): Unit => {
    const unit = units.get(id) ?? new Unit();
    units.set(id, unit);
    return unit;
  };
  const token = (request: IncomingMessage, response: ServerResponse): void => {
    const wanted = `Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`;
    if (request.headers.authorization !== wanted) return send(response, 401, { message: 'invalid client' });
    send(response, 200, { access_token: TOKEN, refresh_token: 'r', expires_in: '359999', issued_at: String(Date.now()), token_type: 'Bearer' });
  };
  const list = (unit: Unit, query: URLSearchParams, response: ServerResponse): void => {
    const startDateTime = query.get('startDateTime') ?? '';
    const [page, perPage] = [Number(query.get('page') ?? 1), Number(query.get('perPage') ?? 20)];
    unit.calls.push({ startDateTime, page, at: Date.now() });
    unit.open += 1;
    unit.mostAtOnce = Math.max(unit.mostAtOnce, unit.open);
    response.on('close', () => (unit.open -= 1));
    if (unit.instead(response, unit.calls.length - unit.since)) return;
    if (query.get('orderBy') !== 'createdat.asc' || perPage > 100) return send(response, 400, { message: 'not the documented query' });
    const found = unit.reviews
      .filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(startDateTime))
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
    const reviews = found.slice((page - 1) * perPage, page * perPage).map((review) => ({ ...review, language: 'en', companyReply: null, status: 'active' }));
    // Slow enough for a second poller to come in between.
    setTimeout(() => send(response, 200, { links: [], reviews }), 100);
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://trustpilot');
    if (pathname === '/v1/oauth/oauth-business-users-for-applications/accesstoken') return token(request, response);
    const [, unit] = /^\/v1\/private\/business-units\/([^/]+)\/reviews$/.exec(pathname) ?? [];
    if (unit === undefined) return send(response, 404, {});
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(response, 401, {});
    list(unitOf(unit), searchParams, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    write(unit, text, at = new Date()) {
      written += 1;
      const id = written.toString(16).padStart(24, '0');
      const consumer = { id: `c${id}`, displayName: `Customer ${written}` };
      const review = { id, title: `Review ${written}`, text, stars: 1 + (written % 5), createdAt: seconds(at), updatedAt: null, consumer };
      unitOf(unit).reviews.push(review);
      return review;
    },
    edit(unit, id, text) {
      const { reviews } = unitOf(unit);
      const place = reviews.findIndex((one) => one.id === id);
      const before = reviews[place] as Review;
      const after = { ...before, text, updatedAt: seconds(new Date(Date.parse(before.createdAt) + 60_000)) };
      reviews[place] = after;
      return after;
    },
    behave(unit, instead) {
      const own = unitOf(unit);
      own.since = own.calls.length;
      own.instead = instead;
    },
    calls: (unit) => unitOf(unit).calls,
    mostAtOnce: (unit) => unitOf(unit).mostAtOnce,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
