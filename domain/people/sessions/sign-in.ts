import { createHash } from 'node:crypto';
import type { Clock, NewId } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { count, type Limit, requireRoom, touch } from '../../rate-limits/window.ts';
import { type Table, type TableOf, TransactionRefused, type Write } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { slugKey } from '../../tenants/tenant.ts';
import { credentialCheck, credentialVersionOf } from '../credentials/credential.ts';
import { passwordMatches } from '../credentials/passwords.ts';
import { credentialKey, emailKey, foldEmail, type Person, personOf, presentPerson, profileKey } from '../person.ts';
import { codeNeeded, codeWrong, type Factor, factorKey, factorOf, factorWrite, failureWrite, proofOf } from '../second-factor/factor.ts';
import { SESSION_SECONDS, type Session, sessionItem } from './session.ts';
import { type Caller, failed, signedIn } from './session-audit.ts';
import { signTokens } from './tokens.ts';

export interface SignInDeps {
  /** The directory: slugs, and counts of failures. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tokenKey: string;
  /** Failed sign-ins a minute. */
  readonly limits: { readonly signInFailuresPerAccount: number; readonly signInFailuresPerAddress: number };
}

export interface SignIn extends Caller {
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  /** Of the second factor: six digits, or a recovery code. */
  readonly code?: string | undefined;
}

const wrong = (): Problem => new Problem('unauthenticated', 'The tenant, the e-mail address or the password is wrong.');

/**
 * Opens a session. An unknown tenant, an unknown address and a wrong password take the same steps and give the same answer. Who has a second factor
 * sends the same request once more with a code of it; only who knows the password is asked for one.
 * @throws Problem unauthenticated, second_factor_required, rate_limited; TableUnavailable
 */
export async function signIn(deps: SignInDeps, input: SignIn) {
  const limits = limitsOf(deps, input);
  await requireRoom(deps, limits);
  const account = await find(deps, input);
  if (!(await passwordMatches(input.password, account?.password, input.address)) || !account) {
    await Promise.all(limits.map((limit) => count(deps, limit)));
    await told(deps, limits, account, input);
    throw wrong();
  }
  // Guesses sent all at once have passed the first look together: the right one among them must not tell itself from the others.
  await requireRoom(deps, limits);
  const { tenantId, person, credentialVersion, factor } = account;
  const own = { ...deps, table: deps.tableOf(tenantId) };
  if (factor.secret === null) return openSession(own, tenantId, person, credentialVersion, input);
  if (input.code === undefined) throw codeNeeded();
  const proof = proofOf(factor, input.code, deps.clock());
  if (proof) {
    const uses = [factorWrite(tenantId, person.id, factor, proof.after)];
    return openSession(own, tenantId, person, credentialVersion, input, { by: proof.by, uses, refused: codeWrong });
  }
  await Promise.all([...limits.map((limit) => count(deps, limit)), written(own.table.write(failureWrite(tenantId, person.id)))]);
  await told(deps, limits, account, input);
  throw codeWrong();
}

/**
 * Tells the audit of a failure for an agent, behind the limits, so that a flood costs no more than they let through. Otherwise a write that changes nothing takes
 * its place: time tells nobody whether there is such an agent.
 */
const told = async (deps: SignInDeps, [account]: readonly Limit[], found: Awaited<ReturnType<typeof find>>, input: SignIn): Promise<void> => {
  if (found?.person.kind === 'agent') await failed(deps.tableOf(found.tenantId), { tenantId: found.tenantId, personId: found.person.id }, deps.clock(), input);
  else if (account) await touch(deps, account);
};

/** What a person has proven beside the password, or in place of it. */
export interface SecondProof {
  readonly by: 'code' | 'recovery_code' | 'passkey' | 'oidc';
  /** Holds while the person may sign in; missing: the password must have its version. */
  readonly standing?: Write;
  /** Uses the proof up, with the session. */
  readonly uses: readonly Write[];
  /** What it means if the condition of such a write does not hold. */
  readonly refused: (write: Write) => Error;
}

/**
 * A session for a person who has proven who they are, while the password had this version. Hashing takes time: when the password changed or the
 * person went in the meantime, there is no session.
 * @throws Problem unauthenticated, what `second` throws; TableUnavailable
 */
export async function openSession(
  deps: Pick<SignInDeps, 'table' | 'clock' | 'newId' | 'tokenKey'>,
  tenantId: string,
  person: Person,
  credentialVersion: number,
  caller: Caller,
  second?: SecondProof,
) {
  const now = deps.clock();
  const session: Session = {
    id: deps.newId(),
    personId: person.id,
    generation: 1,
    replacedAt: [],
    credentialVersion,
    ...(second ? { secondFactor: true } : {}),
    createdAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + SESSION_SECONDS,
  };
  const writes: Write[] = [
    { op: 'put', item: sessionItem(tenantId, session), when: { absent: true } },
    second?.standing ?? credentialCheck(tenantId, person.id, credentialVersion),
    ...(person.kind === 'agent' ? [signedIn({ tenantId, personId: person.id, sessionId: session.id }, now, caller, second?.by)] : []),
  ];
  await opened(deps.table, writes, second);
  return { ...(await signTokens(deps.tokenKey, tenantId, session, now)), user: presentPerson(person) };
}

/** Sign-ins of one person at one instant may be in each other's way for the engine; then once more. */
const TURNS = 4;

async function opened(table: Table, session: readonly Write[], second?: SecondProof): Promise<void> {
  const writes = [...session, ...(second?.uses ?? [])];
  for (let left = TURNS; ; left -= 1) {
    try {
      return await table.transact(writes);
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      const failed = error.refusals.filter(({ reason }) => reason === 'condition').map(({ index }) => index);
      const used = failed.find((index) => index >= session.length);
      if (second && used !== undefined) throw second.refused(writes[used] as Write);
      if (failed.length > 0) throw wrong();
      if (left <= 1) throw error;
    }
  }
}

const limitsOf = (deps: SignInDeps, input: SignIn): Limit[] => [
  { what: 'sign-in-account', who: `${input.slug}\n${foldEmail(input.email)}`, most: deps.limits.signInFailuresPerAccount },
  { what: 'sign-in-address', who: input.address, most: deps.limits.signInFailuresPerAddress },
];

/** Stands for every tenant that there is not: one, so that guessed slugs cost no credentials of their own. */
const NO_TENANT = 'nobody';

/** Always three reads, so that time tells nobody how far a guess came. */
async function find(
  { table, tableOf }: Pick<SignInDeps, 'table' | 'tableOf'>,
  input: SignIn,
): Promise<{ tenantId: string; person: Person; password: string; credentialVersion: number; factor: Factor } | undefined> {
  const nobody = createHash('sha256').update(input.slug).update(input.email).digest('hex').slice(0, 32);
  const [slug] = await table.get([slugKey(input.slug)]);
  const tenantId = slug ? String(slug['tenantId']) : NO_TENANT;
  const own = tableOf(tenantId);
  const [email] = await own.get([emailKey(tenantId, input.email)], { consistent: true });
  const personId = email ? String(email['personId']) : nobody;
  const keys = [profileKey(tenantId, personId), credentialKey(tenantId, personId), factorKey(tenantId, personId)];
  const [profile, credential, factor] = await own.get(keys, { consistent: true });
  if (!profile || !credential) return undefined;
  // The version beside the hash, not the profile's: the two items are not read at one instant.
  return {
    tenantId,
    person: personOf(profile),
    password: String(credential['password']),
    credentialVersion: credentialVersionOf(credential),
    factor: factorOf(factor),
  };
}
