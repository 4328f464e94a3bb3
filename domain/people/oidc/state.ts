import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/**
 * What a sign-in remembers while the browser is at the provider. It is sealed, not stored, because everybody may begin one (docs/decisions/0887).
 */
export interface SignInState {
  readonly tenantId: string;
  readonly providerId: string;
  /** SHA-256 of the secret that the page keeps, base64url: only this browser can end the sign-in. */
  readonly challenge: string;
  /** A path of the deployment. */
  readonly returnTo: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Seconds in which people sign in at the provider. */
export const STATE_SECONDS = 600;
const AUDIENCE = 'parley:oidc';
const keyOf = (tokenKey: string) => createSecretKey(Buffer.from(tokenKey));

export const sealState = (tokenKey: string, { tenantId, providerId, challenge, returnTo }: Omit<SignInState, 'expiresAt'>, once: string, nowMs: number) =>
  new SignJWT({ tid: tenantId, pid: providerId, ch: challenge, to: returnTo })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setJti(once)
    .setExpirationTime(Math.floor(nowMs / 1000) + STATE_SECONDS)
    .sign(keyOf(tokenKey));

/** Undefined for a state that is not ours, was changed, or is over. */
export async function readState(tokenKey: string, state: string, nowMs: number): Promise<SignInState | undefined> {
  try {
    const { payload } = await jwtVerify(state, keyOf(tokenKey), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    return {
      tenantId: String(payload['tid']),
      providerId: String(payload['pid']),
      challenge: String(payload['ch']),
      returnTo: String(payload['to']),
      expiresAt: payload.exp as number,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** The row of a sign-in. */
export const signInId = (state: string): string => createHash('sha256').update(state).digest('base64url');

const secretOf = (tokenKey: string, what: string, state: string): string =>
  createHmac('sha256', tokenKey).update(`${AUDIENCE}:${what}\n${state}`).digest('base64url');

/** `code_verifier` of PKCE (RFC 7636, section 4.1), and the nonce of the token. Both follow from the state and a key that only the hub has. */
export const verifierOf = (tokenKey: string, state: string): string => secretOf(tokenKey, 'pkce', state);
export const nonceOf = (tokenKey: string, state: string): string => secretOf(tokenKey, 'nonce', state);

/** SHA-256, base64url: of PKCE, and of the secret of the page. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export function isChallengeOf({ challenge }: Pick<SignInState, 'challenge'>, verifier: string): boolean {
  const [expected, given] = [Buffer.from(challenge), Buffer.from(challengeOf(verifier))];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A path of the own site: no other host, no control characters, no fragment, which tells the page what came of the sign-in. */
export const isOwnPath = (path: string): boolean => path.isWellFormed() && /^\/(?![/\\])[^\\#\s\p{Cc}]*$/u.test(path);
