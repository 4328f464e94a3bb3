import type { ChannelName } from './channels.ts';

export type Credentials = Readonly<Record<string, unknown>>;

export interface ReadCredentials {
  readonly credentials: Credentials;
  /** The account at the provider, which is no secret; null when the channel knows none. */
  readonly accountId: string | null;
  /** Optional members that are not given and without which nothing can be sent. */
  readonly missing: readonly string[];
}

/** The credentials of the channels; `channels/registry/credentials.ts` fulfils it. */
export interface CredentialRules {
  /** False for a channel whose webhooks nobody reads yet. */
  isBuilt(channel: ChannelName): boolean;
  /** Whether its provider is asked for news. */
  isPolled(channel: ChannelName): boolean;
  /** @throws Problem invalid_request with a path below `credentials` for each fault */
  read(channel: ChannelName, given: unknown): ReadCredentials;
  /** Members that are addresses which Parley calls. */
  addresses(channel: ChannelName): readonly string[];
}
