import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { IdentityProvider } from '../../../client/api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import type { Addresses } from '../../../console/src/data/link.ts';
import { beginSso, endSso, newVerifier, returnPath, SSO_KEY, type TabStore, type Waiting } from '../../../console/src/data/sso.ts';
import { takeSsoAnswer } from '../../../console/src/data/sso-answer.ts';
import { changeOf, draftOf, EMPTY_PROVIDER, formOf, NOBODY } from '../../../console/src/settings/providers/draft.ts';

const here = { pathname: '/inbox/all', search: '?status=created', hash: '' };

describe('what the browser brings back from a provider', () => {
  test.each([
    ['#sso=ab.CD-1_2', { state: 'ab.CD-1_2' }],
    ['#sso-failed', { state: undefined }],
  ])('%s is taken out of the address, and the place stays', (hash, expected) => {
    const replaceState = vi.fn<Addresses['replaceState']>();
    expect(takeSsoAnswer({ ...here, hash }, { replaceState })).toEqual(expected);
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/inbox/all?status=created');
  });
  test.each(['', '#sso', '#sso=', '#sso=a b', '#sso-failed=x', '#reset=a'])('“%s” is no answer', (hash) => {
    const replaceState = vi.fn<Addresses['replaceState']>();
    expect(takeSsoAnswer({ ...here, hash }, { replaceState })).toBeUndefined();
    expect(replaceState).not.toHaveBeenCalled();
  });
});

describe('the way back', () => {
  test('is the place that the person left', () => expect(returnPath(here, '/')).toBe('/inbox/all?status=created'));
  test.each([`/${'a'.repeat(500)}`, '//evil.example', '/a b', '/\\evil'])('%s is not taken by the hub, so it is the beginning', (pathname) =>
    expect(returnPath({ ...here, pathname, search: '' }, '/')).toBe('/'),
  );
});

test('the hub gets the SHA-256 of 32 random bytes as text', async () => {
  const [one, other] = [await newVerifier(), await newVerifier()];
  expect(one.verifier).toMatch(/^[\w-]{43}$/);
  expect(one.verifier).not.toBe(other.verifier);
  expect(one.challenge).toBe(createHash('sha256').update(one.verifier).digest('base64url'));
});

const inTab = (): TabStore & { readonly values: Map<string, string> } => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
};
/** A clock that waiting moves. */
const waitingFrom = (start = 0): Waiting & { readonly waited: number[] } => {
  let at = start;
  const waited: number[] = [];
  const wait = (ms: number): Promise<void> => {
    at += ms;
    waited.push(ms);
    return Promise.resolve();
  };
  return { waited, wait, now: () => at };
};
const refused = (status: number, more: object = {}, retryAfter?: number): ParleyError =>
  new ParleyError({ code: status === 503 ? 'unavailable' : 'unauthenticated', title: 'No', status, detail: 'No.', errors: [], ...more }, retryAfter);
const started = { url: 'https://id.example/auth?x', state: 'st.a.te', expiresIn: 600 };
const asked = { tenant: 'acme', provider: 'p1', returnTo: '/' };

describe('a sign-in begins', () => {
  test('and its secret stays in the tab', async () => {
    const store = inTab();
    const start = vi.fn(() => Promise.resolve(started));
    expect(await beginSso({ ...asked, start }, store, waitingFrom())).toBe(started.url);
    const kept = JSON.parse(store.values.get(SSO_KEY) ?? '') as { verifier: string };
    expect(kept).toMatchObject({ state: 'st.a.te', tenant: 'acme' });
    const challenge = createHash('sha256').update(kept.verifier).digest('base64url');
    expect(start).toHaveBeenCalledExactlyOnceWith({ ...asked, challenge });
  });
  test('with the same secret again while the hub contacts the provider', async () => {
    const waiting = waitingFrom();
    const start = vi.fn(() => Promise.resolve(started));
    start.mockRejectedValueOnce(refused(503, {}, 2)).mockRejectedValueOnce(refused(503));
    await beginSso({ ...asked, start }, inTab(), waiting);
    expect(waiting.waited).toEqual([2000, 1000]);
    expect(new Set(start.mock.calls.map((call) => JSON.stringify(call))).size).toBe(1);
  });
  test.each([
    ['a provider that does not answer', refused(503, {}, 60)],
    ['a provider that is gone', refused(404)],
    ['no connection', new TypeError('fetch failed')],
  ])('not with %s, and nothing is kept', async (_, error) => {
    const store = inTab();
    await expect(beginSso({ ...asked, start: () => Promise.reject(error) }, store, waitingFrom())).rejects.toBe(error);
    expect(store.values.size).toBe(0);
  });
  test('not after half a minute of waiting', async () => {
    const waiting = waitingFrom();
    await expect(beginSso({ ...asked, start: () => Promise.reject(refused(503, {}, 2)) }, inTab(), waiting)).rejects.toThrow('503');
    expect(waiting.waited).toHaveLength(15);
  });
});

