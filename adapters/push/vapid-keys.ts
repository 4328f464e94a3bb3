import { createECDH, hkdfSync } from 'node:crypto';

/** The key pair with which a deployment identifies itself to push services (RFC 8292). */
export interface VapidKeys {
  /** An uncompressed point of P-256, base64url: the `applicationServerKey` of browsers. */
  readonly publicKey: string;
  /** The scalar, base64url. */
  readonly privateKey: string;
}

/** The order of P-256: FIPS 186-4, D.1.2.3. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** 64 bits more than the order has, so that the remainder is not biased (FIPS 186-4, B.4.1). */
const BYTES = 40;

let kept: { readonly secret: string; readonly keys: VapidKeys } | undefined;

/** The key pair that follows from a secret text: the deployment's secret stays a list of random texts, and the pair is the same everywhere. */
export const vapidKeys = (secret: string): VapidKeys => {
  if (kept?.secret === secret) return kept.keys;
  const bits = Buffer.from(hkdfSync('sha256', secret, '', 'parley web push vapid', BYTES)).toString('hex');
  const scalar = (BigInt(`0x${bits}`) % (ORDER - 1n)) + 1n;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar.toString(16).padStart(64, '0'), 'hex');
  const keys = {
    publicKey: ecdh.getPublicKey('base64url', 'uncompressed'),
    privateKey: Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').toString('base64url'),
  };
  kept = { secret, keys };
  return keys;
};
