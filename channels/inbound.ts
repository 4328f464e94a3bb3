import type { ChannelEvent } from '../domain/support/inbound/inbound-event.ts';

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The public address that the provider called, with its query: below `PARLEY_PUBLIC_URL`. Undefined if that is not set. */
  readonly url?: string;
  /** The bytes as received, before any decoding. */
  readonly body: Uint8Array;
  /** Epoch ms of receipt. Events without a time of their own get this time. */
  readonly receivedAt: number;
}

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

/** The outcome for a call's elements. */
export interface Receipt {
  /** Number of elements that are stored durably and will become visible. */
  readonly accepted: number;
  /** Elements that are kept raw, by their index in the call. */
  readonly unreadable: readonly { readonly index: number; readonly reason: string }[];
}

/** One element of a provider's batch. */
export type ParsedElement =
  | {
      readonly kind: 'event';
      /** The provider's account the element is for (Page id, phone number id), or null if the format does not name an account. */
      readonly account: string | null;
      readonly event: ChannelEvent;
      /** This element's own bytes (re-serialised), hashed to identify the element if the provider gives no id. */
      readonly raw: string;
      /** The bytes to keep raw when the content is cut, where `raw` is not the element itself (a mail). */
      readonly whole?: Uint8Array;
      /** Why the element is also kept raw: the event is a placeholder for content that Parley cannot read yet. */
      readonly unknown?: string;
      /** Bytes inside the request (a mail's attachments). They are stored as objects; `content.attachments[at].objectKey` is the key. */
      readonly files?: readonly { readonly at: number; readonly type: string; readonly body: Uint8Array }[];
    }
  | {
      /** Kept raw for replay and counted. The other elements are not affected. */
      readonly kind: 'unreadable';
      readonly account: string | null;
      readonly raw: string | Uint8Array;
      readonly reason: string;
    }
  /** About the account, and not about a conversation: shown on the origin. `at`: ISO. `raw` identifies it. */
  | { readonly kind: 'notice'; readonly what: string; readonly text: string; readonly at: string; readonly raw: string }
  /** Readable but not needed (read marks): only counted. */
  | { readonly kind: 'ignored'; readonly what: string };

/** The whole body cannot be read as the provider's format (signed, but not JSON): 400, counted. */
export class UnreadableBody extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnreadableBody';
  }
}

/**
 * The export of a channel's `inbound.ts`: it verifies and parses a provider's calls. Nothing outside the channel's folder knows the provider's
 * format. Credentials were validated by `credentials.ts` before they were stored, so verifying needs no validator.
 */
export interface Inbound<Credentials = never> {
  /** GET: the provider's verification of the address. Null: not a verification (404). A wrong token answers 403. `secrets`: the present and, for 24 h after a rotation, the previous credentials. */
  handshake(request: RawRequest, secrets: readonly Credentials[]): PlainAnswer | null;
  /** Constant time, on the raw bytes, before any parsing. */
  verify(request: RawRequest, secrets: readonly Credentials[]): boolean;
  /** Every element of the batch, in order. @throws UnreadableBody, and nothing else */
  parse(request: RawRequest, credentials: Credentials): Promise<readonly ParsedElement[]>;
  /** The body of a 200, as the provider expects it. */
  readonly accepted: PlainAnswer;
  /** Replaces `accepted` if the 200 can report the outcome of each element, or can contain a call to the provider. */
  answer?(receipt: Receipt, request: RawRequest): PlainAnswer;
}