describe('a sign-in ends', () => {
  const kept = { state: 'st.a.te', verifier: 'v', tenant: 'acme' };
  const begun = (): ReturnType<typeof inTab> => {
    const store = inTab();
    store.setItem(SSO_KEY, JSON.stringify(kept));
    return store;
  };
  test('with a session, after the hub has checked the answer of the provider; the secret is gone then', async () => {
    const store = begun();
    const signIn = vi.fn(() => Promise.resolve());
    signIn.mockRejectedValueOnce(refused(503, {}, 1));
    expect(await endSso({ state: 'st.a.te' }, store, signIn, waitingFrom())).toEqual({ tenant: 'acme' });
    expect(signIn.mock.calls).toEqual([[{ oidc: { state: 'st.a.te', verifier: 'v' } }], [{ oidc: { state: 'st.a.te', verifier: 'v' } }]]);
    expect(store.values.size).toBe(0);
  });
  test.each(['denied', 'unreachable', 'refused', 'nobody', 'expired'])('with the reason “%s”', async (reason) =>
    expect(await endSso({ state: 'st.a.te' }, begun(), () => Promise.reject(refused(401, { reason })), waitingFrom())).toEqual({ failure: reason }),
  );
  test.each([
    ['a reason that is none', refused(401, { reason: 'toString' })],
    ['too many attempts', refused(429)],
    ['no connection', new TypeError('fetch failed')],
  ])('with an error: %s', async (_, error) => expect(endSso({ state: 'st.a.te' }, begun(), () => Promise.reject(error), waitingFrom())).rejects.toBe(error));
  test('never with the secret of another sign-in', async () => {
    const signIn = vi.fn(() => Promise.resolve());
    expect(await endSso({ state: 'other' }, begun(), signIn, waitingFrom())).toEqual({ failure: 'began-elsewhere' });
    expect(await endSso({ state: 'st.a.te' }, inTab(), signIn, waitingFrom())).toEqual({ failure: 'began-elsewhere' });
    expect(await endSso({ state: undefined }, begun(), signIn, waitingFrom())).toEqual({ failure: 'failed' });
    expect(signIn).not.toHaveBeenCalled();
  });
});

describe('a provider in a form', () => {
  const provider: IdentityProvider = {
    id: 'p1',
    name: 'Staff',
    issuer: 'https://id.acme.example',
    clientId: 'parley',
    hasSecret: true,
    scopes: ['openid', 'email'],
    emailDomains: ['acme.example'],
    newPeople: null,
    enabled: true,
    redirectUri: null,
    reachable: true,
    checkedAt: null,
    checkError: null,
    lastFailure: null,
    createdAt: '2026-11-30T08:00:00Z',
  };
  const before = formOf(provider);
  test('sends what was typed, as lists', () =>
    expect(
      draftOf({
        ...EMPTY_PROVIDER,
        name: ' Staff ',
        issuer: ' https://id.acme.example ',
        clientId: 'c',
        clientSecret: 's',
        emailDomains: 'a.example, b.example',
      }),
    ).toEqual({
      name: 'Staff',
      issuer: 'https://id.acme.example',
      clientId: 'c',
      clientSecret: 's',
      scopes: ['openid', 'email', 'profile'],
      emailDomains: ['a.example', 'b.example'],
      newPeople: null,
      enabled: false,
    }));
  test.each([
    [{}, {}],
    [{ emailDomains: 'acme.example' }, {}],
    [{ newPeople: 'agent' }, { newPeople: 'agent' }],
    [{ clientSecret: 'new' }, { clientSecret: 'new' }],
    [{ hasSecret: false, clientSecret: '' }, { clientSecret: null }],
    [
      { enabled: false, scopes: 'openid' },
      { enabled: false, scopes: ['openid'] },
    ],
  ])('%j changes %j', (typed, change) => expect(changeOf(before, { ...before, ...typed })).toEqual(change));
  test('a public client has no secret to take away', () => {
    const open = formOf({ ...provider, hasSecret: false, newPeople: 'user' });
    expect(changeOf(open, { ...open, newPeople: NOBODY })).toEqual({ newPeople: null });
    expect(draftOf({ ...open, clientSecret: 'left over' })).not.toHaveProperty('clientSecret');
  });
});
