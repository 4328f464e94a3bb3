import { NAME } from '../../limits.ts';
import { count } from '../../rate-limits/window.ts';
import { written } from '../../table/written.ts';
import { cut, wellFormed } from '../../text/well-formed.ts';
import type { ProviderClaims } from './calls.ts';
import { clientOf, type OidcEntry, type OutsideDeps } from './check-provider.ts';
import { providerKey, providerOf, redirectUri } from './provider.ts';
import { tellFailure } from './receive-answer.ts';
import { movedOn, type Progress, type SignInRow, signInKey, signInOf } from './sign-in-row.ts';

const LONGEST_ADDRESS = 254;

type Target = Pick<OidcEntry['oidc'], 'tenantId' | 'id'>;
type Asked = Extract<Progress, { status: 'asked' }>;

/**
 * Exchanges the code of a sign-in and keeps who the person is. Null: there is nothing to do.
 * @throws SecretsUnavailable, TableUnavailable
 */
export async function exchangeCode(deps: OutsideDeps, target: Target): Promise<'proved' | 'failed' | null> {
  const row = await openRow(deps, target);
  if (!row) return null;
  const outcome = await exchanged(deps, target.tenantId, row, row.progress);
  if ('failed' in outcome) return fail(deps, target, row, outcome.failed, outcome.reason);
  const proved: Progress = { status: 'proved', claims: fitting(outcome.claims) };
  return (await written(deps.table.write(movedOn(target.tenantId, target.id, 'asked', proved)))) ? 'proved' : null;
}

/** A provider may send any text: what is kept is well-formed and short. */
const fitting = ({ subject, email, emailVerified, name }: ProviderClaims): ProviderClaims => ({
  subject: wellFormed(subject),
  email: email === null || email.length > LONGEST_ADDRESS ? null : wellFormed(email),
  emailVerified,
  name: name === null ? null : cut(wellFormed(name), NAME),
});

/** The entry was tried for too long. */
export async function giveUpExchange(deps: Pick<OutsideDeps, 'table' | 'clock'>, target: Target): Promise<void> {
  const row = await openRow(deps, target);
  if (row) await fail(deps, target, row, 'unreachable', 'the hub could not exchange the code');
}

async function openRow({ table }: Pick<OutsideDeps, 'table'>, { tenantId, id }: Target): Promise<(SignInRow & { readonly progress: Asked }) | null> {
  const [item] = await table.get([signInKey(tenantId, id)], { consistent: true });
  const row = item && signInOf(item);
  return row?.progress.status === 'asked' ? { ...row, progress: row.progress } : null;
}

async function exchanged(deps: OutsideDeps, tenantId: string, { providerId }: SignInRow, asked: Asked): ReturnType<OutsideDeps['calls']['exchange']> {
  const [item] = await deps.table.get([providerKey(tenantId, providerId)], { consistent: true });
  const provider = item && providerOf(item);
  if (!provider?.enabled) return { failed: 'refused', reason: 'the provider was removed or disabled' };
  const { code, iss, state, nonce, verifier } = asked;
  const url = new URL(redirectUri(deps.publicUrl, providerId));
  for (const [name, value] of Object.entries({ code, state, ...(iss === null ? {} : { iss }) })) url.searchParams.set(name, value);
  return deps.calls.exchange(await clientOf(deps, tenantId, provider), { callbackUrl: url.href, state, nonce, verifier });
}

/** Counts for the address that brought the code, so that nobody makes the hub flood a provider with codes. */
async function fail(
  deps: Pick<OutsideDeps, 'table' | 'clock'>,
  { tenantId, id }: Target,
  { providerId, address }: SignInRow,
  failure: 'unreachable' | 'refused',
  reason: string,
): Promise<'failed' | null> {
  if (!(await written(deps.table.write(movedOn(tenantId, id, 'asked', { status: 'failed', failure }))))) return null;
  await tellFailure(deps, tenantId, providerId, reason);
  await count(deps, { what: 'sign-in-address', who: address, most: Number.POSITIVE_INFINITY });
  return 'failed';
}
