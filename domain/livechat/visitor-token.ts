import { createSecretKey } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { VisitorRef } from './visitor.ts';

/** A JWT (HS256) with its own audience, so that tokens of visitors and of staff cannot be exchanged. */
const AUDIENCE = 'parley:visitor';
/** 180 days from the last resume. */
const SECONDS = 180 * 86_400;

const keyFor = (tokenKey: string) => createSecretKey(Buffer.from(tokenKey));

export interface SignedVisitor {
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** `nowMs`: epoch ms. */
export const signVisitor = async (tokenKey: string, { tenantId, originId, visitorId, userHash }: VisitorRef, nowMs: number): Promise<SignedVisitor> => {
  const now = Math.floor(nowMs / 1000);
  const token = await new SignJWT({ tid: tenantId, oid: originId, ...(userHash === null ? {} : { usr: userHash }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(visitorId)
    .setAudience(AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + SECONDS)
    .sign(keyFor(tokenKey));
  return { token, expiresAt: new Date((now + SECONDS) * 1000).toISOString() };
};

/** Null for a token that is not a visitor's or is no longer valid. */
export const readVisitorToken = async (tokenKey: string, token: string, nowMs: number): Promise<VisitorRef | null> => {
  try {
    const { payload } = await jwtVerify(token, keyFor(tokenKey), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'sub', 'tid', 'oid'],
    });
    const userHash = typeof payload['usr'] === 'string' ? payload['usr'] : null;
    return { tenantId: String(payload['tid']), originId: String(payload['oid']), visitorId: String(payload.sub), userHash };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
};
