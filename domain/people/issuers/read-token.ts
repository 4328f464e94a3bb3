import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Issuer } from './issuer.ts';
import { ALGORITHMS } from './public-keys.ts';

/** What a token says about a user. */
export interface Claims {
  /** `sub`: the user's id at the business. */
  readonly externalId: string;
  readonly name: string | null;
  /** Null if the token has none, or says that it was not verified. */
  readonly email: string | null;
  /** The token's own identity: `jti`, or the token itself. It is good once. */
  readonly once: string;
  /** Epoch seconds: when the token is over, also for clocks that differ. */
  readonly over: number;
}

/** Seconds by which clocks may differ. */
const SKEW = 60;
/** Seconds: a token that is good for longer is refused, because used tokens are remembered until they are over. */
export const LONGEST_LIFE = 3_600;
const LONGEST_SUBJECT = 255;

/** `iss` of a token that nobody has verified yet; '' if there is none. */
export function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    if (error instanceof errors.JOSEError) return '';
    throw error;
  }
}

/** `kid` of a token that nobody has verified yet; '' if there is none. */
export function claimedKey(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? '';
  } catch {
    return '';
  }
}

/** Undefined for a token that does not hold, for whatever reason. */
export async function claimsOf({ issuer, audience, keys }: Issuer, token: string, nowMs: number): Promise<Claims | undefined> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [...keys] }), {
      issuer,
      audience,
      algorithms: [...ALGORITHMS],
      currentDate: new Date(nowMs),
      clockTolerance: SKEW,
      maxTokenAge: LONGEST_LIFE,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    return read(payload, token, nowMs);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

function read(payload: JWTPayload, token: string, nowMs: number): Claims | undefined {
  const { sub = '', exp = Infinity, jti } = payload;
  if (sub === '' || sub.length > LONGEST_SUBJECT || exp > nowMs / 1000 + LONGEST_LIFE + SKEW) return undefined;
  const email = payload['email_verified'] === false ? null : textOf(payload['email']);
  const own = createHash('sha256').update(jti ?? token);
  return { externalId: sub, name: textOf(payload['name']), email, once: own.digest('base64url'), over: Math.ceil(exp) + SKEW };
}
