import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readVisitorToken, signVisitor } from '../../../domain/livechat/visitor-token.ts';
import { readAccessToken, signTokens } from '../../../domain/people/sessions/tokens.ts';

const KEY = 'a-token-key-of-the-tests';
const NOW = Date.parse('2026-11-29T10:00:00Z');
const DAY = 86_400_000;
const visitor = { tenantId: 't', originId: 'o', visitorId: 'visitor-1', userHash: null };

describe('a visitor’s token', () => {
  it.each([visitor, { ...visitor, userHash: 'hash' }])('says what it was made from: %j', async (given) => {
    const { token, expiresAt } = await signVisitor(KEY, given, NOW);
    expect(expiresAt).toBe('2027-05-28T10:00:00.000Z');
    expect(await readVisitorToken(KEY, token, NOW + 179 * DAY)).toEqual(given);
  });

  it('ends', async () => {
    const { token } = await signVisitor(KEY, visitor, NOW);
    expect(await readVisitorToken(KEY, token, NOW + 181 * DAY)).toBeNull();
  });

  it('is none under another key, altered, or of nobody', async () => {
    const { token } = await signVisitor(KEY, visitor, NOW);
    expect(await readVisitorToken('another-key-of-the-tests', token, NOW)).toBeNull();
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ tid: 'other', oid: 'o', sub: 'visitor-1', aud: 'parley:visitor', exp: 9e9 })).toString('base64url');
    for (const bad of ['', 'nonsense', 'a.b.c', `${head}.${forged}.${signature}`, token.slice(0, -2)]) expect(await readVisitorToken(KEY, bad, NOW)).toBeNull();
    const without = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setAudience('parley:visitor').setExpirationTime(9e9).sign(Buffer.from(KEY));
    expect(await readVisitorToken(KEY, without, NOW)).toBeNull();
  });

  it('is no credential of staff, and theirs is none of a visitor', async () => {
    const { token } = await signVisitor(KEY, visitor, NOW);
    await expect(readAccessToken(KEY, token, NOW)).rejects.toMatchObject({ code: 'unauthenticated' });
    const session = { id: 's', personId: 'p', generation: 1, replacedAt: [], credentialVersion: 1, createdAt: '', expiresAt: NOW / 1000 + 600 };
    const { accessToken, refreshToken } = await signTokens(KEY, 't', session, NOW);
    for (const theirs of [accessToken, refreshToken]) expect(await readVisitorToken(KEY, theirs, NOW)).toBeNull();
  });

  it('is not read with a key that is none', async () => {
    await expect(readVisitorToken(undefined as never, 'a.b.c', NOW)).rejects.toThrow(TypeError);
  });
});
