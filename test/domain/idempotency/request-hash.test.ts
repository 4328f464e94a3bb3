import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSameRequest, keyedHash, plainHash } from '../../../domain/idempotency/request-hash.ts';

const TEXT = '["",{"password":"correct horse battery staple"}]';
const fingerprint = (secret: string, text = TEXT, samePrincipal = true) => ({
  requestHash: keyedHash(secret, text),
  older: { plainHash: plainHash(text), samePrincipal },
});

describe('the fingerprint of a request', () => {
  it('cannot be computed without the key, and is the same with it', () => {
    const hash = keyedHash('a secret of the deployment', TEXT);
    expect(hash).toMatch(/^k1\.[\w-]{8}\.[\w-]{43}$/);
    expect(hash).toBe(keyedHash('a secret of the deployment', TEXT));
    for (const guess of ['base64url', 'hex', 'base64'] as const) expect(hash).not.toContain(createHash('sha256').update(TEXT).digest(guess));
    expect(keyedHash('another secret', TEXT)).not.toBe(hash);
    expect(keyedHash('a secret of the deployment', `${TEXT} `)).not.toBe(hash);
  });

  it('tells the same request from another one', () => {
    expect(isSameRequest(fingerprint('s'), keyedHash('s', TEXT))).toBe(true);
    expect(isSameRequest(fingerprint('s'), keyedHash('s', 'another'))).toBe(false);
    expect(isSameRequest({ requestHash: 'h' }, 'h')).toBe(true);
    expect(isSameRequest({ requestHash: 'h' }, 'g')).toBe(false);
  });

  it('of an older release is compared as that release did', () => {
    expect(isSameRequest(fingerprint('s'), plainHash(TEXT))).toBe(true);
    expect(isSameRequest(fingerprint('s'), plainHash('another'))).toBe(false);
  });

  it('made before the secret was replaced counts as a repeat of the same principal, and of nobody else', () => {
    expect(isSameRequest(fingerprint('new'), keyedHash('old', TEXT))).toBe(true);
    expect(isSameRequest(fingerprint('new', TEXT, false), keyedHash('old', TEXT))).toBe(false);
  });
});
