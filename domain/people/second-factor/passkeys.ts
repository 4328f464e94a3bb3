import { createHash } from 'node:crypto';
import type { Item, Key, Write } from '../../table/port.ts';
import { profileKey } from '../person.ts';

/** A passkey: the public half of a key pair that an authenticator keeps for a person (https://www.w3.org/TR/webauthn-3/, read on 2026-11-30). */
export interface Passkey {
  /** For the API: the hash of the credential's id, which may be long. */
  readonly id: string;
  /** base64url. */
  readonly credentialId: string;
  /** A COSE key, base64url. */
  readonly publicKey: string;
  /** Signatures so far, as the authenticator counts; 0 if it does not count. */
  readonly counter: number;
  /** How a browser reaches the authenticator; its own words. */
  readonly transports: readonly string[];
  /** Whether the authenticator synchronises it to other devices. */
  readonly backedUp: boolean;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** A person's passkeys: one item beside the password's. */
export interface Passkeys {
  readonly list: readonly Passkey[];
  /** Incremented by each change. */
  readonly revision: number;
}

/** The sort key. */
export const PASSKEYS = 'PASSKEYS';
export const passkeysKey = (tenantId: string, personId: string): Key => ({ pk: profileKey(tenantId, personId).pk, sk: PASSKEYS });

export const passkeyId = (credentialId: string): string => createHash('sha256').update(credentialId).digest('base64url');
/** Whose passkey it is: a sign-in names no tenant. No two people can register the same one. */
export const passkeyOwnerKey = (id: string): Key => ({ pk: `DIR#passkey#${id}`, sk: 'DIR' });

export const passkeysOf = (item: Item | undefined): Passkeys => ({
  list: (item?.['list'] as Passkey[] | undefined) ?? [],
  revision: Number(item?.['revision'] ?? 0),
});

/** The item's next state. Refused when another request changed it. */
export const passkeysWrite = (tenantId: string, personId: string, { revision }: Passkeys, list: readonly Passkey[]): Write => ({
  op: 'put',
  item: { ...passkeysKey(tenantId, personId), list, revision: revision + 1 },
  when: revision === 0 ? { absent: true } : { equals: { revision } },
});

/** Removes them all, so that nobody signs in with one. */
export const passkeysGone = (tenantId: string, personId: string, { list, revision }: Passkeys): Write[] => [
  { op: 'delete', key: passkeysKey(tenantId, personId), when: { equals: { revision } } },
  ...list.map(({ id }): Write => ({ op: 'delete', key: passkeyOwnerKey(id) })),
];

/** What the API shows of a passkey. */
export const presentPasskey = ({ id, name, backedUp, createdAt, lastUsedAt }: Passkey) => ({ id, name, backedUp, createdAt, lastUsedAt });
