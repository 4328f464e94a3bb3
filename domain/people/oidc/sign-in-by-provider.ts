import { Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import type { Item } from '../../table/port.ts';
import { credentialVersionOf, hasVersion } from '../credentials/credential.ts';
import { personOf, profileKey } from '../person.ts';
import type { Caller } from '../sessions/session-audit.ts';
import { openSession, type SignInDeps } from '../sessions/sign-in.ts';
import { personOfClaims } from './person-of.ts';
import { providerKey, providerOf } from './provider.ts';
import { tellFailure } from './receive-answer.ts';
import { type Failure, movedOn, type SignInRow, signInKey, signInOf } from './sign-in-row.ts';
import { isChallengeOf, readState, signInId } from './state.ts';

interface Deps extends Omit<SignInDeps, 'limits'> {
  readonly limits: Pick<SignInDeps['limits'], 'signInFailuresPerAddress'>;
  readonly closeSockets: Parameters<typeof personOfClaims>[0]['closeSockets'];
}

interface Redeem extends Caller {
  readonly state: string;
  /** The secret that the page has kept. */
  readonly verifier: string;
}

/** A code that was not exchanged after this time is not waited for. */
const EXCHANGE_MS = 60_000;

const DETAILS: Readonly<Record<Failure, string>> = {
  unreachable: 'The sign-in service did not answer. Start again.',
  refused: 'The answer of the sign-in service was not good. Start again, or tell your administrator.',
  denied: 'The sign-in service did not sign you in.',
  nobody: 'This account signs nobody in here. Ask your administrator.',
  expired: 'This sign-in is over. Start again.',
};

const ended = (reason: Failure): Problem => new Problem('unauthenticated', DETAILS[reason], { extra: { reason } });

/**
 * Opens the session of a sign-in at a provider, for the browser that began it. Each sign-in is good once.
 * @throws Problem unauthenticated (with `reason`), unavailable while the code is being exchanged, rate_limited; TableUnavailable
 */
export async function signInByProvider(deps: Deps, { state: text, verifier, ...caller }: Redeem) {
  const limit = { what: 'sign-in-address', who: caller.address, most: deps.limits.signInFailuresPerAddress };
  await requireRoom(deps, [limit]);
  const end = async (reason: Failure): Promise<never> => {
    await count(deps, limit);
    throw ended(reason);
  };
  const state = await readState(deps.tokenKey, text, deps.clock());
  if (!state || !isChallengeOf(state, verifier)) return end('expired');
  const { tenantId, providerId } = state;
  const id = signInId(text);
  const own = { ...deps, table: deps.tableOf(tenantId) };
  const [row, item] = await own.table.get([signInKey(tenantId, id), providerKey(tenantId, providerId)], { consistent: true });
  const provider = item && providerOf(item);
  if (!row || !provider?.enabled) return end('expired');
  const claims = claimsIn(signInOf(row), deps.clock());
  if (typeof claims === 'string') return end(claims);
  const profile = await personOfClaims(own, tenantId, provider, claims, caller);
  if (!profile) {
    await tellFailure(own, tenantId, providerId, NOBODY);
    return end('nobody');
  }
  try {
    return await open(own, { tenantId, id, profile, caller });
  } catch (error) {
    if (error instanceof Problem && error.code === 'unauthenticated') return end('expired');
    throw error;
  }
}

const NOBODY = 'the account has no verified address of an admitted domain, or belongs to nobody here';

/** What the provider says of the person, or why the sign-in has ended. @throws Problem unavailable while nobody knows */
function claimsIn({ progress, at }: SignInRow, now: number) {
  if (progress.status === 'proved') return progress.claims;
  if (progress.status === 'failed') return progress.failure;
  if (progress.status === 'used') return 'expired';
  if (now - at >= EXCHANGE_MS) return 'unreachable';
  throw new Problem('unavailable', 'The sign-in is being completed. Try again.', { retryAfter: 1 });
}

interface Opening {
  readonly tenantId: string;
  readonly id: string;
  readonly profile: Item;
  readonly caller: Caller;
}

/** The provider decides how it proves who people are, so the session counts as one with a second factor. */
function open(deps: Pick<SignInDeps, 'table' | 'clock' | 'newId' | 'tokenKey'>, { tenantId, id, profile, caller }: Opening) {
  const person = personOf(profile);
  const version = credentialVersionOf(profile);
  return openSession(deps, tenantId, person, version, caller, {
    by: 'oidc',
    standing: { op: 'check', key: profileKey(tenantId, person.id), when: hasVersion(version) },
    uses: [movedOn(tenantId, id, 'proved', { status: 'used' })],
    refused: () => ended('expired'),
  });
}
