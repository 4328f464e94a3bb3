import { describe, expect, it } from 'vitest';
import { giveUpExchange } from '../../../../domain/people/oidc/exchange-code.ts';
import { challengeOf } from '../../../../domain/people/oidc/state.ts';
import { WELL } from '../../../harness/oidc-outside.ts';
import { pageSecret } from '../../../harness/sso.ts';
import { ISSUER, ssoWorld } from './oidc-world.ts';

const FAILED = 'https://parley.test/#sso-failed';

describe('a sign-in at an OpenID provider begins', () => {
  it('with an address of the provider that has PKCE, a nonce and a state, and writes nothing', async () => {
    const { harness, start, outside, id } = await ssoWorld();
    const before = harness.table.all().length;
    const { status, body } = await start();
    expect({ status, expiresIn: body.expiresIn }).toEqual({ status: 201, expiresIn: 600 });
    const url = new URL(String(body.url));
    expect(url.origin + url.pathname).toBe('https://login.shop.example/authorize');
    const { nonce, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      tenant: 'x',
      response_type: 'code',
      client_id: 'parley',
      redirect_uri: `https://parley.test/v1/oidc/callback/${id}`,
      scope: 'openid email profile',
      state: body.state,
      code_challenge_method: 'S256',
    });
    expect([nonce, challenge]).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)]);
    expect(harness.table.all()).toHaveLength(before);
    expect(outside.tasks()).toEqual([]);
    expect((await start()).state).not.toBe(body.state);
  });

  it('only for a tenant and a provider that are there, with one answer for all others, which counts', async () => {
    const { start, change, harness } = await ssoWorld({}, { SIGN_IN_FAILURES_PER_ADDRESS: '4' });
    const answers = [await start({ tenant: 'nobody-has-this' }), await start({ provider: 'unknown' })];
    await change({ enabled: false });
    answers.push(await start());
    for (const { status, body } of answers) expect({ status, detail: body.detail }).toEqual({ status: 404, detail: 'No such identity provider.' });
    await start();
    expect(await start()).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) as string } });
    expect((await harness.call('GET /v1/health')).status).toBe(200);
  });

  it('only with a path of the hub to return to, and a challenge', async () => {
    const { start } = await ssoWorld();
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'evil', '', '/a#b', '/a b'])
      expect((await start({ returnTo })).status, returnTo).toBe(422);
    expect((await start({ returnTo: `/${'x'.repeat(500)}` })).status).toBe(400);
    expect((await start({ challenge: 'short' })).status).toBe(400);
    expect((await start({ returnTo: '/app?view=mine' })).status).toBe(201);
  });

  it('not where the deployment does not know its own address', async () => {
    const { start, callback } = await ssoWorld({}, { PARLEY_PUBLIC_URL: '' });
    expect((await start()).status).toBe(409);
    expect((await callback({ code: 'c', state: 's' })).status).toBe(409);
  });

  it('when the provider was reached, at most one check a minute', async () => {
    const { harness, start, outside, admin } = await (async () => {
      const given = await ssoWorld();
      given.outside.check = { discovered: null, error: 'no answer (ETIMEDOUT)' };
      const { body } = await given.harness.call('POST /v1/identity-providers', { token: given.token, body: { name: 'Gone', issuer: ISSUER, clientId: 'x' } });
      return { ...given, admin: { provider: body.id as string } };
    })();
    expect(await start(admin)).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(await outside.work()).toEqual(['failed']);
    expect(await start(admin)).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
    expect(outside.tasks()).toEqual([]);
    harness.pass(60_000);
    expect(await start(admin)).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    outside.check = WELL;
    expect(await outside.work()).toEqual(['well']);
    expect((await start(admin)).status).toBe(201);
  });

  it('no longer waits for a check that does not end, and reads what is a day old again behind a sign-in', async () => {
    const { harness, start, outside, id } = await ssoWorld();
    harness.pass(86_399_999);
    expect([(await start()).status, outside.tasks()]).toEqual([201, []]);
    harness.pass(1);
    expect((await start()).status).toBe(201);
    expect(outside.tasks()).toMatchObject([{ task: 'check', id }]);
    expect((await start()).status).toBe(201);
    expect(outside.tasks()).toEqual([]);
    const { body } = await harness.call('POST /v1/identity-providers', {
      token: (await harness.tenant()).adminToken,
      body: { name: 'Slow', issuer: ISSUER, clientId: 'x' },
    });
    expect(body.checkedAt).toBeNull();
  });
});

