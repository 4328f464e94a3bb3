import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { vapidKeys } from '../../../adapters/push/vapid-keys.ts';

test('a text has one pair of keys, another text another one', () => {
  const keys = vapidKeys('a text of the deployment');
  expect(vapidKeys('another text')).not.toEqual(keys);
  expect(vapidKeys('a text of the deployment')).toEqual(keys);
});

test('the pair of a text never changes: browsers have subscribed with it', () => {
  expect(vapidKeys('a text of the deployment').publicKey).toMatchInlineSnapshot(
    `"BH3zs1VMQd3YDyHefovXnIRulhIJ14PTu4j638i_x3ZnYyzMvA1zTPndzPUTCkWyumso9hdZ1Deep7KG9EhDdmI"`,
  );
});

test('both halves belong together', () => {
  const { publicKey, privateKey } = vapidKeys('a text of the deployment');
  const point = Buffer.from(publicKey, 'base64url');
  expect([point.length, point[0]]).toEqual([65, 4]);
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const signature = sign('sha256', Buffer.from('a'), createPrivateKey({ key: { ...jwk, d: privateKey }, format: 'jwk' }));
  expect(verify('sha256', Buffer.from('a'), createPublicKey({ key: jwk, format: 'jwk' }), signature)).toBe(true);
});
