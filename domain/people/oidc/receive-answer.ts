import type { Clock } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { count, requireRoom } from '../../rate-limits/window.ts';
import type { Table, TableOf } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { cut } from '../../text/well-formed.ts';
import { type AskDeps, queueTask } from './check-provider.ts';
import { baseOf, type Provider, providerKey, providerOf } from './provider.ts';
import { type Failure, newSignIn, type Progress } from './sign-in-row.ts';
import { nonceOf, readState, type SignInState, signInId, verifierOf } from './state.ts';

interface Deps extends AskDeps {
  readonly tableOf: TableOf;
  readonly tokenKey: string;
  /** Where the page is that began. */
  readonly consoleUrl: string;
  /** Failed sign-ins a minute. */
  readonly limits: { readonly signInFailuresPerAddress: number };
}

/** The parameters of a provider's answer (RFC 6749, section 4.1.2; RFC 9207). */
export interface ProviderAnswer {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

interface Received {
  /** Of the address to which the answer came. */
  readonly providerId: string;
  readonly answer: ProviderAnswer;
  /** IP address. */
  readonly address: string;
  readonly correlationId: string;
}

/** Tells the page that the answer belongs to no sign-in that is open. */
export const FAILED = 'sso-failed';

/**
 * Takes a provider's answer, which the browser brings, and returns the address to which the browser goes: the page that began. Each state is good once. The code is exchanged outside; the page
 * then asks for the session.
 * @throws Problem conflict (no address of the deployment), rate_limited; QueueUnavailable, TableUnavailable
 */
export async function receiveAnswer(deps: Deps, { providerId, answer, address, correlationId }: Received): Promise<string> {
  const base = baseOf(deps.consoleUrl);
  if (base === '') throw new Problem('conflict', 'This deployment does not know its own address.');
  const limit = { what: 'sign-in-address', who: address, most: deps.limits.signInFailuresPerAddress };
  await requireRoom(deps, [limit]);
  const failed = async (): Promise<string> => {
    await count(deps, limit);
    return `${base}/#${FAILED}`;
  };
  const text = answer.state ?? '';
  const state = await readState(deps.tokenKey, text, deps.clock());
  // Another provider's address: the answer was mixed up, on purpose or not.
  if (!state || state.providerId !== providerId) return failed();
  const { tenantId } = state;
  const table = deps.tableOf(tenantId);
  const [item] = await table.get([providerKey(tenantId, providerId)], { consistent: true });
  const provider = item && providerOf(item);
  if (!provider?.enabled) return failed();
  const id = signInId(text);
  const progress = progressOf(deps.tokenKey, provider, text, answer);
  const row = { providerId, address, at: deps.clock(), progress };
  if (!(await written(table.write(newSignIn(tenantId, id, row, state.expiresAt))))) return failed();
  if (progress.status === 'asked') await queueTask(deps, 'exchange', { tenantId, id, correlationId });
  else {
    await tellFailure({ ...deps, table }, tenantId, providerId, reasonOf(answer));
    await count(deps, limit);
  }
  return backTo(base, state, text);
}

const failing = (failure: Failure): Progress => ({ status: 'failed', failure });

/** RFC 9207, section 2.4: who answers must be who was asked. */
const isFrom = ({ issuer, discovered }: Provider, iss: string | undefined): boolean => (iss === undefined ? discovered?.namesItself !== true : iss === issuer);

function progressOf(tokenKey: string, provider: Provider, state: string, { code, iss, error }: ProviderAnswer): Progress {
  if (!isFrom(provider, iss)) return failing('refused');
  if (error !== undefined) return failing('denied');
  if (code === undefined) return failing('refused');
  return { status: 'asked', code, iss: iss ?? null, state, nonce: nonceOf(tokenKey, state), verifier: verifierOf(tokenKey, state) };
}

/** Error codes are ASCII (RFC 6749, section 4.1.2.1). */
const plain = (text: string): string => cut(text.replace(/[^\w .-]/g, ''), 60);

const reasonOf = ({ error }: ProviderAnswer): string =>
  error === undefined ? 'the answer did not come from this issuer, or had no code' : `the provider answered ${plain(error)}`;

/** Keeps why the newest sign-in failed, for administrators. @throws TableUnavailable */
export const tellFailure = async ({ table, clock }: { readonly table: Table; readonly clock: Clock }, tenantId: string, id: string, reason: string) => {
  const lastFailure = { at: new Date(clock()).toISOString(), reason };
  await written(table.write({ op: 'update', key: providerKey(tenantId, id), set: { lastFailure }, when: { exists: true } }));
};

/** The page's own path. What follows `#` stays in the browser. */
function backTo(base: string, { returnTo }: SignInState, state: string): string {
  const target = new URL(`${base}${returnTo}`);
  target.hash = `sso=${state}`;
  return target.href;
}
