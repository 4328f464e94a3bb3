import { createECDH, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkToken } from '../../../domain/push/devices/token.ts';

const browser = () => {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return {
    endpoint: 'https://push.example/send/1',
    keys: { p256dh: ecdh.getPublicKey('base64url', 'uncompressed'), auth: randomBytes(16).toString('base64url') },
  };
};
const anyAddress = () => null;
const check = (subscription: unknown, refusalOf: (url: string) => string | null = anyAddress) =>
  checkToken('webpush', typeof subscription === 'string' ? subscription : JSON.stringify(subscription), refusalOf);

describe('the subscription of a browser', () => {
  test('is stored without what nobody needs', () => {
    const given = browser();
    const checked = check({ ...given, expirationTime: null, keys: { ...given.keys, other: 1 } });
    expect(checked).toMatchObject({ token: JSON.stringify(given), id: expect.stringMatching(/^[\w-]{22}$/) as string });
  });

  test('with padding is the same', () => {
    const given = browser();
    expect(check({ ...given, keys: { p256dh: `${given.keys.p256dh}=`, auth: `${given.keys.auth}==` } })).toEqual(check(given));
  });

  test('with new keys is the same device; with another address it is another one', () => {
    const [first, second] = [browser(), browser()];
    const id = (subscription: unknown) => (check(subscription) as { id: string }).id;
    expect(id(first)).toBe(id(second));
    expect(id(first)).not.toBe(id({ ...first, endpoint: 'https://push.example/send/2' }));
  });

  const given = browser();
  const point = Buffer.from(given.keys.p256dh, 'base64url');
  const offCurve = Buffer.from(point.map((byte, at) => (at === 64 ? byte ^ 1 : byte)));
  test.each<[string, unknown, string]>([
    ['no JSON', 'hello', 'token'],
    ['no object', '[1]', 'token'],
    ['no keys', { endpoint: given.endpoint }, 'token'],
    ['an address of 3,000 characters', { ...given, endpoint: `https://push.example/${'x'.repeat(3_000)}` }, 'token.endpoint'],
    ['a key that is not on the curve', { ...given, keys: { ...given.keys, p256dh: offCurve.toString('base64url') } }, 'token.keys.p256dh'],
    ['a compressed key', { ...given, keys: { ...given.keys, p256dh: point.subarray(0, 33).toString('base64url') } }, 'token.keys.p256dh'],
    ['a key in another alphabet', { ...given, keys: { ...given.keys, p256dh: '+/+/' } }, 'token.keys.p256dh'],
    ['a short secret', { ...given, keys: { ...given.keys, auth: 'AAAA' } }, 'token.keys.auth'],
  ])('%s is refused', (_, subscription, path) => {
    expect(check(subscription)).toMatchObject({ path });
  });

  test('an address that may not be called is refused with the reason', () => {
    expect(check(given, () => 'must be an https address')).toEqual({ path: 'token.endpoint', message: 'must be an https address' });
  });

  test('whatever the text is, the answer is a device or a reason', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.record({ endpoint: fc.string(), keys: fc.record({ p256dh: fc.string(), auth: fc.string() }) }).map((one) => JSON.stringify(one)),
        ),
        (text) => {
          const checked = check(text);
          expect('path' in checked ? checked.message.length : checked.id.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('reading what is stored gives the same again', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.uint8Array({ minLength: 16, maxLength: 16 }), (endpoint, auth) => {
        const checked = check({ endpoint, keys: { p256dh: given.keys.p256dh, auth: Buffer.from(auth).toString('base64url') } });
        expect('token' in checked && check(checked.token)).toEqual(checked);
      }),
    );
  });
});

describe('the token of a phone', () => {
  test.each<['apns' | 'fcm', string, boolean]>([
    ['apns', 'ab'.repeat(32), true],
    ['apns', 'AB'.repeat(32), true],
    ['apns', 'ab'.repeat(31), false],
    ['apns', `${'ab'.repeat(32)}a`, false],
    ['apns', 'zz'.repeat(32), false],
    ['fcm', `cQ-1_x:APA91b${'x'.repeat(140)}`, true],
    ['fcm', 'short', false],
    ['fcm', `cQ ${'x'.repeat(140)}`, false],
  ])('%s %s', (kind, token, isGood) => {
    expect('id' in checkToken(kind, token, anyAddress)).toBe(isGood);
  });

  test('of Apple is the same in capitals; that of another kind is another device', () => {
    const token = 'ab'.repeat(32);
    expect(checkToken('apns', token.toUpperCase(), anyAddress)).toEqual(checkToken('apns', token, anyAddress));
    expect(checkToken('fcm', token, anyAddress)).not.toEqual(checkToken('apns', token, anyAddress));
  });
});
