import { describe, expect, test } from 'vitest';
import { TOKEN_SECONDS, x } from '../../demo/providers/x.ts';

const ACCOUNT = { handle: 'shop', clientId: 'c', clientSecret: 's', accessToken: 'a0', refreshToken: 'r0' };

/** An account, and how it is called. */
const world = (callsPerWindow?: number, account: object = {}) => {
  const clock = { now: Date.parse('2026-11-29T10:00:00Z') };
  const site = x({ clock: () => clock.now, ...(callsPerWindow === undefined ? {} : { callsPerWindow }) });
  site.account('1', { ...ACCOUNT, ...account });
  const ask = async (method: string, path: string, body: unknown = '', authorization: string | undefined = 'Bearer a0', contentType?: string) => {
    const bytes = body instanceof Buffer ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const answer = await site.answer({ method, url: new URL(path, 'https://api.x.example'), authorization, contentType, body: bytes });
    return { status: answer?.status, body: answer?.body as Record<string, unknown>, done: answer?.done, rateLimitReset: answer?.rateLimitReset };
  };
  const renew = (refreshToken: string, authorization: string | undefined = `Basic ${Buffer.from('c:s').toString('base64')}`, more = '') =>
    ask('POST', '/2/oauth2/token', `grant_type=refresh_token&refresh_token=${refreshToken}${more}`, authorization);
  const picture = async (type = 'image/png', size = 3, category = 'tweet_image', extra?: string) => {
    const form = new FormData();
    form.append('media_category', category);
    form.append('media', new Blob([new Uint8Array(size)], { type }), 'a.png');
    if (extra !== undefined) form.append(extra, 'x');
    const request = new Response(form);
    return ask('POST', '/2/media/upload', Buffer.from(await request.arrayBuffer()), 'Bearer a0', request.headers.get('content-type') ?? undefined);
  };
  const segment = async (id: string, index: string, size: number, extra?: string) => {
    const form = new FormData();
    form.append('segment_index', index);
    form.append('media', new Blob([new Uint8Array(size)]), 'segment');
    if (extra !== undefined) form.append(extra, 'x');
    const request = new Response(form);
    return ask('POST', `/2/media/upload/${id}/append`, Buffer.from(await request.arrayBuffer()), 'Bearer a0', request.headers.get('content-type') ?? undefined);
  };
  return { site, clock, ask, renew, picture, segment };
};

describe('access', () => {
  test('a token tells its account; one that X never gave has none', async () => {
    const { ask } = world();
    expect(await ask('GET', '/2/users/me')).toMatchObject({ status: 200, body: { data: { id: '1', username: 'shop' } } });
    expect((await ask('GET', '/2/users/me', '', 'Bearer made-up')).status).toBe(401);
  });

  test('a token lives two hours; one that X never gave is taken, none is not', async () => {
    const { clock, ask, site } = world();
    expect((await ask('POST', '/2/tweets', { text: 'a' })).status).toBe(201);
    expect((await ask('POST', '/2/tweets', { text: 'b' }, 'Bearer made-up')).status).toBe(201);
    expect((await ask('POST', '/2/tweets', { text: 'c' }, '')).status).toBe(401);
    clock.now += TOKEN_SECONDS * 1_000;
    expect((await ask('POST', '/2/tweets', { text: 'd' })).status).toBe(401);
    // Said again, an account keeps the tokens that it has.
    site.account('1', ACCOUNT);
    expect((await ask('POST', '/2/tweets', { text: 'd' })).status).toBe(401);
  });

  test('a refresh token works once, for its client only, until access is revoked', async () => {
    const { ask, renew, site } = world();
    expect((await renew('r0', 'Basic wrong')).status).toBe(401);
    const first = await renew('r0');
    expect(first).toMatchObject({ status: 200, body: { token_type: 'bearer', access_token: expect.any(String), refresh_token: expect.any(String) } });
    expect(await renew('r0')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await ask('POST', '/2/tweets', { text: 'a' }, `Bearer ${String(first.body['access_token'])}`)).status).toBe(201);
    const second = await renew(String(first.body['refresh_token']));
    expect(second.status).toBe(200);
    site.revoke();
    expect((await renew(String(second.body['refresh_token']))).status).toBe(400);
    expect((await renew('r', undefined, '&scope=x')).body).toMatchObject({ error: 'invalid_request' });
  });

  test('a client without a secret names itself in the form', async () => {
    const { renew } = world(undefined, { clientSecret: undefined });
    expect((await renew('r0', undefined, '&client_id=other')).status).toBe(401);
    expect((await renew('r0', undefined, '&client_id=c')).status).toBe(200);
  });

  test('too many calls are a 429 that says when to come again', async () => {
    const { ask, clock } = world(1);
    await ask('POST', '/2/tweets', { text: 'a' });
    expect(await ask('POST', '/2/tweets', { text: 'b' })).toMatchObject({ status: 429, rateLimitReset: clock.now / 1_000 + 900 });
    clock.now += 900_000;
    expect((await ask('POST', '/2/tweets', { text: 'b' })).status).toBe(201);
  });
});

