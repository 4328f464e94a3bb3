import { tenantKey } from '../../configuration/keys.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { secondFactorRolesOf } from '../../tenants/tenant.ts';
import { passwordMatches } from '../credentials/passwords.ts';
import { credentialKey, type Person, personOf, profileKey } from '../person.ts';
import { type Factor, factorKey, factorOf, failureWrite, proofOf } from '../second-factor/factor.ts';
import { type Passkeys, passkeysKey, passkeysOf } from '../second-factor/passkeys.ts';
import { type SessionRef, keyOf as sessionKeyOf } from '../sessions/session.ts';

/** People who change how they sign in prove first who they are: an open screen is not enough. */
export interface EnrolmentDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Failed attempts a minute. */
  readonly limits: { readonly signInFailuresPerAccount: number };
}

export type SignedIn = SessionRef & { readonly correlationId: string; readonly standing: Context['standing'] };

export interface OwnAccount {
  readonly person: Person;
  /** The password's hash; undefined for people who have none. */
  readonly password: string | undefined;
  readonly factor: Factor;
  readonly passkeys: Passkeys;
  readonly tenantName: string;
  /** Whether the tenant requires a second factor of the person's role. */
  readonly required: boolean;
  /** Whether the session was opened with a second factor. */
  readonly proven: boolean;
}

/** @throws Problem not_found, TableUnavailable */
export async function readAccount({ table }: Pick<EnrolmentDeps, 'table'>, who: SessionRef): Promise<OwnAccount> {
  const { tenantId, personId } = who;
  const keys = [profileKey, credentialKey, factorKey, passkeysKey].map((key) => key(tenantId, personId));
  const items = await table.get([...keys, tenantKey(tenantId), sessionKeyOf(who)], { consistent: true });
  const [profile, credential, factor, passkeys, tenant, session] = items;
  if (!profile || !tenant) throw notFound('person');
  const person = personOf(profile);
  return {
    person,
    password: credential ? String(credential['password']) : undefined,
    factor: factorOf(factor),
    passkeys: passkeysOf(passkeys),
    tenantName: String(tenant['name']),
    required: secondFactorRolesOf(tenant).includes(person.role),
    proven: session?.['secondFactor'] === true,
  };
}

export const wrongProof = (path: 'password' | 'code', message: string): Problem =>
  new Problem('forbidden', `The ${path} is wrong.`, { errors: [{ path, message }] });

/** Runs a check of a secret that can be guessed, as rarely as sign-in lets anybody guess. @throws Problem rate_limited, and what `check` throws */
export async function limited<T>(deps: EnrolmentDeps, { tenantId, personId }: SessionRef, check: () => Promise<T>): Promise<T> {
  const limit = { what: 'own-proof', who: `${tenantId}\n${personId}`, most: deps.limits.signInFailuresPerAccount };
  await requireRoom(deps, [limit]);
  try {
    return await check();
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') await count(deps, limit);
    throw error;
  }
}

export async function requirePassword({ password }: OwnAccount, given: string, { personId }: SessionRef): Promise<void> {
  if (!(await passwordMatches(given, password, personId))) throw wrongProof('password', 'is wrong');
}

/** The factor with the code used up. */
export async function requireCode(deps: EnrolmentDeps, { factor }: OwnAccount, code: string | undefined, who: SessionRef): Promise<Factor> {
  const proof = code === undefined ? undefined : proofOf(factor, code, deps.clock());
  if (proof) return proof.after;
  if (code !== undefined) await written(deps.table.write(failureWrite(who.tenantId, who.personId)));
  throw wrongProof('code', code === undefined ? 'is required, because a second factor is on' : 'is wrong, or was used before');
}

/**
 * Where the tenant requires a second factor, the password alone must not add one beside a passkey: whoever has learnt the password would get past the passkey.
 * @throws Problem conflict
 */
export function requirePasskeyFirst({ required, proven, passkeys }: OwnAccount): void {
  if (required && !proven && passkeys.list.length > 0) throw new Problem('conflict', 'You have a passkey. Sign in with it first.');
}
