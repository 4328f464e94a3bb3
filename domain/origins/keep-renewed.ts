import type { Credentials } from './credentials.ts';
import { type StoredCredentials, type Vault, vaultName } from './vault.ts';

const TURNS = 10;

/**
 * Stores the members of an origin's credentials that its provider has renewed. Returns the credentials that are stored afterwards: those of an admin who has set others in
 * the meantime stay, and so does whatever else has changed. This is no rotation: the old tokens are worth nothing, and a replaced signing secret keeps its day.
 * `before`: the credentials that were renewed. Undefined: the origin is deleted. @throws what the vault throws
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
