import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

export const ISSUER = 'https://login.shop.example';
export const AUDIENCE = 'parley';

type Alg = 'RS256' | 'ES256' | 'EdDSA';

export interface SigningKey {
  readonly alg: Alg;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>> & { readonly kty: string; readonly kid: string };
}

/** A key of a business's server. */
export const signingKey = (alg: Alg, { bits = 2048, kid = randomUUID() }: { readonly bits?: number; readonly kid?: string } = {}): SigningKey => {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  return { alg, kid, privateKey, jwk: { ...jwk, kty: String(jwk.kty), kid } };
};

export interface TokenOf {
  readonly sub?: string | undefined;
  readonly nowMs: number;
  /** Members to set or, with `undefined`, to leave out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A token that the business gives to one of its users. */
export const idTokenOf = ({ alg, kid, privateKey }: SigningKey, { sub = 'u-1', nowMs, claims = {}, header = {} }: TokenOf): Promise<string> => {
  const now = Math.floor(nowMs / 1000);
  const payload = { iss: ISSUER, aud: AUDIENCE, sub, iat: now, exp: now + 300, jti: randomUUID(), ...claims };
  return new SignJWT(Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg, kid, ...header })
    .sign(privateKey);
};
