import type { OidcStart, OidcStarted } from '../../../client/api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import type { Place, SsoAnswer } from './sso-answer.ts';

/** Why a sign-in at a provider ended. All but `began-elsewhere` and `failed` are the API's `reason` of a 401. */
export const SSO_FAILURES = ['denied', 'unreachable', 'refused', 'nobody', 'expired', 'began-elsewhere', 'failed'] as const;
export type SsoFailure = (typeof SSO_FAILURES)[number];

const MOST_PATH = 500;
/** Where the browser comes back to: the place that the person left, unless the API does not take such a path. */
export const returnPath = ({ pathname, search }: Place, home: string): string => {
  const here = `${pathname}${search}`;
  return here.length <= MOST_PATH && /^\/(?![/\\])[^\\#\s]*$/.test(here) ? here : home;
};

/** Of one tab: another one can neither read nor end the sign-in. */
export interface TabStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
export const SSO_KEY = 'parley.sso';

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** A secret that stays in the page, and its SHA-256, which the hub gets. */
export async function newVerifier(source: Pick<typeof crypto, 'getRandomValues' | 'subtle'> = crypto): Promise<{ verifier: string; challenge: string }> {
  const verifier = base64url(source.getRandomValues(new Uint8Array(32)));
  return { verifier, challenge: base64url(new Uint8Array(await source.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))) };
}

export interface Waiting {
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => number;
}
const BROWSER: Waiting = { wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), now: Date.now };

/** The longest pause that is a sign of progress. A longer one says that the provider does not answer. */
const SOON_SECONDS = 10;

/** Sends again while the hub contacts the provider (503 with a short `Retry-After`), for at most this time. */
async function whileContacted<T>(send: () => Promise<T>, mostMs: number, { wait, now }: Waiting): Promise<T> {
  const end = now() + mostMs;
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const seconds = error instanceof ParleyError && error.status === 503 ? (error.retryAfter ?? 1) : Number.POSITIVE_INFINITY;
      if (seconds > SOON_SECONDS || now() + seconds * 1000 > end) throw error;
      await wait(seconds * 1000);
    }
  }
}

interface Kept {
  readonly state: string;
  readonly verifier: string;
  readonly tenant: string;
}

export interface Beginning {
  readonly tenant: string;
  readonly provider: string;
  readonly returnTo: string;
  readonly start: (body: OidcStart) => Promise<OidcStarted>;
}

/** Begins a sign-in and returns the address of the provider. @throws ParleyError */
export async function beginSso({ start, ...asked }: Beginning, store: TabStore, waiting: Waiting = BROWSER): Promise<string> {
  const { verifier, challenge } = await newVerifier();
  const { url, state } = await whileContacted(() => start({ ...asked, challenge }), 30_000, waiting);
  const kept: Kept = { state, verifier, tenant: asked.tenant };
  store.setItem(SSO_KEY, JSON.stringify(kept));
  return url;
}

const isFailure = (reason: unknown): reason is SsoFailure => SSO_FAILURES.includes(reason as SsoFailure);

/** Ends a sign-in after the browser has come back. Returns the tenant, or why there is no session. @throws ParleyError, and what `signIn` throws */
export async function endSso(
  answer: SsoAnswer,
  store: TabStore,
  signIn: (credentials: { oidc: { state: string; verifier: string } }) => Promise<unknown>,
  waiting: Waiting = BROWSER,
): Promise<{ readonly tenant: string } | { readonly failure: SsoFailure }> {
  const kept = JSON.parse(store.getItem(SSO_KEY) ?? 'null') as Kept | null;
  store.removeItem(SSO_KEY);
  if (answer.state === undefined) return { failure: 'failed' };
  if (kept?.state !== answer.state) return { failure: 'began-elsewhere' };
  const { state, verifier, tenant } = kept;
  try {
    // The hub itself gives up after a minute, with a reason.
    await whileContacted(() => signIn({ oidc: { state, verifier } }), 90_000, waiting);
    return { tenant };
  } catch (error) {
    const reason = error instanceof ParleyError && error.status === 401 ? error.problem['reason'] : undefined;
    if (isFailure(reason)) return { failure: reason };
    throw error;
  }
}
