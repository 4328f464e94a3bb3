import { createHash } from 'node:crypto';
import type { Role } from '../../context.ts';
import type { Item, Key } from '../../table/port.ts';

/** A credential for integrations with a fixed role. Only its hash is stored: 256 random bits need no salt and no slow hash. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  /** The first characters, for recognising it in a list. */
  readonly hint: string;
}

const PREFIX = 'pk_';

export const isApiKey = (credential: string): boolean => credential.startsWith(PREFIX);
export const newCredential = (newSecret: () => string): string => `${PREFIX}${newSecret()}`;
export const hintOf = (credential: string): string => `${credential.slice(0, 7)}…`;

const hash = (credential: string): string => createHash('sha256').update(credential).digest('hex');

/** Maps a credential to its tenant. The directory's keys are the only ones without a tenant. */
export const directoryKey = (credentialHash: string): Key => ({ pk: `DIR#key#${credentialHash}`, sk: 'DIR' });
export const directoryKeyOf = (credential: string): Key => directoryKey(hash(credential));
export const hashOf = hash;
export const listingKey = (tenantId: string, id: string): Key => ({ pk: `T#${tenantId}`, sk: `KEY#${id}` });

export function apiKeyOf(item: Item): ApiKey {
  return {
    id: String(item['id']),
    name: String(item['name']),
    role: item['role'] as Role,
    createdAt: String(item['createdAt']),
    hint: String(item['hint']),
  };
}
