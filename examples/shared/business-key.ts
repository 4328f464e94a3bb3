import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

export interface Person {
  /** The business's own id of the person. */
  readonly sub: string;
  readonly name: string;
  readonly email: string;
}

export interface BusinessKey {
  readonly issuer: string;
  readonly audience: string;
  /** The public key, as `POST /v1/identity-issuers` takes it. */
  readonly jwk: Readonly<Record<string, string>>;
  /** A token that signs this person in once, within five minutes. */
  token(person: Person): Promise<string>;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A business that has accounts of its own says who somebody is by tokens that its server signs (docs/sign-in.md, "Users of your own"). This one derives its key from
 * a secret, so that both examples have the same key after each start. A real business keeps its private key where only its server can read it.
 */
export function businessKey(secret: string): BusinessKey {
  const issuer = 'https://accounts.bottega-luna.example';
  const audience = 'parley-examples';
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'parley-examples', 32));
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { kty = '', crv = '', x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const kid = `examples-${x.slice(0, 8)}`;
  return {
    issuer,
    audience,
    jwk: { kty, crv, x, kid },
    token: ({ sub, name, email }) =>
      new SignJWT({ name, email })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(sub)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(key),
  };
}
