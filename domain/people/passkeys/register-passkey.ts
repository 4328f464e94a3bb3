import { Problem } from '../../errors.ts';
import { PASSKEYS_OF_PERSON } from '../../limits.ts';
import { TransactionRefused, type Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import {
  type EnrolmentDeps,
  limited,
  readAccount,
  requireCode,
  requirePasskeyFirst,
  requirePassword,
  type SignedIn,
  wrongProof,
} from '../enrolment/own-proof.ts';
import { factorWrite } from '../second-factor/factor.ts';
import { type Passkey, passkeyId, passkeyOwnerKey, passkeysWrite, presentPasskey } from '../second-factor/passkeys.ts';
import { keyOf as sessionKeyOf } from '../sessions/session.ts';
import { agentChanged } from '../sessions/session-audit.ts';
import { newChallenge, readChallenge, useUp } from './challenge.ts';
import { claimedChallenge, creationOptions, type GivenPasskey, type PasskeySite, verifiedPasskey } from './webauthn.ts';

export interface PasskeyDeps extends EnrolmentDeps {
  readonly tokenKey: string;
  readonly site: PasskeySite;
}

const tooMany = (): Problem => new Problem('conflict', `You have ${PASSKEYS_OF_PERSON} passkeys. Remove one first.`);

/**
 * Options for a new passkey, after the password, and a code of the second factor that is on. They are good for five minutes in this session.
 * @throws Problem forbidden (wrong password or code), conflict (too many, or a passkey comes first), rate_limited; TableUnavailable
 */
export async function startPasskey(deps: PasskeyDeps, who: SignedIn, { password, code }: { readonly password: string; readonly code?: string | undefined }) {
  const { tenantId, personId } = who;
  const found = await limited(deps, who, async () => {
    const now = await readAccount(deps, who);
    await requirePassword(now, password, who);
    requirePasskeyFirst(now);
    if (now.passkeys.list.length >= PASSKEYS_OF_PERSON) throw tooMany();
    if (now.factor.secret === null) return now;
    const after = await requireCode(deps, now, code, who);
    if (!(await written(deps.table.transact([factorWrite(tenantId, personId, now.factor, after)])))) throw wrongProof('code', 'was used before');
    return now;
  });
  const { person, tenantName, passkeys } = found;
  const challenge = newChallenge(deps.tokenKey, who, deps.clock());
  return creationOptions(deps.site, challenge, { personId, email: person.email, name: person.name, tenantName, present: passkeys.list });
}

const invalid = (): Problem =>
  new Problem('unprocessable', 'This passkey cannot be added: it does not answer the options of this session, or their time is over.', {
    errors: [{ path: 'credential', message: 'is not valid' }],
  });

/**
 * Adds a passkey. The session counts as one with a second factor from now on.
 * @throws Problem unprocessable (not made from the options of this session, by another site, or used before), conflict (registered already, too many);
 *   TableUnavailable
 */
export async function registerPasskey(deps: PasskeyDeps, who: SignedIn, { name, credential }: { readonly name: string; readonly credential: GivenPasskey }) {
  const { tenantId, personId } = who;
  const challenge = readChallenge(deps.tokenKey, who, claimedChallenge(credential), deps.clock());
  const made = challenge && (await verifiedPasskey(deps.site, credential, challenge.text));
  if (!made) throw invalid();
  const { person, passkeys } = await readAccount(deps, who);
  if (passkeys.list.length >= PASSKEYS_OF_PERSON) throw tooMany();
  const now = deps.clock();
  const passkey: Passkey = { id: passkeyId(made.credentialId), ...made, name, createdAt: new Date(now).toISOString(), lastUsedAt: null };
  const writes: Write[] = [
    useUp(who, challenge),
    { op: 'put', item: { ...passkeyOwnerKey(passkey.id), tenantId, personId }, when: { absent: true } },
    passkeysWrite(tenantId, personId, passkeys, [...passkeys.list, passkey]),
    { op: 'update', key: sessionKeyOf(who), set: { secondFactor: true }, when: { exists: true } },
    ...passkeyTold(deps, who, person.kind, { from: null, to: name }),
  ];
  try {
    await deps.table.transact([...writes, ...rightsChecks(who, writes)]);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
  return presentPasskey(passkey);
}

/** By the first two writes. */
function refusalOf(error: unknown): Problem | undefined {
  if (!(error instanceof TransactionRefused)) return undefined;
  const failed = new Set(error.refusals.filter(({ reason }) => reason === 'condition').map(({ index }) => index));
  if (failed.has(0)) return invalid();
  return failed.has(1) ? new Problem('conflict', 'This passkey is registered already.') : undefined;
}

/** A line of the audit, for agents. */
export function passkeyTold(
  { clock, newId }: Pick<EnrolmentDeps, 'clock' | 'newId'>,
  who: SignedIn,
  kind: 'agent' | 'user',
  change: { readonly from: string | null; readonly to: string | null },
): Write[] {
  if (kind !== 'agent') return [];
  const by = { type: 'agent', id: who.personId };
  return [agentChanged(who, clock(), { field: 'passkey', ...change, by, name: newId(), correlationId: who.correlationId })];
}
