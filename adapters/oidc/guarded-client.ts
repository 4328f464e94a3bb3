import * as openid from 'openid-client';
import type { Client } from '../../domain/people/oidc/calls.ts';
import type { guardedFetch } from '../outgoing/guarded-fetch.ts';

export interface ClientOptions {
  readonly fetch: ReturnType<typeof guardedFetch>;
  /** Of each call. */
  readonly timeoutMs: number;
}

/** A client of a provider whose every call goes through the guard of outgoing calls. */
export interface GuardedClient {
  /** With the discovery document, read now. */
  readonly configuration: openid.Configuration;
  /** Why the newest call got no answer; null: it did. */
  unanswered(): string | null;
}

/** Methods that both kinds of servers know; the first one is the standard's default (OpenID Connect Core 1.0, section 9, openid.net, read on 2026-11-30). */
const authentication = ({ clientSecret }: Client, { token_endpoint_auth_methods_supported: methods }: openid.ServerMetadata): openid.ClientAuth => {
  if (clientSecret === null) return openid.None();
  return methods && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
    ? openid.ClientSecretPost(clientSecret)
    : openid.ClientSecretBasic(clientSecret);
};

/** Statuses without a body, which `Response` takes none for. */
const BARE = new Set([204, 205, 304]);

/** Reads the discovery document. `unanswered` tells about failures too. @throws what the library throws */
export async function openClient(client: Client, { fetch, timeoutMs }: ClientOptions, seen: { unanswered: string | null }): Promise<GuardedClient> {
  const call: openid.CustomFetch = async (url, { method, headers, body }) => {
    seen.unanswered = null;
    try {
      const answer = await fetch(url, { method, headers, body: textOf(body), timeoutMs });
      if (answer.status >= 500 || answer.status < 200) seen.unanswered = `answered ${answer.status}`;
      const status = answer.status < 200 || answer.status > 599 ? 502 : answer.status;
      return new Response(BARE.has(status) ? null : answer.body, { status, headers: { 'content-type': 'application/json' } });
    } catch (error) {
      seen.unanswered = error instanceof Error && 'code' in error ? `no answer (${String(error.code)})` : 'no answer';
      throw error;
    }
  };
  const server = new URL(client.issuer);
  const found = await openid.discovery(server, client.clientId, undefined, openid.None(), {
    [openid.customFetch]: call,
    timeout: Math.ceil(timeoutMs / 1000) + 1,
    // The guard decides: it takes `http:` for exact hosts of a laptop only.
    ...(server.protocol === 'http:' ? { execute: [openid.allowInsecureRequests] } : {}),
  });
  const metadata = found.serverMetadata();
  const configuration = new openid.Configuration(metadata, client.clientId, undefined, authentication(client, metadata));
  configuration[openid.customFetch] = call;
  configuration.timeout = Math.ceil(timeoutMs / 1000) + 1;
  if (server.protocol === 'http:') openid.allowInsecureRequests(configuration);
  // The signature of the ID token counts, although the token comes over TLS from its issuer.
  openid.enableNonRepudiationChecks(configuration);
  return { configuration, unanswered: () => seen.unanswered };
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8');
  throw new TypeError('a provider is called with text only');
}
