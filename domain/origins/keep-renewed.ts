import type { Credentials } from './credentials.ts';
import { type StoredCredentials, type Vault, vaultName } from './vault.ts';

const TURNS = 10;

/**
 * Stores the members of an origin's credentials that its provider has renewed. Returns the credentials that are stored afterwards: values that an admin has set
 * in the meantime stay, and so do all other changes. This is not a rotation: the old tokens are no longer valid, and a replaced signing secret stays valid for
 * its day. `before`: the credentials that were renewed. Undefined: the origin is deleted. @throws what the vault throws
 */
export const keepRenewed = async (
  vault: Pick<Vault, 'get' | 'replace'>,
  { tenantId, originId }: { readonly tenantId: string; readonly originId: string },
  before: Credentials,
  changed: Credentials,
): Promise<Credentials | undefined> => {
  const name = vaultName(tenantId, originId);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const present = await vault.get(name, { maxAgeSeconds: 0 });
    if (present === undefined) return undefined;
    const stored = JSON.parse(present) as StoredCredentials;
    if (Object.keys(changed).some((member) => stored.current[member] !== before[member])) return stored.current;
    const current = { ...stored.current, ...changed };
    if (await vault.replace(name, present, JSON.stringify({ ...stored, current }))) return current;
  }
  throw new Error('the credentials changed at each try to store renewed ones');
};
