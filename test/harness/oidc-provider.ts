import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { signingKey } from './issuer.ts';

export interface Account {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

export interface Registered {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A real OpenID provider on a port of this machine, with its own pages. */
export interface TestProvider {
  readonly issuer: string;
  /** As `PARLEY_OUTGOING_ALLOW` names it. */
  readonly host: string;
  /** People by their login name, which is their subject too. */
  readonly accounts: Map<string, Account>;
  register(redirectUri: string, method?: 'client_secret_basic' | 'client_secret_post'): Promise<Registered>;
  close(): Promise<void>;
}

/** `port`: of a provider that was closed and comes back. */
export const startProvider = async (port = 0): Promise<TestProvider> => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const accounts = new Map<string, Account>();
  const { privateKey, kid } = signingKey('RS256');
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only for tests'] },
    features: { registration: { enabled: true }, devInteractions: { enabled: true } },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, login) => {
      const account = accounts.get(login);
      return account && { accountId: login, claims: async () => ({ sub: login, ...account }) };
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    host,
    accounts,
    async register(redirectUri, method = 'client_secret_basic') {
      const response = await fetch(`${issuer}/reg`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          response_types: ['code'],
          token_endpoint_auth_method: method,
        }),
      });
      if (response.status !== 201) throw new Error(`the provider registers no client: ${response.status} ${await response.text()}`);
      const { client_id: clientId, client_secret: clientSecret } = (await response.json()) as { client_id: string; client_secret: string };
      return { clientId, clientSecret };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** What a person's browser does at the provider: it signs in, consents, and follows redirects until one leads to `stop`. */
export const visit = async (start: string, login: string | null, stop: string): Promise<string> => {
  const cookies = new Map<string, string>();
  let [url, form] = [start, undefined as URLSearchParams | undefined];
  for (let step = 0; step < 20; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(form ? { method: 'POST', body: form } : {}) });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    form = undefined;
    const to = response.headers.get('location');
    const page = await response.text();
    if (to !== null) {
      url = new URL(to, url).href;
      if (url.startsWith(stop)) return url;
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`the provider's page is no form: ${response.status} ${page}`);
    if (login === null) url = `${url}/abort`;
    else form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'anything' } : { prompt });
  }
  throw new Error('the provider redirects without end');
};
