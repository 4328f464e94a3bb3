import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHALLENGE_MS, newChallenge, type Purpose, readChallenge } from '../../../../domain/people/passkeys/challenge.ts';

const KEY = 'token-key-of-the-tests';
const session = fc.record({ tenantId: fc.uuid(), personId: fc.uuid(), sessionId: fc.uuid() });
const purpose: fc.Arbitrary<Purpose> = fc.oneof(fc.constant('sign-in' as const), session);
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });

it('holds for its purpose, under its key, until it is over', () => {
  fc.assert(
    fc.property(purpose, time, fc.integer({ min: 0, max: CHALLENGE_MS - 1 }), (what, now, later) => {
      const text = newChallenge(KEY, what, now).toString('base64url');
      expect(readChallenge(KEY, what, text, now + later)).toEqual({ text, endsAt: now + CHALLENGE_MS });
      expect(readChallenge(KEY, what, text, now + CHALLENGE_MS)).toBeUndefined();
      expect(readChallenge('another-token-key', what, text, now)).toBeUndefined();
    }),
  );
});

it('holds for no other purpose', () => {
  fc.assert(
    fc.property(purpose, purpose, time, (what, other, now) => {
      fc.pre(JSON.stringify(what) !== JSON.stringify(other));
      expect(readChallenge(KEY, other, newChallenge(KEY, what, now).toString('base64url'), now)).toBeUndefined();
    }),
  );
});

it('holds as the hub wrote it only', () => {
  fc.assert(
    fc.property(fc.nat({ max: 55 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = newChallenge(KEY, 'sign-in', 1);
      bytes[at] = Number(bytes[at]) ^ flip;
      expect(readChallenge(KEY, 'sign-in', bytes.toString('base64url'), 1)).toBeUndefined();
    }),
  );
  const text = newChallenge(KEY, 'sign-in', 1).toString('base64url');
  for (const other of ['', text.slice(0, -1), `${text}A`, `${text}=`, ` ${text}`, 'ß']) expect(readChallenge(KEY, 'sign-in', other, 1)).toBeUndefined();
});
