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
  /** These credentials cannot be used for polling: they lack what the API needs. */
  | { readonly outcome: 'idle' }
  /** Retry with the same cursor: after the provider's seconds, or with back-off. `reason`: for the log, without secrets or people's text. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterSeconds?: number };

export interface PollRequest<Credentials> {
  /** Null: the first call. */
  readonly cursor: string | null;
  /** ISO time at which the origin was connected; older messages are not wanted. */
  readonly since: string;
  readonly credentials: Credentials;
  readonly settings: CallSettings;
}

/**
 * The export of a channel's `poller.ts`, if its provider must be polled. A poller skips nothing, however long ago the last call was. It may return an
 * element twice: deduplication removes the second. A page is stored before the next one is requested.
 */
export interface ChannelPoller<Credentials = never> {
  /** Seconds between two calls when nothing is waiting. */
  readonly everySeconds: number;
  /** Never throws for an answer of the provider: each answer is one of the results. */
  poll(request: PollRequest<Credentials>): Promise<Polled>;
}
