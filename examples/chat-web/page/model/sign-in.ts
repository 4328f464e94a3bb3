import { type Api, type ClientSession, createApi, createSession, indexedDbStore, type Store, type User } from '../../../../client/index.ts';

export interface Config {
  readonly wsUrl: string;
  readonly applications: readonly string[];
  readonly people: readonly { readonly sub: string; readonly name: string }[];
}

export interface Account {
  readonly config: Config;
  readonly store: Store;
  readonly session: ClientSession;
  readonly api: Api;
}

/** Everything that the page needs to sign somebody in. The API is behind the page's own server. @throws TypeError without a server */
export async function createAccount(onSignedOut: () => void): Promise<Account> {
  const response = await fetch('/config.json');
  const config = (await response.json()) as Config;
  const baseUrl = location.origin;
  const store = indexedDbStore('parley-chat-web');
  const session = createSession({ baseUrl, store, onSignedOut });
  return { config, store, session, api: createApi({ baseUrl, ...session }) };
}

/** Signs in somebody of the demo shop: its server vouches for them by a token. @throws ParleyError, TypeError */
export async function signInAs(session: ClientSession, sub: string): Promise<User> {
  const response = await fetch('/demo-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sub }) });
  return session.signIn((await response.json()) as { tenant: string; idToken: string });
}