describe('a provider’s answer', () => {
  it('leads to the console where it has an address of its own', async () => {
    const { start, callback } = await ssoWorld({}, { PARLEY_CONSOLE_URL: 'https://console.parley.test' });
    const begun = await start({ returnTo: '/inbox/all' });
    expect(new URL(String(begun.body.url)).searchParams.get('redirect_uri')).toContain('https://parley.test/v1/oidc/callback/');
    expect(await callback({ code: 'c', state: begun.state, iss: ISSUER })).toMatchObject({
      location: `https://console.parley.test/inbox/all#sso=${begun.state}`,
    });
    expect(await callback({ code: 'c', state: 'made up' })).toMatchObject({ location: 'https://console.parley.test/#sso-failed' });
  });

  it('sends the browser to its page, is exchanged outside with the verifier and the nonce of this sign-in, and opens the session', async () => {
    const { start, callback, outside, redeem, id, harness } = await ssoWorld({ newPeople: 'user', clientSecret: 'top secret' });
    const begun = await start({ returnTo: '/app?view=mine' });
    const { status, location } = await callback({ code: 'the-code', state: begun.state, session_state: 'extra', iss: ISSUER });
    expect({ status, location }).toEqual({ status: 303, location: `https://parley.test/app?view=mine#sso=${begun.state}` });
    expect(await redeem(begun)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(JSON.stringify(harness.sent)).not.toContain('the-code');
    expect(await outside.work()).toEqual(['proved']);
    const [{ client, answer } = expect.fail('nothing was exchanged')] = outside.exchanges;
    const asked = new URL(String(begun.body.url)).searchParams;
    expect(client).toEqual({ issuer: ISSUER, clientId: 'parley', clientSecret: 'top secret' });
    expect(challengeOf(answer.verifier)).toBe(asked.get('code_challenge'));
    expect([answer.nonce, answer.state]).toEqual([asked.get('nonce'), begun.state]);
    const url = new URL(answer.callbackUrl);
    expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([`/v1/oidc/callback/${id}`, { code: 'the-code', state: begun.state, iss: ISSUER }]);
    const { status: opened, body } = await redeem(begun);
    expect({ opened, body }).toMatchObject({ opened: 201, body: { expiresIn: 300, user: { role: 'user', email: 'grace@shop.example' } } });
    // The code and what the provider said are gone.
    expect(JSON.stringify(harness.table.all().find(({ sk }) => sk === 'SIGNIN'))).not.toMatch(/the-code|grace/);
    expect(await redeem(begun)).toMatchObject({ status: 401, body: { reason: 'expired' } });
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: body.refreshToken } })).status).toBe(201);
  });

  it('opens the session once, also at the same instant', async () => {
    const { start, callback, outside, redeem } = await ssoWorld({ newPeople: 'user' });
    const begun = await start();
    await callback({ code: 'c', state: begun.state });
    await outside.work();
    const statuses = (await Promise.all(Array.from({ length: 4 }, () => redeem(begun)))).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 401, 401, 401]);
  });

  it('is taken once, in its time, at its own address, as it was given, and each failure counts', async () => {
    const { start, callback, harness, token, outside, redeem } = await ssoWorld({}, { SIGN_IN_FAILURES_PER_ADDRESS: '8' });
    const { body: second } = await harness.call('POST /v1/identity-providers', { token, body: { name: 'Second', issuer: ISSUER, clientId: 'x' } });
    await outside.work();
    const rival = await ssoWorld();
    const begun = await start();
    const answer = { code: 'c', state: begun.state };
    const wrong = [
      await callback(answer, String(second.id)),
      await callback(answer, 'unknown'),
      await callback({ ...answer, state: `${begun.state.slice(0, -2)}xx` }),
      await callback({ code: 'c' }),
      // A state of another deployment's tenant names a provider that is not here.
      await callback({ code: 'c', state: (await rival.start()).state }),
    ];
    expect(wrong.map(({ location }) => location)).toEqual([FAILED, FAILED, FAILED, FAILED, FAILED]);
    expect((await callback(answer)).location).toContain('#sso=');
    expect((await callback(answer)).location).toBe(FAILED);
    const late = await start();
    harness.pass(601_000);
    expect((await callback({ code: 'c', state: late.state })).location).toBe(FAILED);
    expect(await redeem(begun)).toMatchObject({ status: 401, body: { reason: 'expired' } });
    for (let at = 0; at < 7; at += 1) await callback({ code: 'c' });
    expect((await callback({ code: 'c' })).status).toBe(429);
  });

  it('from another issuer, without the issuer where the provider always names it, or without a code is refused', async () => {
    const { start, callback, outside, redeem, failure, harness, id, token } = await ssoWorld();
    const refuse = async (query: Readonly<Record<string, string>>) => {
      const begun = await start();
      await callback({ state: begun.state, ...query });
      expect(outside.tasks()).toEqual([]);
      expect(await redeem(begun)).toMatchObject({ status: 401, body: { reason: 'refused' } });
      expect(await failure()).toBe('the answer did not come from this issuer, or had no code');
    };
    await refuse({ code: 'c', iss: 'https://evil.example' });
    await refuse({});
    outside.check = { discovered: { authorizationEndpoint: 'https://login.shop.example/authorize', namesItself: true }, error: null };
    harness.pass(2_000);
    await harness.call(`POST /v1/identity-providers/${id}/test`, { token });
    await outside.work();
    await refuse({ code: 'c' });
  });

  it('that signs nobody in says so', async () => {
    const { start, callback, redeem, failure } = await ssoWorld();
    const begun = await start();
    expect((await callback({ state: begun.state, error: 'access_denied<script>' })).location).toContain('#sso=');
    expect(await redeem(begun)).toMatchObject({ status: 401, body: { reason: 'denied' } });
    expect(await failure()).toBe('the provider answered access_deniedscript');
  });

  it.each(['unreachable', 'refused'] as const)('whose code cannot be exchanged (%s) opens nothing, and counts for its address', async (failed) => {
    const { start, callback, outside, redeem, failure } = await ssoWorld({}, { SIGN_IN_FAILURES_PER_ADDRESS: '2' });
    const begun = await start();
    await callback({ code: 'c', state: begun.state });
    outside.exchange = { failed, reason: 'no answer (ETIMEDOUT)' };
    expect(await outside.work()).toEqual(['failed']);
    expect(await redeem(begun, { address: '192.0.2.9' })).toMatchObject({ status: 401, body: { reason: failed } });
    expect(await failure()).toBe('no answer (ETIMEDOUT)');
    await callback({ code: 'c' });
    expect((await callback({ code: 'c' })).status).toBe(429);
  });

  it('is worth nothing when the provider is disabled or removed meanwhile', async () => {
    const { start, callback, outside, redeem, change, harness, id, token } = await ssoWorld({ newPeople: 'user' });
    const [first, second, third] = [await start(), await start(), await start()];
    for (const { state } of [first, second]) await callback({ code: 'c', state });
    const [early, late] = outside.tasks();
    const { exchangeCode } = await import('../../../../domain/people/oidc/exchange-code.ts');
    const nothing = { tenantId: '', id: '' };
    expect(await exchangeCode(outside.deps, early ?? nothing)).toBe('proved');
    await change({ enabled: false });
    expect(await exchangeCode(outside.deps, late ?? nothing)).toBe('failed');
    expect((await callback({ code: 'c', state: third.state })).location).toBe(FAILED);
    expect(await redeem(first)).toMatchObject({ status: 401, body: { reason: 'expired' } });
    await harness.call(`DELETE /v1/identity-providers/${id}`, { token });
    expect(await redeem(second)).toMatchObject({ status: 401, body: { reason: 'expired' } });
    expect(outside.exchanges).toHaveLength(1);
  });

  it('that is exchanged twice counts once, and one that takes too long ends', async () => {
    const { start, callback, outside, redeem, harness, failure } = await ssoWorld({ newPeople: 'user' });
    const begun = await start();
    await callback({ code: 'c', state: begun.state });
    const [task] = outside.tasks();
    const target = task ?? { tenantId: '', id: '' };
    const { exchangeCode } = await import('../../../../domain/people/oidc/exchange-code.ts');
    const exchange = outside.deps.calls.exchange;
    const both = {
      ...outside.deps,
      calls: {
        ...outside.deps.calls,
        exchange: async (...given: Parameters<typeof exchange>) => (await exchangeCode(outside.deps, target), exchange(...given)),
      },
    };
    expect(await exchangeCode(both, target)).toBeNull();
    expect(await exchangeCode(outside.deps, target)).toBeNull();
    outside.exchange = { failed: 'refused', reason: 'too late' };
    await giveUpExchange(outside.deps, target);
    expect((await redeem(begun)).status).toBe(201);
    const slow = await start();
    await callback({ code: 'c', state: slow.state });
    harness.pass(59_999);
    expect((await redeem(slow)).status).toBe(503);
    harness.pass(1);
    expect(await redeem(slow)).toMatchObject({ status: 401, body: { reason: 'unreachable' } });
    const [pending] = outside.tasks();
    await giveUpExchange(outside.deps, pending ?? target);
    expect(await failure()).toBe('the hub could not exchange the code');
  });

  it('that fails while it succeeds elsewhere changes nothing', async () => {
    const { start, callback, outside, redeem } = await ssoWorld({ newPeople: 'user' });
    const begun = await start();
    await callback({ code: 'c', state: begun.state });
    const [task = { tenantId: '', id: '' }] = outside.tasks();
    const { exchangeCode } = await import('../../../../domain/people/oidc/exchange-code.ts');
    const calls = { ...outside.deps.calls, exchange: async () => (await exchangeCode(outside.deps, task), { failed: 'refused' as const, reason: 'used' }) };
    expect(await exchangeCode({ ...outside.deps, calls }, task)).toBeNull();
    expect((await redeem(begun)).status).toBe(201);
  });
});

describe('the session of a sign-in at a provider', () => {
  it('is for the page that began: another secret, a state of somebody else, and other members are refused', async () => {
    const { start, callback, outside, redeem, harness } = await ssoWorld({ newPeople: 'user' });
    const [mine, theirs] = [await start(), await start()];
    await callback({ code: 'c', state: mine.state });
    await outside.work();
    for (const given of [{ ...mine, verifier: pageSecret().verifier }, { ...theirs, state: mine.state }, theirs, { ...mine, state: 'nonsense' }])
      expect(await redeem(given)).toMatchObject({ status: 401, body: { code: 'unauthenticated', reason: 'expired' } });
    const { state, verifier } = mine;
    expect((await harness.call('POST /v1/sessions', { body: { oidc: { state, verifier }, tenant: 'x' } })).status).toBe(400);
    expect((await harness.call('POST /v1/sessions', { body: { oidc: { state, verifier: 'short' } } })).status).toBe(400);
    expect((await redeem(mine)).status).toBe(201);
  });
});
