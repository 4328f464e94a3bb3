import type { Discovered } from './provider.ts';

/** Who asks a provider: a registered client. */
export interface Client {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
}

/** What a provider said to the browser, and what it must be true for. */
export interface CodeAnswer {
  /** The registered address with the provider's parameters. */
  readonly callbackUrl: string;
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
}

/** A person as a provider describes them, after all signatures and claims were checked. */
export interface ProviderClaims {
  readonly subject: string;
  readonly email: string | null;
  /** Only if the provider says so. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** `unreachable`: the provider does not answer. `refused`: its answer is not good. */
export type ExchangeFailure = 'unreachable' | 'refused';

/** The calls of a provider, which only a function with a way out can make. */
export interface ProviderCalls {
  /** Reads the discovery document and tries the client's credentials. `error`: for the administrator; null: all is well. */
  check(client: Client, redirectUri: string): Promise<{ readonly discovered: Discovered | null; readonly error: string | null }>;
  exchange(
    client: Client,
    answer: CodeAnswer,
  ): Promise<{ readonly claims: ProviderClaims } | { readonly failed: ExchangeFailure /** For the administrator. */; readonly reason: string }>;
}
