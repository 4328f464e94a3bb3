import type { Condition, Item, Write } from '../../table/port.ts';
import { credentialKey } from '../person.ts';

/**
 * A password's hash with its version, which is incremented by each new password. The profile has the same version, and a session the
 * version that opened it. An item of an older release has none: version 0.
 */
export const FIRST_VERSION = 1;

export const credentialVersionOf = (item: Item): number => Number(item['credentialVersion'] ?? 0);

/** Holds while the item exists and has this version. */
export const hasVersion = (version: number): Condition => ({ exists: true, equals: { credentialVersion: version === 0 ? null : version } });

/** The stored attribute; version 0 is its absence. */
export const versionAttribute = (version: number): { readonly credentialVersion?: number } => (version === 0 ? {} : { credentialVersion: version });

export const credentialWrite = (tenantId: string, personId: string, password: string, version: number): Extract<Write, { op: 'put' }> => ({
  op: 'put',
  item: { ...credentialKey(tenantId, personId), password, ...versionAttribute(version) },
});

/** Rejects a transaction if the person's password has another version, or the person was deleted. */
export const credentialCheck = (tenantId: string, personId: string, version: number): Write => ({
  op: 'check',
  key: credentialKey(tenantId, personId),
  when: hasVersion(version),
});
