import type { News } from '../domain/origins/delivered-versions.ts';
import type { PolledCall } from '../domain/origins/poll-origin.ts';
import type { CallSettings, Renew } from './outbound.ts';

/** The result of one call of a provider. The next call continues at `cursor`, which only the channel understands. */
export type Polled =
  | {
      readonly outcome: 'page';
      /** In delivery order. The common poller leaves out what was delivered before. */
      readonly news: readonly News[];
      readonly cursor: string;
      readonly more: boolean;
      /** ISO: no later call lists anything older. The common poller remembers what it has delivered since this time. */
      readonly from: string;
      /** Each item is delivered by a separate call, because the webhook accepts one at a time. */
      readonly each?: true;
    }
  /** These credentials cannot be used for polling: they lack what the API needs. */
  | { readonly outcome: 'idle' }
  /** Retry with the same cursor: after the provider's seconds, or with back-off. `reason`: for the log, without secrets or people's text. */
  | {
      readonly outcome: 'retry';
      readonly reason: string;
      readonly afterSeconds?: number;
      /** The access token is no longer valid. The call is repeated once with a new one if `renew` gets one. */
      readonly expired?: true;
    };

export interface PollRequest<Credentials> {
  /** Null: the first call. */
  readonly cursor: string | null;
  /** ISO time at which the origin was connected; older messages are not read. */
  readonly since: string;
  readonly credentials: Credentials;
  readonly settings: CallSettings;
  /** For channels that read mailboxes. */
  readonly mailbox?: ReadMailbox;
  /** Stores a mail that is too large for the webhook, under a name that is unique within the origin. Returns the key of its object. */
  readonly storeMail?: (name: string, bytes: AsyncIterable<Uint8Array>, size: number) => Promise<string>;
}

/** The next mails of a mailbox, by IMAP over TLS to a public address. Never throws. */
export type ReadMailbox = (
  login: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly tls: boolean },
  asked: {
    /** The mailbox was read up to this position. Null: nothing was read; existing mails are not read. */
    readonly after: { readonly validity: string; readonly uid: number } | null;
    /** ISO: if the server has renumbered its mails, mails since that day are read. */
    readonly since: string;
    readonly most: number;
    /** Maximum bytes of a mail that is read into memory. */
    readonly mailBytes: number;
    /** Stores a larger mail while it is read. Without it, and for mails over `largest` bytes, only the beginning is read. */
    readonly large?: {
      readonly largest: number;
      readonly keep: (mail: { readonly validity: string; readonly uid: number }, bytes: AsyncIterable<Uint8Array>, size: number) => Promise<string>;
    };
  },
) => Promise<
  | {
      readonly position: { readonly validity: string; readonly uid: number };
      /** `raw`: the bytes, or the key of the object with them. */
      readonly mails: readonly { readonly uid: number; readonly at: string; readonly raw: Uint8Array | string }[];
      readonly more: boolean;
    }
  /** `rejected`: the server rejects the user or the password, or the address may not be called. */
  | { readonly failed: string; readonly rejected?: true }
>;

/**
 * The export of a channel's `poller.ts`, for providers that are polled. It skips nothing, even after a long pause, and may list a version
 * again; the version is delivered once. Each page is stored before the next one is requested.
 */
export interface ChannelPoller<Credentials = never> {
  /** Seconds between two calls when nothing is waiting. */
  readonly everySeconds: number;
  /** Never throws for an answer of the provider: each answer is one of the results. */
  poll(request: PollRequest<Credentials>): Promise<Polled>;
  /** At least one item, as the provider would have posted it to the origin's webhook, including the proof (such as a signature). */
  callOf(news: readonly News[], credentials: Credentials): PolledCall;
  /** Only for channels whose access tokens can be renewed. */
  readonly renew?: Renew<Credentials>;
}
