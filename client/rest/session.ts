import type { SignIn, Session as Tokens, User } from '../api.ts';
import { type Locks, page, processLocks } from '../platform.ts';
import { memoryStore, type Store } from '../storage/store.ts';
import { errorOf, type ParleyError } from './problem.ts';
import { type Authorization, createTransport } from './transport.ts';

export interface SessionOptions {
  /** Where the API is, such as `https://api.example.com`. */
  readonly baseUrl: string;
  /** Keeps the tokens; in memory by default. `indexedDbStore()` keeps them over a reload, for all tabs. */
  readonly store?: Store;
  /** Distinguishes several sessions in one store. */
  readonly name?: string;
  /** Called when the session has ended: the person must sign in again. */
  readonly onSignedOut?: () => void;
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly locks?: Locks;
}

export interface Session extends Authorization {
  signIn(credentials: SignIn): Promise<User>;
  signOut(): Promise<void>;
  /** The person who is signed in, from the store. */
  user(): Promise<User | undefined>;
  token(): Promise<string | undefined>;
  renew(rejected: string): Promise<boolean>;
}

interface Kept extends Tokens {
  /** When the access token expires, by this machine's clock. */
  readonly until: number;
}

/** A token that is about to expire is renewed before it is used. */
const EARLY_MS = 20_000;

/** Signs a person in, and keeps their tokens fresh. One tab at a time renews: refresh tokens rotate, and a second use of one may end the session. */
export function createSession(options: SessionOptions): Session {
  const { baseUrl, name = 'session', onSignedOut } = options;
  const store = options.store ?? memoryStore();
  const locks = options.locks ?? page.navigator?.locks ?? processLocks;
  // Lost responses are repeated at once: the previous refresh token is valid for 30 seconds more.
  const transport = createTransport({ fetch: options.fetch });
  let known: Kept | undefined;

  const request = (method: string, path: string, body?: unknown, token?: string): Promise<Response> =>
    transport(
      new Request(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  const keep = async (response: Response): Promise<Kept> => {
    const tokens = (await response.json()) as Tokens;
    known = { ...tokens, until: Date.now() + tokens.expiresIn * 1000 };
    await store.set(name, known);
    return known;
  };
  const stored = async (): Promise<Kept | undefined> => (known ??= (await store.get(name)) as Kept | undefined);
  const forget = async (): Promise<void> => {
    known = undefined;
    await store.delete(name);
  };

  const rotate = async (rejected: string): Promise<boolean> => {
    known = (await store.get(name)) as Kept | undefined;
    if (known === undefined) return false;
    // Another tab has renewed it while this one waited for the lock.
    if (known.accessToken !== rejected) return true;
    const response = await request('POST', '/v1/sessions/refresh', { refreshToken: known.refreshToken });
    if (response.ok) return keep(response).then(() => true);
    const error: ParleyError = await errorOf(response);
    if (error.status !== 401) throw error;
    await forget();
    return false;
  };
  const renew = async (rejected: string): Promise<boolean> => {
    const had = known !== undefined;
    const renewed = await locks.request(`parley:${name}`, {}, () => rotate(rejected));
    if (!renewed && had) onSignedOut?.();
    return renewed;
  };

  return {
    async signIn(credentials) {
      const response = await request('POST', '/v1/sessions', credentials);
      if (!response.ok) throw await errorOf(response);
      return (await keep(response)).user;
    },
    async signOut() {
      const kept = await stored();
      await forget();
      if (kept !== undefined) await request('DELETE', '/v1/sessions', undefined, kept.accessToken);
    },
    user: async () => (await stored())?.user,
    async token() {
      const kept = await stored();
      if (kept !== undefined && kept.until - EARLY_MS < Date.now()) await renew(kept.accessToken);
      return known?.accessToken;
    },
    renew,
  };
}
