import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { idTokenOf, type SigningKey, signingKey } from './issuer.ts';

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** A provider that answers as a test says: what a good one never does. */
export interface BadProvider {
  readonly issuer: string;
  readonly host: string;
  readonly key: SigningKey;
  readonly asked: Asked[];
  /** Members of the discovery document, over the usual ones. */
  metadata: Readonly<Record<string, unknown>>;
  /** Answers in place of the usual ones, by path. */
  readonly replies: Map<string, Reply>;
  /** Claims of the ID token, over the usual ones. */
  claims: Readonly<Record<string, unknown>>;
  /** Signs in place of the published key. */
  signer: SigningKey;
  userInfo: Readonly<Record<string, unknown>>;
  close(): void;
}

export const startBadProvider = async (clientId: string): Promise<BadProvider> => {
  const key = signingKey('RS256');
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      void (async () => {
        const path = request.url ?? '/';
        self.asked.push({ path, authorization: request.headers.authorization, form: new URLSearchParams(text) });
        const { status, body, headers } = self.replies.get(path) ?? (await usual(path));
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const usual = async (path: string): Promise<Reply> => {
    if (path === '/.well-known/openid-configuration') {
      const endpoints = {
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        userinfo_endpoint: `${issuer}/me`,
      };
      return { status: 200, body: { issuer, ...endpoints, ...self.metadata } };
    }
    if (path === '/jwks') return { status: 200, body: { keys: [{ ...key.jwk, alg: 'RS256', use: 'sig' }] } };
    if (path === '/me') return { status: 200, body: self.userInfo };
    const claims = { iss: issuer, aud: clientId, nonce: 'the-nonce', ...self.claims };
    const idToken = await idTokenOf(self.signer, { sub: 'grace', nowMs: Date.now(), claims });
    return { status: 200, body: { access_token: 'at', token_type: 'Bearer', expires_in: 60, id_token: idToken } };
  };
  const self: BadProvider = {
    issuer,
    host,
    key,
    asked: [],
    metadata: {},
    replies: new Map(),
    claims: { email: 'grace@shop.example', email_verified: true, name: 'Grace' },
    signer: key,
    userInfo: {},
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return self;
};
