import { notFound, Problem } from '../../errors.ts';
import type { Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { type EnrolmentDeps, readAccount, type SignedIn } from '../enrolment/own-proof.ts';
import { type Passkey, passkeyOwnerKey, passkeysKey, passkeysOf, passkeysWrite, presentPasskey } from '../second-factor/passkeys.ts';
import type { SessionRef } from '../sessions/session.ts';
import { passkeyTold } from './register-passkey.ts';

type Deps = Pick<EnrolmentDeps, 'table' | 'clock' | 'newId'>;

/** The oldest first. @throws TableUnavailable */
export async function listPasskeys({ table }: Pick<Deps, 'table'>, { tenantId, personId }: Omit<SessionRef, 'sessionId'>) {
  const [item] = await table.get([passkeysKey(tenantId, personId)], { consistent: true });
  return passkeysOf(item).list.map(presentPasskey);
}

const find = (list: readonly Passkey[], id: string): Passkey => {
  const found = list.find((passkey) => passkey.id === id);
  if (!found) throw notFound('passkey');
  return found;
};

/** @throws Problem not_found, TableUnavailable */
export async function renamePasskey(deps: Deps, who: SignedIn, id: string, name: string) {
  const { person, passkeys } = await readAccount(deps, who);
  const before = find(passkeys.list, id);
  const after = { ...before, name };
  const list = passkeys.list.map((passkey) => (passkey === before ? after : passkey));
  const told = before.name === name ? [] : passkeyTold(deps, who, person.kind, { from: before.name, to: name });
  const writes: Write[] = [passkeysWrite(who.tenantId, who.personId, passkeys, list), ...told];
  await deps.table.transact([...writes, ...rightsChecks(who, writes)]);
  return presentPasskey(after);
}

/**
 * Sessions that it opened stay.
 * @throws Problem not_found, conflict (the tenant requires a second factor, and this is the last one); TableUnavailable
 */
export async function removePasskey(deps: Deps, who: SignedIn, id: string): Promise<void> {
  const { person, passkeys, factor, required } = await readAccount(deps, who);
  const gone = find(passkeys.list, id);
  if (required && factor.secret === null && passkeys.list.length === 1)
    throw new Problem('conflict', 'Your tenant requires a second factor of your role, and this is your only one. Add another one first.');
  const list = passkeys.list.filter((passkey) => passkey !== gone);
  const writes: Write[] = [
    passkeysWrite(who.tenantId, who.personId, passkeys, list),
    { op: 'delete', key: passkeyOwnerKey(id) },
    ...passkeyTold(deps, who, person.kind, { from: gone.name, to: null }),
  ];
  await deps.table.transact([...writes, ...rightsChecks(who, writes)]);
}
