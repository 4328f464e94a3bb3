import { randomBytes } from 'node:crypto';
import { tenantKey } from '../../configuration/keys.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import { type Table, type Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { secondFactorRolesOf } from '../../tenants/tenant.ts';
import { passwordMatches } from '../credentials/passwords.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { credentialKey, type Person, personOf, profileKey } from '../person.ts';
import { type Factor, factorKey, factorOf, factorWrite, failureWrite, proofOf } from '../second-factor/factor.ts';
import { hashOfCode, newRecoveryCodes } from '../second-factor/recovery-codes.ts';
import { base32, otpauthUri, SECRET_BYTES, stepOf } from '../second-factor/totp.ts';
import { type SessionRef, keyOf as sessionKeyOf } from '../sessions/session.ts';
import { agentChanged } from '../sessions/session-audit.ts';

export interface EnrolmentDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Failed attempts a minute. */
  readonly limits: { readonly signInFailuresPerAccount: number };
}

export type SignedIn = SessionRef & { readonly correlationId: string; readonly standing: Context['standing'] };

interface Read {
  readonly person: Person;
  /** The password's hash; undefined for people who have none. */
  readonly password: string | undefined;
  readonly factor: Factor;
  readonly tenantName: string;
  readonly required: boolean;
}

async function read({ table }: Pick<EnrolmentDeps, 'table'>, { tenantId, personId }: Pick<SessionRef, 'tenantId' | 'personId'>): Promise<Read> {
  const keys = [profileKey(tenantId, personId), credentialKey(tenantId, personId), factorKey(tenantId, personId), tenantKey(tenantId)];
  const [profile, credential, factor, tenant] = await table.get(keys, { consistent: true });
  if (!profile || !tenant) throw notFound('person');
  const person = personOf(profile);
  const password = credential ? String(credential['password']) : undefined;
  return { person, password, factor: factorOf(factor), tenantName: String(tenant['name']), required: secondFactorRolesOf(tenant).includes(person.role) };
}

const wrong = (path: 'password' | 'code', message: string): Problem => new Problem('forbidden', `The ${path} is wrong.`, { errors: [{ path, message }] });

/** Runs a check of a secret that can be guessed, as rarely as sign-in lets anybody guess. @throws Problem rate_limited, and what `check` throws */
async function limited<T>(deps: EnrolmentDeps, { tenantId, personId }: SessionRef, check: () => Promise<T>): Promise<T> {
  const limit = { what: 'own-proof', who: `${tenantId}\n${personId}`, most: deps.limits.signInFailuresPerAccount };
  await requireRoom(deps, [limit]);
  try {
    return await check();
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') await count(deps, limit);
    throw error;
  }
}

async function requirePassword({ password }: Read, given: string, { personId }: SessionRef): Promise<void> {
  if (!(await passwordMatches(given, password, personId))) throw wrong('password', 'is wrong');
}

/** The factor with the code used up. */
async function requireCode(deps: EnrolmentDeps, { factor }: Read, code: string | undefined, who: SessionRef): Promise<Factor> {
  const proof = code === undefined ? undefined : proofOf(factor, code, deps.clock());
  if (proof) return proof.after;
  if (code !== undefined) await written(deps.table.write(failureWrite(who.tenantId, who.personId)));
  throw wrong('code', code === undefined ? 'is required, because a second factor is on' : 'is wrong, or was used before');
}

/** Writes the factor, with a line of the audit for agents when it is turned on or off. */
async function change(deps: EnrolmentDeps, who: SignedIn, { person, factor }: Read, after: Factor, more: readonly Write[] = []): Promise<void> {
  const { tenantId, personId, correlationId } = who;
  const [from, to] = [factor, after].map(({ secret }) => (secret === null ? 'off' : 'on')) as [string, string];
  const told = person.kind === 'agent' && factor.secret !== after.secret;
  const line = told
    ? [agentChanged(who, deps.clock(), { field: 'secondFactor', from, to, by: { type: 'agent', id: personId }, name: deps.newId(), correlationId })]
    : [];
  const writes = [factorWrite(tenantId, personId, factor, after), ...more, ...line];
  await deps.table.transact([...writes, ...rightsChecks(who, writes)]);
}

