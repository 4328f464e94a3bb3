import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeOf, isChallengeOf, isOwnPath, nonceOf, readState, sealState, verifierOf } from '../../../../domain/people/oidc/state.ts';
import { signTokens } from '../../../../domain/people/sessions/tokens.ts';

const KEY = 'a token key of the tests';
const NOW = 1_800_000_000_000;
const STATE = { tenantId: 't-1', providerId: 'p-1', challenge: challengeOf('secret'), returnTo: '/app?x=1' };

describe('a state', () => {
  it('says what it was sealed with, for ten minutes', async () => {
    const text = await sealState(KEY, STATE, 'once', NOW);
    expect(await readState(KEY, text, NOW + 599_999)).toEqual({ ...STATE, expiresAt: NOW / 1000 + 600 });
    expect(await readState(KEY, text, NOW + 600_000)).toBeUndefined();
  });

  it('is ours only: another key, any other text and tokens of sessions are none', async () => {
    const text = await sealState(KEY, STATE, 'once', NOW);
    expect(await readState('another key of tests', text, NOW)).toBeUndefined();
    const session = { id: 's', personId: 'p', generation: 1, replacedAt: [], credentialVersion: 1, createdAt: '', expiresAt: NOW / 1000 + 60 };
    const { accessToken, refreshToken } = await signTokens(KEY, 't-1', session, NOW);
    for (const token of [accessToken, refreshToken, '', 'a.b.c']) expect(await readState(KEY, token, NOW)).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('A', 'b', '.', '-'), async (at, other) => {
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        // The last character of base64url may have bits that count for nothing.
        if (changed === text || at === text.length - 1) return;
        expect(await readState(KEY, changed, NOW)).toBeUndefined();
      }),
    );
  });

  it('has a verifier and a nonce that follow from it and the key, and differ', () => {
    const both = [verifierOf(KEY, 'a'), nonceOf(KEY, 'a'), verifierOf(KEY, 'b'), nonceOf(KEY, 'b'), verifierOf('another key of tests', 'a')];
    expect(new Set(both).size).toBe(5);
    expect(verifierOf(KEY, 'a')).toBe(both[0]);
    for (const one of both) expect(one).toMatch(/^[\w-]{43}$/);
  });

  it('belongs to the page that knows the secret', () => {
    expect(isChallengeOf(STATE, 'secret')).toBe(true);
    expect(isChallengeOf(STATE, 'other')).toBe(false);
    expect(isChallengeOf({ challenge: 'short' }, 'secret')).toBe(false);
  });
});

describe('a path to return to', () => {
  it.each(['/', '/app', '/app?x=1&y=/z', '/a//b', '/ä/日本', '/..', '/@evil'])('may be %s', (path) => expect(isOwnPath(path)).toBe(true));
  it.each(['', 'app', '//evil', '/\\evil', '\\\\evil', 'https://evil', 'javascript:alert(1)', '/a#b', '/a b', '/\tevil', '/\n', '/\u0000', '/a\\b', '/\uD800'])(
    'may not be %j',
    (path) => expect(isOwnPath(path)).toBe(false),
  );

  it('never leads to another site', () => {
    const base = 'https://parley.test';
    const piece = fc.constantFrom('/', '\\', '//', '..', '@', ':', '.', '?', '%2f', '%5c', 'evil.example', 'https:', '\t', '\n', ' ', '#', 'a');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 }), (pieces) => {
        const path = `/${pieces.join('')}`;
        if (!isOwnPath(path)) return;
        expect(new URL(path, base).origin).toBe(base);
        expect(new URL(`${base}${path}`).origin).toBe(base);
      }),
      { numRuns: 1_000 },
    );
  });
});
