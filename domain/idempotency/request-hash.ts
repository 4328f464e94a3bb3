import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/**
 * The fingerprint of a request, stored with its answer. It is keyed, because bodies contain passwords, and somebody who reads the table could guess
 * one from a plain hash. `k1.{id of the key}.{HMAC}`: the key's id identifies fingerprints from before the secret was replaced.
 */
const SCHEME = 'k1';
/** Characters of a key's id: enough to distinguish keys, too few to reveal anything about one. */
const ID_LENGTH = 8;

interface FingerprintKey {
  readonly key: KeyObject;
  readonly id: string;
}

/** The key of the last secret: a process has one secret, and deriving the key takes longer than using it. */
let last: ({ readonly secret: string } & FingerprintKey) | undefined;

const keyOf = (secret: string): FingerprintKey => {
  if (last?.secret === secret) return last;
  const bytes = createHmac('sha256', secret).update('parley:idempotency').digest();
  last = { secret, key: createSecretKey(bytes), id: hash('sha256', bytes, 'base64url').slice(0, ID_LENGTH) };
  return last;
};

export function keyedHash(secret: string, text: string): string {
  const { key, id } = keyOf(secret);
  return `${SCHEME}.${id}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** The format of an older release. */
export const plainHash = (text: string): string => hash('sha256', text, 'base64url');

export interface Fingerprint {
  readonly requestHash: string;
  /** For comparing older fingerprints, during the 48 hours for which they are kept. */
  readonly older?: {
    readonly plainHash: string;
    /** The stored key belongs to one signed-in principal: nobody else can read it. */
    readonly samePrincipal: boolean;
  };
}

/**
 * Whether the stored fingerprint is this request's. One with another key cannot be compared. For a principal, the same Idempotency-Key on the same
 * route then counts as the repeat that it most likely is (nothing happens twice); for anybody else, it counts as another request.
 */
export function isSameRequest({ requestHash, older }: Fingerprint, stored: string): boolean {
  if (stored === requestHash) return true;
  if (!older) return false;
  if (!stored.startsWith(`${SCHEME}.`)) return stored === older.plainHash;
  return older.samePrincipal && keyId(stored) !== keyId(requestHash);
}

const keyId = (hash: string): string | undefined => hash.split('.')[1];
