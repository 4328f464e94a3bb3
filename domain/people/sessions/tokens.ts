import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { unauthenticated } from '../credentials/unauthenticated.ts';
import { ACCESS_SECONDS, type Session, type SessionRef } from './session.ts';

/**
 * Both tokens are JWTs (HS256) that name a session: the access token for 5 minutes, the refresh token for as long as the
 * session stands. They prove who signed; whether the session still stands is asked of the table on every request.
 */
const keys = new Map<string, KeyObject>();

function keyFor(tokenKey: string): KeyObject {
  let key = keys.get(tokenKey);
  if (!key) {
    key = createSecretKey(Buffer.from(tokenKey));
    keys.set(tokenKey, key);
  }
  return key;
}

const ACCESS = 'parley:access';
const REFRESH = 'parley:refresh';

const sign = (tokenKey: string, audience: string, tenantId: string, session: Session, issuedAt: number, expiresAt: number): Promise<string> =>
  new SignJWT({ tid: tenantId, sid: session.id, gen: session.generation })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(session.personId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(keyFor(tokenKey));

export async function signTokens(tokenKey: string, tenantId: string, session: Session, nowMs: number) {
  const now = Math.floor(nowMs / 1000);
  const [accessToken, refreshToken] = await Promise.all([
    sign(tokenKey, ACCESS, tenantId, session, now, now + ACCESS_SECONDS),
    sign(tokenKey, REFRESH, tenantId, session, now, session.expiresAt),
  ]);
  return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS };
}

type Ref = SessionRef & { readonly generation: number };
type Verified = Ref & { readonly expiresAt: number };

async function read(tokenKey: string, audience: string, token: string, nowMs: number): Promise<Verified> {
  try {
    const { payload } = await jwtVerify(token, keyFor(tokenKey), {
      algorithms: ['HS256'],
      audience,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'sub'],
    });
    return {
      tenantId: String(payload['tid']),
      personId: String(payload.sub),
      sessionId: String(payload['sid']),
      generation: Number(payload['gen']),
      expiresAt: payload.exp as number,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unauthenticated();
    throw error;
  }
}

/** Access tokens whose signature holds, the oldest first: a client sends the same one for 5 minutes, and checking it again costs a list a tenth of its time. */
const verified = new Map<string, Verified>();
const MOST_VERIFIED = 1_000;

/** What an access token says. Only its signature is remembered: time is checked each time, and the session by whoever asks. @throws Problem unauthenticated */
export const readAccessToken = async (tokenKey: string, token: string, nowMs: number): Promise<Ref> => {
  const known = `${tokenKey} ${token}`;
  const before = verified.get(known);
  if (before && Math.floor(nowMs / 1000) < before.expiresAt) return before;
  const fresh = await read(tokenKey, ACCESS, token, nowMs);
  verified.set(known, fresh);
  if (verified.size > MOST_VERIFIED) verified.delete(verified.keys().next().value as string);
  return fresh;
};

/** @throws Problem unauthenticated */
export const readRefreshToken = (tokenKey: string, token: string, nowMs: number): Promise<Ref> => read(tokenKey, REFRESH, token, nowMs);