test('a film is converted after its upload, and is alone in its post', async () => {
  const { ask, segment, picture } = world();
  const { body } = await ask('POST', '/2/media/upload/initialize', { media_type: 'video/mp4', total_bytes: 7, media_category: 'tweet_video' });
  const { id } = body['data'] as { id: string };
  await segment(id, '0', 4);
  expect((await segment(id, '1', 3)).status).toBe(200);
  const state = async (method: string, path: string) =>
    ((await ask(method, path)).body['data'] as { processing_info: { state: string } }).processing_info.state;
  expect(await state('POST', `/2/media/upload/${id}/finalize`)).toBe('pending');
  const alone = { text: 'a', media: { media_ids: [id] } };
  expect((await ask('POST', '/2/tweets', alone)).status).toBe(400);
  const asked = `/2/media/upload?command=STATUS&media_id=${id}`;
  expect([await state('GET', asked), await state('GET', asked)]).toEqual(['in_progress', 'succeeded']);
  const other = ((await picture()).body['data'] as { id: string }).id;
  expect((await ask('POST', '/2/tweets', { text: 'a', media: { media_ids: [id, other] } })).status).toBe(400);
  expect((await ask('POST', '/2/tweets', alone)).status).toBe(201);
});

test('a post answers a post, with pictures, and is deleted once', async () => {
  const { ask, picture } = world();
  const media = (await picture()).body['data'] as { id: string };
  const posted = await ask('POST', '/2/tweets', { text: 'Hi', reply: { in_reply_to_tweet_id: '5' }, media: { media_ids: [media.id] } });
  expect(posted).toMatchObject({ status: 201, done: { what: 'post', account: '1', text: 'Hi', answers: '5', media: [media.id] } });
  const { id } = posted.body['data'] as { id: string };
  expect((await ask('DELETE', `/2/tweets/${id}`, '', 'Bearer other')).status).toBe(403);
  expect(await ask('DELETE', `/2/tweets/${id}`)).toMatchObject({ status: 200, done: { what: 'deletion', id } });
  expect((await ask('DELETE', `/2/tweets/${id}`)).status).toBe(404);
});

