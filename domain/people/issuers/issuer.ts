import { createHash } from 'node:crypto';
import { tenantPk } from '../../configuration/keys.ts';
import type { Item, Key } from '../../table/port.ts';
import type { PublicKey } from './public-keys.ts';

/** A server of the business that says who its users are, in tokens that it signs. */
export interface Issuer {
  readonly id: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` of its tokens. */
  readonly audience: string;
  readonly keys: readonly PublicKey[];
  /** Where the server publishes its keys; null: an administrator gives them. */
  readonly jwksUrl: string | null;
  /** When the keys of `jwksUrl` were read, ISO 8601. Null: not yet. */
  readonly fetchedAt: string | null;
  /** Why the last reading failed; null: it did not. */
  readonly fetchError: string | null;
  /** When the keys were last asked for, epoch ms; 0: never. */
  readonly askedAt: number;
  readonly createdAt: string;
  readonly revision: number;
}

/** A tenant's issuers are found by the name that a token gives, in one read. */
export const issuerId = (issuer: string): string => createHash('sha256').update(issuer).digest('base64url');
export const issuerKey = (tenantId: string, id: string): Key => ({ pk: tenantPk(tenantId), sk: `ISSUER#${id}` });

export const issuerOf = (item: Item): Issuer => ({
  id: String(item['id']),
  issuer: String(item['issuer']),
  audience: String(item['audience']),
  keys: JSON.parse(String(item['keys'])) as PublicKey[],
  jwksUrl: (item['jwksUrl'] as string | undefined) ?? null,
  fetchedAt: (item['fetchedAt'] as string | undefined) ?? null,
  fetchError: (item['fetchError'] as string | undefined) ?? null,
  askedAt: Number(item['askedAt'] ?? 0),
  createdAt: String(item['createdAt']),
  revision: Number(item['revision']),
});

/** The keys are one text, so that the audit shows them before and after. */
export const issuerItem = (tenantId: string, { keys, jwksUrl, fetchedAt, fetchError, ...issuer }: Issuer): Item => ({
  ...issuerKey(tenantId, issuer.id),
  ...issuer,
  keys: JSON.stringify(keys),
  ...(jwksUrl === null ? {} : { jwksUrl }),
  ...(fetchedAt === null ? {} : { fetchedAt }),
  ...(fetchError === null ? {} : { fetchError }),
});

export const presentIssuer = ({ id, issuer, audience, keys, jwksUrl, fetchedAt, fetchError, createdAt }: Issuer) => ({
  id,
  issuer,
  audience,
  jwks: { keys: [...keys] },
  jwksUrl,
  fetchedAt,
  fetchError,
  createdAt,
});
