import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from '../../client/rest/problem.ts';
import { createSession } from '../../client/rest/session.ts';
import { createTransport } from '../../client/rest/transport.ts';
import { memoryStore } from '../../client/storage/store.ts';

const baseUrl = 'https://parley.test';
const request = (method: string, path = '/v1/teams'): Request => new Request(`${baseUrl}${path}`, { method });
const answer = (status: number, headers: Record<string, string> = {}, body: unknown = {}): Response => Response.json(body, { status, headers });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = async <T>(promise: Promise<T>): Promise<T> => {
  const watched = promise.catch(() => undefined);
  await vi.runAllTimersAsync();
  await watched;
  return promise;
};

describe('repeats of requests', () => {
  it.each([429, 503])('repeat after a %i, no sooner than Retry-After says', async (status) => {
    const at: number[] = [];
    const answers = [answer(status, { 'retry-after': '7' }), answer(200)];
    const start = Date.now();
    const send = createTransport({ fetch: () => (at.push(Date.now() - start), Promise.resolve(answers.shift() as Response)) });
    expect((await settle(send(request('PATCH')))).status).toBe(200);
    expect(at[1]).toBeGreaterThanOrEqual(7000);
  });

  it('give up after three, and do not wait longer than the caller wants', async () => {
    const fetch = vi.fn(async () => answer(503));
    expect((await settle(createTransport({ fetch })(request('GET')))).status).toBe(503);
    expect(fetch).toHaveBeenCalledTimes(4);
    const slow = vi.fn(async () => answer(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
    expect((await settle(createTransport({ fetch: slow })(request('GET')))).status).toBe(429);
    expect(slow).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['GET', '/v1/teams', 4],
    ['POST', '/v1/teams', 4],
    ['PATCH', '/v1/teams/1', 1],
    ['POST', '/v1/api-keys', 1],
  ])('after a lost connection, %s %s is sent %i times', async (method, path, times) => {
    const fetch = vi.fn(async (sent: Request) => Promise.reject(new TypeError(sent.method)));
    await expect(settle(createTransport({ fetch })(request(method, path)))).rejects.toThrow(method);
    expect(fetch).toHaveBeenCalledTimes(times);
    expect(new Set(fetch.mock.calls.map(([sent]) => sent.headers.get('idempotency-key'))).size).toBe(1);
  });

  it('end when the caller aborts', async () => {
    const caller = new AbortController();
    const waiting = createTransport({ fetch: async () => answer(503) })(new Request(baseUrl, { signal: caller.signal }));
    setTimeout(() => caller.abort(new Error('enough')), 100);
    await expect(settle(waiting)).rejects.toThrow('enough');
  });
});

describe('problems', () => {
  it('keep what the API said, and make one of what is no JSON', async () => {
    const members = { code: 'already_taken', title: 'Taken', status: 409, detail: 'Kenji has it.', errors: [] };
    const problem = { ...members, owner: 'k' };
    expect(await errorOf(answer(409, {}, problem))).toMatchObject({ ...members, problem, message: '409 already_taken: Kenji has it.' });
    const page = new Response('<html>', { status: 503, statusText: 'Gone fishing', headers: { 'retry-after': '7' } });
    expect(await errorOf(page)).toMatchObject({ status: 503, retryAfter: 7, code: 'internal', title: 'Gone fishing', detail: '<html>' });
    expect(await errorOf(answer(502, { 'retry-after': 'soon' }, null))).toMatchObject({ code: 'internal', retryAfter: undefined });
  });
});

describe('a session in several tabs', () => {
  const tokens = (n: number) => ({ accessToken: `a${n}`, refreshToken: `r${n}`, expiresIn: 300, user: { id: 'u' } });

  it('rotates once, whoever notices the expiry first', async () => {
    const store = memoryStore();
    let rotations = 0;
    const fetch = async (sent: Request): Promise<Response> => {
      if (!sent.url.endsWith('/refresh')) return answer(201, {}, tokens(0));
      rotations += 1;
      expect(await sent.json()).toEqual({ refreshToken: 'r0' });
      return answer(201, {}, tokens(1));
    };
    const tabs = [1, 2, 3].map(() => createSession({ baseUrl, store, fetch, name: 'shared' }));
    await tabs[0]?.signIn({ tenant: 't', email: 'a@b.example', password: 'x' });
    await Promise.all(tabs.map((tab) => tab.token()));
    expect(await settle(Promise.all(tabs.map((tab) => tab.renew('a0'))))).toEqual([true, true, true]);
    expect(await Promise.all(tabs.map((tab) => tab.token()))).toEqual(['a1', 'a1', 'a1']);
    expect(rotations).toBe(1);
  });

  it('tells the page when the session has ended, and keeps it when the hub is away', async () => {
    const onSignedOut = vi.fn();
    let refreshed = answer(500);
    const fetch = async (sent: Request): Promise<Response> => (sent.url.endsWith('/refresh') ? refreshed : answer(201, {}, tokens(0)));
    const session = createSession({ baseUrl, fetch, onSignedOut, name: 'ending' });
    await session.signIn({ tenant: 't', email: 'a@b.example', password: 'x' });
    await expect(session.renew('a0')).rejects.toMatchObject({ status: 500 });
    expect(await session.user()).toEqual({ id: 'u' });
    refreshed = answer(401);
    expect(await session.renew('a0')).toBe(false);
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    expect(await session.token()).toBeUndefined();
  });
});
