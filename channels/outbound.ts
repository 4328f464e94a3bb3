import { ACTIONS, type ActionKind, type ActionOf, type ChannelAction } from '../domain/channels/actions.ts';
import type { Outcome } from '../domain/outbound/outcome.ts';
import { type DeliveryError, ownError } from '../domain/vocabulary/delivery-error.ts';

/** Any answer of a receiver. */
export interface OutgoingAnswer {
  /** The status as received: any number of three digits. */
  readonly status: number;
  /** The value of the header with this name. */
  readonly retryAfter: string | null;
  readonly body: string;
}

export interface OutgoingCall {
  readonly method: string;
  /** For a streamed body, `content-length` if its size is known; without it, the body is sent in chunks. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or a stream: a file is never held in memory as a whole. */
  readonly body: string | AsyncIterable<Uint8Array>;
  readonly timeoutMs: number;
}

/** A whole mail with its envelope. */
export interface OutgoingMail {
  /** The sender's address. The service must be allowed to send for it. */
  readonly from: string;
  /** All recipients, including blind copies. */
  readonly to: readonly string[];
  /** RFC 5322, 7-bit. */
  readonly raw: Uint8Array;
}

/** The service's answer to a mail: its id, or why the service rejects it. */
export type MailAnswer =
  | { readonly messageId: string; readonly region: string }
  | { readonly code: string; readonly message: string; readonly status: number; readonly retryAfter: string | null };

/** What agents do in a chat of an application. */
export type OwnChatAction = ActionOf<'reply'> | ActionOf<'edit'> | ActionOf<'unsend'> | ActionOf<'react'>;

/** The chats of this hub, for the channel that writes into them. */
export interface OwnChats {
  /** Repeats have no further effect. `application`: the token of the origin's application. @throws TableUnavailable */
  perform(action: OwnChatAction, application: string): Promise<Outcome>;
}

export interface CallSettings {
  /** The provider's base address for this origin, without a slash at its end; empty for a channel without a provider. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /**
   * One call. Except for allowed hosts, the rules for outgoing calls apply (https, public addresses, no redirects). Rejects only if no
   * answer came, with a `code` and `left: false` when certainly nothing was sent.
   */
  readonly fetch: (url: string, call: OutgoingCall) => Promise<OutgoingAnswer>;
}

/** What performing an action also needs. */
export interface SendSettings extends CallSettings {
  /** The origin's name, which customers may see. */
  readonly originName: string;
  /** The public address of the origin's webhook, for providers that call back about a message. Undefined where the public address is not set. */
  readonly webhookUrl?: string;
  /** Sends one mail through the deployment's mail service. Rejects like `fetch`. */
  readonly sendMail: (mail: OutgoingMail) => Promise<MailAnswer>;
  /** Undefined where nothing is sent: in checks of credentials. */
  readonly chats?: OwnChats;
}

/** The outcome of renewing an origin's credentials with a member of their own (a refresh token). */
export type Renewal =
  /** The members with new values. */
  | { readonly outcome: 'renewed'; readonly changed: Readonly<Record<string, string>> }
  /** The credentials contain no refresh token, or the provider rejects it. An admin has to renew them. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'retry'; readonly error: DeliveryError; readonly retryAfterSeconds?: number; readonly unanswered?: true };

/** Renews credentials that have expired. Never rejects. */
export type Renew<Credentials> = (credentials: Credentials, settings: CallSettings) => Promise<Renewal>;

/**
 * The export of a channel's `outbound.ts`: it performs actions, and imports no parser. Credentials were validated by `credentials.ts` before they
 * were stored.
 */
export interface Outbound<Credentials = never> {
  /** The actions that it performs. A test checks that its capabilities list the same actions. */
  readonly actions: readonly ActionKind[];
  perform(action: ChannelAction, credentials: Credentials, settings: SendSettings): Promise<Outcome>;
  /** Only for channels whose access tokens can be renewed. Called after an outcome with `expired`. */
  readonly renew?: Renew<Credentials>;
}

/** A function for each action that the channel has. */
type Performers<Credentials> = {
  readonly [Kind in ActionKind]?: (action: ActionOf<Kind>, credentials: Credentials, settings: SendSettings) => Promise<Outcome>;
};

/** Requests for unsupported actions are rejected earlier. If one still arrives (from another release), it fails with an error that names the action. */
export const performing = <Credentials>(performers: Performers<Credentials>, renew?: Renew<Credentials>): Outbound<Credentials> => ({
  ...(renew ? { renew } : {}),
  actions: ACTIONS.filter((kind) => performers[kind] !== undefined),
  async perform(action, credentials, settings) {
    const perform = performers[action.kind] as ((action: ChannelAction, credentials: Credentials, settings: SendSettings) => Promise<Outcome>) | undefined;
    return perform ? perform(action, credentials, settings) : { outcome: 'failed', error: ownError('no_action', `(${action.kind})`) };
  },
});
