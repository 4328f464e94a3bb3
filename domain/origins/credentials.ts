import type { ChannelName } from './channels.ts';

export type Credentials = Readonly<Record<string, unknown>>;

export interface ReadCredentials {
  readonly credentials: Credentials;
  /** The account at the provider, which is no secret; null if the channel has none. */
  readonly accountId: string | null;
  /** Missing optional members without which nothing can be sent. */
  readonly missing: readonly string[];
}

/** The credentials of all channels; `channels/registry/credentials.ts` implements it. */
export interface CredentialRules {
  /** False for a channel whose webhooks are not read yet. */
  isBuilt(channel: ChannelName): boolean;
  /** Whether its provider is polled with these credentials. */
  isPolled(channel: ChannelName, credentials: Credentials): boolean;
  /** @throws Problem invalid_request with a path below `credentials` for each fault */
  read(channel: ChannelName, given: unknown): ReadCredentials;
  /** Members with addresses that Parley calls. */
  addresses(channel: ChannelName): readonly string[];
}
