import { randomBytes } from 'node:crypto';
import { Problem } from '../../errors.ts';
import type { Write } from '../../table/port.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { type Factor, factorWrite } from '../second-factor/factor.ts';
import { hashOfCode, newRecoveryCodes } from '../second-factor/recovery-codes.ts';
import { base32, otpauthUri, SECRET_BYTES, stepOf } from '../second-factor/totp.ts';
import { type SessionRef, keyOf as sessionKeyOf } from '../sessions/session.ts';
import { agentChanged } from '../sessions/session-audit.ts';
import {
  type EnrolmentDeps,
  limited,
  type OwnAccount,
  readAccount,
  requireCode,
  requirePasskeyFirst,
  requirePassword,
  type SignedIn,
  wrongProof,
} from './own-proof.ts';

/** Writes the factor, with a line of the audit for agents when it is turned on or off. */
async function change(deps: EnrolmentDeps, who: SignedIn, { person, factor }: OwnAccount, after: Factor, more: readonly Write[] = []): Promise<void> {
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
export async function getTotp(deps: Pick<EnrolmentDeps, 'table'>, who: SessionRef) {
  const { factor, required } = await readAccount(deps, who);
  return { enabled: factor.secret !== null, confirmedAt: factor.confirmedAt, recoveryCodesLeft: factor.codes.length, required };
}

/**
 * A new secret, which counts after its first code (`confirmTotp`). A factor that is on stays until then, and is needed to begin.
 * @throws Problem forbidden (wrong password or code), conflict (a passkey comes first), rate_limited; TableUnavailable
 */
export async function startTotp(deps: EnrolmentDeps, who: SignedIn, { password, code }: { readonly password: string; readonly code?: string | undefined }) {
  const found = await limited(deps, who, async () => {
    const now = await readAccount(deps, who);
    await requirePassword(now, password, who);
    requirePasskeyFirst(now);
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
    const now = await readAccount(deps, who);
    const { pending: secret } = now.factor;
    if (secret === null) throw new Problem('conflict', 'There is no second factor to confirm. Start with POST /v1/me/totp.');
    const used = stepOf(secret, code.replaceAll(/\s/g, ''), deps.clock(), 0);
    if (used === undefined) throw wrongProof('code', 'is wrong');
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
    const now = await readAccount(deps, who);
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
    const now = await readAccount(deps, who);
    if (now.required) throw new Problem('conflict', 'Your tenant requires a second factor of your role. You can replace it: POST /v1/me/totp.');
    await requirePassword(now, password, who);
    return { ...now, after: await requireCode(deps, now, code, who) };
  });
  await change(deps, who, found, { ...found.after, secret: null, pending: null, codes: [], confirmedAt: null });
}
