import { expect, test } from 'vitest';
import type { Session } from '../../../../domain/people/sessions/session.ts';
import { readAccessToken, readRefreshToken, signTokens } from '../../../../domain/people/sessions/tokens.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const session = { id: 's', personId: 'p', generation: 3, expiresAt: NOW / 1000 + 3600 } as Session;

test('an access token that was read before still ends after five minutes, and holds under its own key only', async () => {
  const { accessToken } = await signTokens('a key', 't', session, NOW);
  for (let n = 0; n < 2; n += 1) {
    expect(await readAccessToken('a key', accessToken, NOW + n)).toMatchObject({ tenantId: 't', personId: 'p', sessionId: 's', generation: 3 });
    await expect(readAccessToken('another key', accessToken, NOW)).rejects.toThrow(/credential/);
  }
  expect(await readAccessToken('a key', accessToken, NOW + 299_999)).toMatchObject({ sessionId: 's' });
  await expect(readAccessToken('a key', accessToken, NOW + 300_000)).rejects.toThrow(/credential/);
  await expect(readAccessToken('a key', `${accessToken}x`, NOW)).rejects.toThrow(/credential/);
});

test('a token is read as what it was made for only, also after it was read', async () => {
  const { accessToken, refreshToken } = await signTokens('a key', 't', session, NOW);
  await readAccessToken('a key', accessToken, NOW);
  await expect(readRefreshToken('a key', accessToken, NOW)).rejects.toThrow(/credential/);
  await expect(readAccessToken('a key', refreshToken, NOW)).rejects.toThrow(/credential/);
});

test('of many tokens the newest are remembered, and all can be read', async () => {
  const tokens = await Promise.all(Array.from({ length: 1_100 }, async (_, n) => (await signTokens('a key', `t${n}`, session, NOW)).accessToken));
  for (const [n, token] of tokens.entries()) expect((await readAccessToken('a key', token, NOW)).tenantId).toBe(`t${n}`);
  expect((await readAccessToken('a key', tokens[0] as string, NOW)).tenantId).toBe('t0');
});
