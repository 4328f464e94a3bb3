import type { CallSettings } from './outbound.ts';

/** The result of one call of a provider. The next call continues at `cursor`, which only the channel understands. */
export type Polled =
  | {
      readonly outcome: 'page';
      /** As the provider would have posted it to the origin's webhook, proof included; null: nothing new. */
      readonly call: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
      readonly cursor: string;
      readonly more: boolean;
    }
  /** Nothing can be asked with these credentials: they lack what the API needs. */
  | { readonly outcome: 'idle' }
  /** The same cursor again later: after the seconds that the provider names, or with growing pauses. `reason`: for the log, no secret and no text of people. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterSeconds?: number };

export interface PollRequest<Credentials> {
  /** Null: the first call. */
  readonly cursor: string | null;
  /** ISO: since when the origin is connected; nothing older is wanted. */
  readonly since: string;
  readonly credentials: Credentials;
  readonly settings: CallSettings;
}

/**
 * What a channel's folder offers in `poller.ts` where its provider is asked for news. It skips nothing, however long nobody asked, and may bring a thing
 * twice: its webhook and its identity make that one. The page that it brings is kept before the next one is asked for.
 */
export interface ChannelPoller<Credentials = never> {
  /** Seconds between two calls when nothing is waiting. */
  readonly everySeconds: number;
  /** Whatever the provider answers is a value. */
  poll(request: PollRequest<Credentials>): Promise<Polled>;
}
