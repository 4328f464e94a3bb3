import { describe, expect, test } from 'vitest';
import { LONGEST_REPLY, TOKEN_SECONDS, type TrustpilotAnswer, trustpilot } from '../../demo/providers/trustpilot.ts';

const review = (id: string) => ({ id, title: 'T', text: 'x', stars: 3, consumer: { id: `c-${id}`, displayName: 'C' } });
const ACCOUNT = { apiKey: 'k', apiSecret: 's', businessUserId: 'b' };

/** A business with one review, and a token. */
const world = (callsPerWindow?: number) => {
  const clock = { now: Date.parse('2026-11-29T10:00:00Z') };
  const site = trustpilot({ clock: () => clock.now, ...(callsPerWindow === undefined ? {} : { callsPerWindow }) });
  site.account('unit', ACCOUNT);
  site.write('unit', review('r1'));
  const ask = (method: string, path: string, authorization: string | undefined, body = ''): TrustpilotAnswer =>
    site.answer({ method, url: new URL(path, 'https://api.trustpilot.example'), authorization, body });
  const token = (keys = 'k:s', body = 'grant_type=client_credentials') =>
    ask('POST', '/v1/oauth/oauth-business-users-for-applications/accesstoken', `Basic ${Buffer.from(keys).toString('base64')}`, body);
  const bearer = (keys?: string): string => `Bearer ${(token(keys).body as { access_token: string }).access_token}`;
  const reply = (given: unknown, authorization: string | undefined, id = 'r1') =>
    ask('POST', `/v1/private/reviews/${id}/reply`, authorization, typeof given === 'string' ? given : JSON.stringify(given));
  return { site, clock, ask, token, bearer, reply };
};
const GOOD = { authorBusinessUserId: 'b', message: 'Sorry' };

describe('access', () => {
  test('a token is given for the right secret, and for a key of nobody', () => {
    const { token, ask } = world();
    expect(token()).toMatchObject({ status: 200, body: { access_token: expect.any(String), expires_in: String(TOKEN_SECONDS) } });
    expect(token('nobody:any').status).toBe(200);
    expect(token('k:wrong').status).toBe(401);
    expect(token('k:s', '').status).toBe(400);
    expect(ask('POST', '/v1/oauth/oauth-business-users-for-applications/accesstoken', undefined, 'grant_type=client_credentials').status).toBe(401);
  });

  test('a token expires after 100 hours, or when all do, and opens the own unit only', () => {
    const { site, clock, ask, bearer } = world();
    const mine = bearer();
    const list = (authorization: string | undefined, unit = 'unit') => ask('GET', `/v1/private/business-units/${unit}/reviews`, authorization).status;
    expect([list(mine), list(undefined), list('Bearer x'), list(bearer('other:x')), list(bearer('other:x'), 'unknown')]).toEqual([200, 401, 401, 403, 200]);
    clock.now += TOKEN_SECONDS * 1_000;
    expect(list(mine)).toBe(401);
    const next = bearer();
    site.expire();
    expect(list(next)).toBe(401);
  });

  test('too many calls in five minutes are a 429 that says when to come again', () => {
    const { clock, ask, bearer, token } = world(3);
    const mine = bearer();
    const list = () => ask('GET', '/v1/private/business-units/unit/reviews', mine);
    clock.now += 60_000;
    expect([list().status, list().status]).toEqual([200, 200]);
    expect(list()).toMatchObject({ status: 429, retryAfter: 240 });
    expect(token().status).toBe(429);
    clock.now += 240_000;
    expect(list().status).toBe(200);
  });
});

test('reviews come in either order, by page, from a time on, and a query that is not documented is refused', () => {
  const { site, clock, ask, bearer } = world();
  for (const id of ['r2', 'r3']) {
    clock.now += 60_000;
    site.write('unit', review(id));
  }
  expect(site.write('unit', review('r1'))).toBe(false);
  site.edit('r2', { text: 'y', stars: 1 });
  site.edit('none', { text: 'y' });
  const list = (query: string) => ask('GET', `/v1/private/business-units/unit/reviews?${query}`, bearer());
  const ids = (query: string) => (list(query).body as { reviews: { id: string }[] }).reviews.map(({ id }) => id);
  expect(ids('')).toEqual(['r3', 'r2', 'r1']);
  expect(ids('orderBy=createdat.asc&perPage=2')).toEqual(['r1', 'r2']);
  expect(ids('orderBy=createdat.asc&perPage=2&page=2')).toEqual(['r3']);
  expect(ids('orderBy=createdat.asc&startDateTime=2026-11-29T10:01:00Z')).toEqual(['r2', 'r3']);
  expect(site.review('r2')).toMatchObject({ text: 'y', stars: 1, createdAt: '2026-11-29T10:01:00Z', updatedAt: '2026-11-29T10:02:00Z' });
  for (const query of ['perPage=101', 'perPage=0', 'perPage=x', 'page=0', 'orderBy=updatedat.asc', 'startDateTime=soon', 'since=1'])
    expect(list(query).status, query).toBe(400);
});

describe('the reply', () => {
  test('is one a review: posted, replaced, deleted', () => {
    const { site, clock, bearer, reply, ask } = world();
    const mine = bearer();
    expect(reply(GOOD, mine)).toMatchObject({ status: 201, replied: { unit: 'unit', reviewId: 'r1' } });
    expect(site.review('r1')?.companyReply).toEqual({ text: 'Sorry', authorBusinessUserId: 'b', createdAt: '2026-11-29T10:00:00Z', updatedAt: null });
    clock.now += 60_000;
    reply({ ...GOOD, message: 'Very sorry', submittedAt: '2026-11-29T10:00:00' }, mine);
    expect(site.review('r1')?.companyReply).toMatchObject({ text: 'Very sorry', createdAt: '2026-11-29T10:00:00Z', updatedAt: '2026-11-29T10:01:00Z' });
    expect(ask('DELETE', '/v1/private/reviews/r1/reply', mine)).toMatchObject({ status: 204, replied: { reply: null } });
    expect(ask('DELETE', '/v1/private/reviews/r1/reply', mine).status).toBe(404);
    expect(site.review('r1')?.companyReply).toBeNull();
  });

  test.each<[string, unknown]>([
    ['an unknown field', { ...GOOD, html: '<p>' }],
    ['no author', { message: 'x' }],
    ['an empty author', { ...GOOD, authorBusinessUserId: '' }],
    ['no text', { authorBusinessUserId: 'b' }],
    ['an empty text', { ...GOOD, message: ' ' }],
    ['a text that is too long', { ...GOOD, message: 'x'.repeat(LONGEST_REPLY + 1) }],
    ['a time that is none', { ...GOOD, submittedAt: 'now' }],
    ['no JSON', '{'],
    ['no object', []],
  ])('with %s is malformed', (_, body) => {
    const { bearer, reply, site } = world();
    expect(reply(body, bearer())).toMatchObject({ status: 400, body: { message: 'The request was malformed', errorCode: 1001 } });
    expect(site.review('r1')?.companyReply).toBeNull();
  });

  test('of somebody else, to no review, and on another path is refused', () => {
    const { bearer, reply, ask } = world();
    const mine = bearer();
    expect(reply({ ...GOOD, authorBusinessUserId: 'other' }, mine).status).toBe(403);
    expect(reply(GOOD, bearer('other:x')).status).toBe(403);
    expect(reply(GOOD, undefined).status).toBe(401);
    expect(reply(GOOD, mine, 'none').status).toBe(404);
    expect(ask('PUT', '/v1/private/reviews/r1/reply', mine).status).toBe(404);
  });
});
