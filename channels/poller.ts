import type { News } from '../domain/origins/delivered-versions.ts';
import type { PolledCall } from '../domain/origins/poll-origin.ts';
import type { CallSettings, Renew } from './outbound.ts';

/** The result of one call of a provider. The next call continues at `cursor`, which only the channel understands. */
export type Polled =
  | {
      readonly outcome: 'page';
      /** In the order in which it is delivered. What was delivered before is left out by the common poller. */
      readonly news: readonly News[];
      readonly cursor: string;
      readonly more: boolean;
      /** ISO: no later call lists what is older. Until then the common poller remembers what it has delivered. */
      readonly from: string;
      /** Each of the news is a call of its own, because the webhook takes one at a time. */
      readonly each?: true;
    }
  /** These credentials cannot be used for polling: they lack what the API needs. */
  | { readonly outcome: 'idle' }
  /** Retry with the same cursor: after the provider's seconds, or with back-off. `reason`: for the log, without secrets or people's text. */
  | {
      readonly outcome: 'retry';
      readonly reason: string;
      readonly afterSeconds?: number;
      /** The access token is not taken any more: once more with a new one, if `renew` brings one. */
      readonly expired?: true;
    };

export interface PollRequest<Credentials> {
  /** Null: the first call. */
  readonly cursor: string | null;
  /** ISO time at which the origin was connected; older messages are not wanted. */
  readonly since: string;
  readonly credentials: Credentials;
  readonly settings: CallSettings;
  /** For channels that read mailboxes. */
  readonly mailbox?: ReadMailbox;
}

/** The next mails of a mailbox, by IMAP over TLS to a public address. Never throws. */
export type ReadMailbox = (
  login: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly tls: boolean },
  asked: {
    /** Up to here, the mailbox was read. Null: nothing was, and what is there now is not wanted. */
    readonly after: { readonly validity: string; readonly uid: number } | null;
    /** ISO: where the server has numbered its mails anew, those from that day on are read. */
    readonly since: string;
    readonly most: number;
    readonly mailBytes: number;
  },
) => Promise<
  | {
      readonly place: { readonly validity: string; readonly uid: number };
      readonly mails: readonly { readonly uid: number; readonly at: string; readonly raw: Uint8Array }[];
      readonly more: boolean;
    }
  | { readonly failed: string }
>;

/**
 * What a channel's folder offers in `poller.ts` where its provider is asked for news. It skips nothing, however long nobody asked, and may list a version
 * again: it is delivered once. The page that it brings is kept before the next one is asked for.
 */
export interface ChannelPoller<Credentials = never> {
  /** Seconds between two calls when nothing is waiting. */
  readonly everySeconds: number;
  /** Never throws for an answer of the provider: each answer is one of the results. */
  poll(request: PollRequest<Credentials>): Promise<Polled>;
  /** News, at least one, as the provider would have posted it to the origin's webhook, proof included. */
  callOf(news: readonly News[], credentials: Credentials): PolledCall;
  /** Of channels whose access tokens can be renewed. */
  readonly renew?: Renew<Credentials>;
}