/** @throws Problem not_found, TableUnavailable */
export async function getTotp(deps: Pick<EnrolmentDeps, 'table'>, who: Pick<SessionRef, 'tenantId' | 'personId'>) {
  const { factor, required } = await read(deps, who);
  return { enabled: factor.secret !== null, confirmedAt: factor.confirmedAt, recoveryCodesLeft: factor.codes.length, required };
}

/**
 * A new secret, which counts after its first code (`confirmTotp`). A factor that is on stays until then, and is needed to begin.
 * @throws Problem forbidden (wrong password or code), rate_limited; TableUnavailable
 */
export async function startTotp(deps: EnrolmentDeps, who: SignedIn, { password, code }: { readonly password: string; readonly code?: string | undefined }) {
  const found = await limited(deps, who, async () => {
    const now = await read(deps, who);
    await requirePassword(now, password, who);
    return { ...now, after: now.factor.secret === null ? now.factor : await requireCode(deps, now, code, who) };
  });
  const secret = base32(randomBytes(SECRET_BYTES));
  await change(deps, who, found, { ...found.after, pending: secret });
  return { secret, uri: otpauthUri(secret, found.tenantName, found.person.email) };
}

/**
 * Turns the factor on with the first code of the new secret. The session counts as one with a second factor from now on. Returns the recovery codes,
 * which nothing returns again.
 * @throws Problem conflict (nothing to confirm), forbidden (wrong code), rate_limited; TableUnavailable
 */
export async function confirmTotp(deps: EnrolmentDeps, who: SignedIn, code: string): Promise<{ recoveryCodes: string[] }> {
  const { found, step, pending } = await limited(deps, who, async () => {
    const now = await read(deps, who);
    const { pending: secret } = now.factor;
    if (secret === null) throw new Problem('conflict', 'There is no second factor to confirm. Start with POST /v1/me/totp.');
    const used = stepOf(secret, code.replaceAll(/\s/g, ''), deps.clock(), 0);
    if (used === undefined) throw wrong('code', 'is wrong');
    return { found: now, step: used, pending: secret };
  });
  const recoveryCodes = newRecoveryCodes();
  const after: Factor = {
    ...found.factor,
    secret: pending,
    pending: null,
    lastStep: step,
    codes: recoveryCodes.map(hashOfCode),
    failures: 0,
    confirmedAt: new Date(deps.clock()).toISOString(),
  };
  await change(deps, who, found, after, [{ op: 'update', key: sessionKeyOf(who), set: { secondFactor: true }, when: { exists: true } }]);
  return { recoveryCodes };
}

/** Ten new recovery codes; the old ones end. @throws Problem forbidden (wrong code, or no factor), rate_limited; TableUnavailable */
export async function renewRecoveryCodes(deps: EnrolmentDeps, who: SignedIn, code: string): Promise<{ recoveryCodes: string[] }> {
  const found = await limited(deps, who, async () => {
    const now = await read(deps, who);
    return { ...now, after: await requireCode(deps, now, code, who) };
  });
  const recoveryCodes = newRecoveryCodes();
  await change(deps, who, found, { ...found.after, codes: recoveryCodes.map(hashOfCode) });
  return { recoveryCodes };
}

/**
 * Turns the factor off, with the password and a code.
 * @throws Problem conflict (the tenant requires one), forbidden (wrong password or code), rate_limited; TableUnavailable
 */
export async function disableTotp(deps: EnrolmentDeps, who: SignedIn, { password, code }: { readonly password: string; readonly code: string }): Promise<void> {
  const found = await limited(deps, who, async () => {
    const now = await read(deps, who);
    if (now.required) throw new Problem('conflict', 'Your tenant requires a second factor of your role. You can replace it: POST /v1/me/totp.');
    await requirePassword(now, password, who);
    return { ...now, after: await requireCode(deps, now, code, who) };
  });
  await change(deps, who, found, { ...found.after, secret: null, pending: null, codes: [], confirmedAt: null });
}
