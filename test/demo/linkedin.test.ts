import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { linkedIn, TOKEN_SECONDS } from '../../demo/providers/linkedin.ts';
import type { SiteAnswer } from '../../demo/providers/site.ts';

const ACCOUNT = { clientId: 'c', clientSecret: 's', accessToken: 'a0', refreshToken: 'r0', webhookUrl: 'http://hub/webhook' };
const POST = 'urn:li:activity:7094637247890620418';
const HEADERS = { 'linkedin-version': '202606', 'x-restli-protocol-version': '2.0.0' };

const world = () => {
  const clock = { now: Date.parse('2026-11-29T10:00:00Z') };
  const site = linkedIn({ clock: () => clock.now });
  const ask = (method: string, path: string, body: unknown = '', { authorization = 'Bearer a0' as string | undefined, headers = HEADERS as object } = {}) =>
    site.answer({
      method,
      url: new URL(path, 'https://api.linkedin.example'),
      authorization,
      contentType: 'application/json',
      headers: headers as Record<string, string>,
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  ask('PUT', '/accounts/linkedin/8', ACCOUNT);
  const write = (id: string, more: object = {}) =>
    ask('POST', '/linkedin/8/comments', { comments: [{ id, text: `text ${id}`, owner: 'urn:li:person:a' }], ...more });
  const comments = (urn: string, more = '') => `/rest/socialActions/${encodeURIComponent(urn)}/comments${more}`;
  const pull = (query = '', start = 0) =>
    ask(
      'GET',
      `/rest/organizationalEntityNotifications?q=criteria&organizationalEntity=urn%3Ali%3Aorganization%3A8&actions=List(COMMENT)&timeRange=(start:0,end:${clock.now})&start=${start}&count=2${query}`,
    );
  return { site, clock, ask, write, comments, pull };
};
const told = <T>(answer: SiteAnswer | undefined): T => {
  if (!answer) throw new Error('no answer');
  return answer.body as T;
};
const ACTOR = 'urn:li:organization:8';
const URN = `urn:li:comment:(${POST},1)`;
const good = { actor: ACTOR, object: POST, message: { text: 'Hi' } };

test('members comment: each is told once, signed, ten of them in one call, and can be pulled', () => {
  const { ask, write, pull, clock } = world();
  const answer = ask('POST', '/linkedin/8/comments', { comments: ['1', '2', '3'].map((id) => ({ id, text: 't', owner: 'urn:li:person:a' })) });
  const { body, headers } = answer?.webhook ?? { body: '', headers: {} as Record<string, string> };
  expect(headers['x-li-signature']).toBe(createHmac('sha256', 's').update(`hmacsha256=${body}`).digest('hex'));
  expect((JSON.parse(body) as { notifications: object[] }).notifications).toHaveLength(3);
  expect(write('1')).toEqual({ status: 201, body: { written: 0 } });
  expect(write('4', { push: false })).not.toHaveProperty('webhook');
  clock.now += 1;
  const ids = [pull(), pull('', 2)].flatMap((page) =>
    told<{ elements: { notificationId: number }[] }>(page).elements.map(({ notificationId }) => notificationId),
  );
  expect(new Set(ids).size).toBe(4);
});

test('the organization comments below a comment or a post, edits and deletes', () => {
  const { ask, write, comments, site } = world();
  write('1');
  const below = ask('POST', comments(URN), { ...good, parentComment: URN });
  expect(below).toMatchObject({
    status: 201,
    body: { commentUrn: expect.stringContaining('urn:li:comment:') as string, parentComment: URN },
    sent: { channel: 'linkedin', account: '8' },
  });
  expect(ask('POST', comments(POST), good)).toMatchObject({ status: 201 });
  const { commentUrn: urn, id } = told<{ commentUrn: string; id: string }>(below);
  const at = comments(POST, `/${id}?actor=${encodeURIComponent(ACTOR)}`);
  const patch = { patch: { message: { $set: { text: 'Bye' } } } };
  expect(ask('POST', at, patch)).toMatchObject({ status: 400 });
  expect(ask('POST', at, patch, { headers: { ...HEADERS, 'x-restli-method': 'PARTIAL_UPDATE' } })).toMatchObject({ status: 204 });
  expect(site.comment(urn)?.text).toBe('Bye');
  expect(ask('DELETE', comments(POST, `/${id}`))).toMatchObject({ status: 400 });
  expect(ask('DELETE', comments(POST, `/1?actor=${encodeURIComponent(ACTOR)}`))).toMatchObject({ status: 403 });
  expect([ask('DELETE', at)?.status, ask('DELETE', at)?.status]).toEqual([204, 404]);
});

test('the organization has one reaction to a comment, and takes it back', () => {
  const { ask, write, site } = world();
  write('1');
  const react = (body: object, actor = ACTOR) => ask('POST', `/rest/reactions?actor=${encodeURIComponent(actor)}`, body);
  const remove = (actor = ACTOR) => ask('DELETE', `/rest/reactions/(actor:${encodeURIComponent(actor)},entity:${encodeURIComponent(URN)})`);
  expect(react({ root: URN, reactionType: 'LIKE' })).toMatchObject({ status: 201, sent: { request: { root: URN, reactionType: 'LIKE' } } });
  expect(react({ root: URN, reactionType: 'PRAISE' })?.status).toBe(201);
  expect(react({ root: 'urn:li:share:5', reactionType: 'LIKE' })?.status).toBe(201);
  expect(site.reaction(ACTOR, URN)).toBe('PRAISE');
  expect([remove('urn:li:organization:9')?.status, remove()?.status, remove()?.status]).toEqual([403, 204, 404]);
  for (const body of [
    { root: URN },
    { root: URN, reactionType: 'MAYBE' },
    { root: 'x', reactionType: 'LIKE' },
    { root: URN, reactionType: 'LIKE', colour: 'red' },
  ])
    expect(react(body)?.status).toBe(400);
  expect(react({ root: URN.replace(',1)', ',2)'), reactionType: 'LIKE' })?.status).toBe(404);
  expect(react({ root: URN, reactionType: 'LIKE' }, 'urn:li:person:a')?.status).toBe(400);
  expect(react({ root: URN, reactionType: 'LIKE' }, 'urn:li:organization:9')?.status).toBe(403);
});

describe('what is refused', () => {
  test.each<[string, unknown, object, number]>([
    ['no token', good, { authorization: '' }, 401],
    ['no version', good, { headers: { 'x-restli-protocol-version': '2.0.0' } }, 400],
    ['no protocol', good, { headers: { 'linkedin-version': '202606' } }, 400],
    ['no JSON', '{', {}, 400],
    ['an unknown field', { ...good, colour: 'red' }, {}, 400],
    ['nobody', { ...good, actor: 'urn:li:person:a' }, {}, 400],
    ['another organization', { ...good, actor: 'urn:li:organization:9' }, {}, 403],
    ['no text', { ...good, message: {} }, {}, 400],
    ['a long text', { ...good, message: { text: 'a'.repeat(1_251) } }, {}, 400],
    ['no object', { ...good, object: 'x' }, {}, 400],
    ['another object', { ...good, object: 'urn:li:activity:1' }, {}, 400],
    ['a parent that is not there', { ...good, parentComment: URN }, {}, 404],
  ])('a comment with %s', (_, body, more, status) => {
    const { ask, comments } = world();
    expect(ask('POST', comments(POST), body, more)?.status).toBe(status);
  });

  test('a query that is not documented, and one of another organization', () => {
    const { pull, ask } = world();
    expect(pull('&since=1')?.status).toBe(400);
    for (const query of [
      'q=all',
      'q=criteria',
      'q=criteria&organizationalEntity=urn:li:organization:8&actions=List(POKE)&timeRange=(start:0,end:1)',
      'q=criteria&organizationalEntity=urn:li:organization:8&actions=List(LIKE)&timeRange=(start:0,end:1)&count=0',
    ])
      expect(ask('GET', `/rest/organizationalEntityNotifications?${query}`)?.status, query).toBe(400);
    expect(ask('GET', '/rest/organizationalEntityNotifications?q=criteria&organizationalEntity=urn:li:organization:9')?.status).toBe(403);
  });

  test('other methods, other paths and accounts without what they need', () => {
    const { ask, comments } = world();
    expect(ask('PUT', comments(POST))?.status).toBe(405);
    expect(ask('GET', '/rest/posts')).toBeUndefined();
    expect(ask('PUT', '/accounts/linkedin/9', {})?.status).toBe(400);
  });
});

test('an access token lives 60 days and is renewed by its client, with the same refresh token', () => {
  const { ask, clock, comments, site } = world();
  clock.now += TOKEN_SECONDS * 1_000;
  expect(ask('POST', comments(POST), good)?.status).toBe(401);
  const renew = (form: string) => ask('POST', '/oauth/v2/accessToken', form, { authorization: undefined });
  const answer = renew('grant_type=refresh_token&refresh_token=r0&client_id=c&client_secret=s');
  expect(answer).toMatchObject({ status: 200, body: { refresh_token: 'r0' } });
  const authorization = `Bearer ${told<{ access_token: string }>(answer).access_token}`;
  expect(ask('POST', comments(POST), good, { authorization })?.status).toBe(201);
  site.expire();
  expect(ask('POST', comments(POST), good, { authorization })?.status).toBe(401);
  expect(renew('grant_type=refresh_token&refresh_token=r0&client_id=c&client_secret=x')?.status).toBe(401);
  expect(renew('grant_type=refresh_token&refresh_token=r9&client_id=c&client_secret=s')?.status).toBe(400);
  expect(renew('grant_type=refresh_token&scope=x')?.status).toBe(400);
});

test('a token is looked up by its app only', () => {
  const { ask, clock } = world();
  const look = (change: object = {}) =>
    ask('POST', '/oauth/v2/introspectToken', new URLSearchParams({ client_id: 'c', client_secret: 's', token: 'a0', ...change }).toString());
  expect(look()).toMatchObject({ status: 200, body: { active: true, status: 'active' } });
  expect(look({ token: 'other' })).toMatchObject({ status: 200, body: { active: false, status: 'revoked' } });
  expect([look({ client_secret: 'x' }), look({ scope: 'x' })]).toMatchObject([{ status: 401 }, { status: 400 }]);
  clock.now += TOKEN_SECONDS * 1_000;
  expect(look()).toMatchObject({ body: { active: false, status: 'expired' } });
});