describe('what is refused', () => {
  test.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['no object', [], 400],
    ['an unknown member', { text: 'a', colour: 'red' }, 400],
    ['an answer to nothing', { text: 'a', reply: {} }, 400],
    ['an answer with more members', { text: 'a', reply: { in_reply_to_tweet_id: '1', x: 1 } }, 400],
    ['media that is not there', { text: 'a', media: { media_ids: ['5'] } }, 400],
    ['media without ids', { text: 'a', media: { media_ids: [] } }, 400],
    ['media of another shape', { text: 'a', media: 7 }, 400],
    ['nothing to say', {}, 400],
    ['a long text', { text: 'a'.repeat(281) }, 403],
    ['a long text of another script', { text: '日'.repeat(141) }, 403],
  ])('a post with %s', async (_, body, status) => expect((await world().ask('POST', '/2/tweets', body)).status).toBe(status));

  test('the same post twice, but not one with a long link', async () => {
    const { ask } = world();
    expect((await ask('POST', '/2/tweets', { text: `https://a.example/${'a'.repeat(400)}` })).status).toBe(201);
    await ask('POST', '/2/tweets', { text: 'a' });
    expect(await ask('POST', '/2/tweets', { text: 'a' })).toMatchObject({ status: 403, body: { detail: expect.stringContaining('duplicate') } });
  });

  const path = '/2/dm_conversations/with/7/messages';
  test.each<[string, string, unknown, number]>([
    ['which is fine', path, { text: 'a' }, 201],
    ['to nobody', '/2/dm_conversations/with/ann/messages', { text: 'a' }, 400],
    ['that is no JSON', path, '{', 400],
    ['with an unknown member', path, { text: 'a', colour: 'red' }, 400],
    ['without anything', path, {}, 400],
    ['of 10,001 characters', path, { text: 'a'.repeat(10_001) }, 400],
    ['with two files', path, { attachments: [{ media_id: '1' }, { media_id: '2' }] }, 400],
    ['with a file that is not there', path, { attachments: [{ media_id: '1' }] }, 400],
    ['with files of another shape', path, { attachments: [7] }, 400],
  ])('a message %s', async (_, to, body, status) => expect((await world().ask('POST', to, body)).status).toBe(status));

  test('pictures of other types, sizes and categories, and forms that are none', async () => {
    const { picture, ask } = world();
    const all = await Promise.all([
      picture('image/gif'),
      picture('image/png', 5_242_881),
      picture('image/png', 3, 'tweet_video'),
      picture('image/png', 3, 'dm_image', 'x'),
    ]);
    expect(all.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect((await ask('POST', '/2/media/upload', '{}')).status).toBe(400);
  });

  test('uploads in segments that are not as documented', async () => {
    const { ask, segment } = world();
    const given = { media_type: 'image/gif', total_bytes: 5, media_category: 'tweet_gif' };
    const wrong = [{ shape: 'x' }, { media_category: 'tweet_image' }, { media_type: 'video/mp4' }, { total_bytes: 15 * 1024 * 1024 + 1 }, { total_bytes: '5' }];
    for (const change of wrong) expect((await ask('POST', '/2/media/upload/initialize', { ...given, ...change })).status, JSON.stringify(change)).toBe(400);
    const { body } = await ask('POST', '/2/media/upload/initialize', given);
    const { id } = body['data'] as { id: string };
    expect((await segment(id, 'x', 5)).status).toBe(400);
    expect((await segment(id, '0', 5, 'extra')).status).toBe(400);
    expect((await segment(id, '0', 5 * 1024 * 1024 + 1)).status).toBe(400);
    expect((await segment('12345', '0', 5)).status).toBe(400);
    expect((await ask('POST', `/2/media/upload/${id}/append`, '{}')).status).toBe(400);
    await segment(id, '0', 4);
    expect((await ask('POST', `/2/media/upload/${id}/finalize`)).status).toBe(400);
    expect((await ask('POST', `/2/media/upload/${id}/finalize`, '7')).status).toBe(400);
    expect((await ask('GET', `/2/media/upload?media_id=${id}`)).status).toBe(400);
    expect((await ask('POST', '/2/tweets', { text: 'a', media: { media_ids: [id] } })).status).toBe(400);
  });

  test('paths that are not X’s', async () => {
    const { site, ask } = world();
    expect((await ask('GET', '/2/users/by')).status).toBe(404);
    expect(await site.answer({ method: 'GET', url: new URL('https://a.example/v1/x'), authorization: undefined, body: Buffer.alloc(0) })).toBeUndefined();
    expect([site.handleOf('1'), site.handleOf('2')]).toEqual(['shop', 'somebody']);
  });
});
