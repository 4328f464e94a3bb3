import { createHash, createHmac } from 'node:crypto';

/**
 * The fingerprint of a request, kept with its answer. Bodies carry passwords, and a plain hash of one can be guessed at by whoever reads the
 * table; so it is keyed. `k1.{id of the key}.{HMAC}`: the key's id tells a fingerprint of another key, from before the secret was replaced.
 */
const SCHEME = 'k1';
/** Characters of a key's id: enough to tell two keys apart, too few to say anything about one. */
const ID_LENGTH = 8;

export function keyedHash(secret: string, text: string): string {
  const key = createHmac('sha256', secret).update('parley:idempotency').digest();
  const id = createHash('sha256').update(key).digest('base64url').slice(0, ID_LENGTH);
  return `${SCHEME}.${id}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** As an older release kept it. */
export const plainHash = (text: string): string => createHash('sha256').update(text).digest('base64url');

export interface Fingerprint {
  readonly requestHash: string;
  /** What fingerprints of before are compared by, for the 48 hours that they are kept. */
  readonly older?: {
    readonly plainHash: string;
    /** The key's place belongs to one signed-in principal: nobody else can meet it. */
    readonly samePrincipal: boolean;
  };
}

/**
 * Whether the stored fingerprint is this request's. One made with another key cannot be compared: for a principal, the same key on the same
 * route is then taken as the repeat that it nearly always is (nothing happens twice); for anybody else it is another request.
 */
export function isSameRequest({ requestHash, older }: Fingerprint, stored: string): boolean {
  if (stored === requestHash) return true;
  if (!older) return false;
  if (!stored.startsWith(`${SCHEME}.`)) return stored === older.plainHash;
  return older.samePrincipal && keyId(stored) !== keyId(requestHash);
}

const keyId = (hash: string): string | undefined => hash.split('.')[1];
