import { createPublicKey } from 'node:crypto';
import { Problem } from '../../errors.ts';

/** A public key as RFC 7517 and 7518 write it (read on 2026-11-30), with its one algorithm and its id. */
export interface PublicKey {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly kid: string;
  readonly alg: Algorithm;
  readonly use: 'sig';
  readonly [member: string]: string;
}

/** The algorithms of tokens: signatures by a private key that the hub does not have. Never `none`, never an HMAC. */
export const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;
type Algorithm = (typeof ALGORITHMS)[number];

export type GivenKey = Readonly<Record<string, unknown>> & { readonly kty: PublicKey['kty']; readonly kid: string };

const KINDS = {
  RSA: { alg: 'RS256', members: ['n', 'e'], crv: undefined },
  EC: { alg: 'ES256', members: ['crv', 'x', 'y'], crv: 'P-256' },
  OKP: { alg: 'EdDSA', members: ['crv', 'x'], crv: 'Ed25519' },
} as const;

/** RFC 7518 §3.3. */
const RSA_BITS = 2048;

function flawOf(given: GivenKey, ids: ReadonlySet<string>): string | undefined {
  const { alg, crv } = KINDS[given.kty];
  if (ids.has(given.kid)) return 'has the id of another key';
  if ('d' in given || 'k' in given) return 'has a secret part: send public keys only, and replace this one';
  if (given['use'] !== undefined && given['use'] !== 'sig') return 'is not for signatures';
  if (given['alg'] !== undefined && given['alg'] !== alg) return `must be for ${alg}`;
  if (crv !== undefined && given['crv'] !== crv) return `must be on the curve ${crv}`;
  return undefined;
}

/** Whether it is a key at all, and large enough. */
function isKey(key: PublicKey): boolean {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' });
    return key.kty !== 'RSA' || (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS;
  } catch {
    return false;
  }
}

function examined(given: GivenKey, ids: ReadonlySet<string>): { readonly key: PublicKey; readonly flaw: string | undefined } {
  const { alg, members } = KINDS[given.kty];
  const parts = Object.fromEntries(members.map((member) => [member, typeof given[member] === 'string' ? given[member] : '']));
  const key: PublicKey = { kty: given.kty, kid: given.kid, alg, use: 'sig', ...parts };
  const size = given.kty === 'RSA' ? ` of at least ${RSA_BITS} bits` : '';
  return { key, flaw: flawOf(given, ids) ?? (isKey(key) ? undefined : `is no ${given.kty} key${size}`) };
}

/** The public members of the keys. @throws Problem unprocessable, naming each key with a flaw */
export function publicKeysOf(keys: readonly GivenKey[]): PublicKey[] {
  const ids = new Set<string>();
  const errors: { path: string; message: string }[] = [];
  const kept = keys.map((given, index): PublicKey => {
    const { key, flaw } = examined(given, ids);
    if (flaw !== undefined) errors.push({ path: `jwks.keys.${index}`, message: flaw });
    ids.add(given.kid);
    return key;
  });
  if (errors.length > 0) throw new Problem('unprocessable', 'A key cannot be used.', { errors });
  return kept;
}

/** Keys of an issuer: more are left out. */
export const MOST_KEYS = 20;
const LONGEST_ID = 200;

const isGiven = (value: unknown): value is GivenKey => {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, kid } = value as Readonly<Record<string, unknown>>;
  return typeof kty === 'string' && Object.hasOwn(KINDS, kty) && typeof kid === 'string' && kid !== '' && kid.length <= LONGEST_ID && kid.isWellFormed();
};

/** The keys of a published set that tokens may be signed with. Servers publish others beside them, which are left out. */
export function usableKeys(published: unknown): PublicKey[] {
  const all: unknown = (published as { readonly keys?: unknown } | null)?.keys;
  const usable = new Map<string, PublicKey>();
  for (const given of Array.isArray(all) ? (all as readonly unknown[]) : []) {
    if (!isGiven(given) || usable.size >= MOST_KEYS) continue;
    const { key, flaw } = examined(given, new Set(usable.keys()));
    if (flaw === undefined) usable.set(key.kid, key);
  }
  return [...usable.values()];
}
