import type { ChannelEvent } from '../domain/support/inbound/inbound-event.ts';

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The address that the provider called, with its query, as the provider knows it: below `PARLEY_PUBLIC_URL`. Undefined where that is not set. */
  readonly url?: string;
  /** The bytes as received, before any decoding. */
  readonly body: Uint8Array;
  /** Epoch ms of receipt; the time of events that carry none. */
  readonly receivedAt: number;
}

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

/** The outcome for a call's elements. */
export interface Receipt {
  /** Elements that are durable now and will become visible. */
  readonly accepted: number;
  /** Those that are kept raw, by their index among the call's elements. */
  readonly unreadable: readonly { readonly index: number; readonly reason: string }[];
}

/** One element of a provider's batch. */
export type ParsedElement =
  | {
      readonly kind: 'event';
      /** The provider's account the element is for (Page id, phone number id), or null when the format names none. */
      readonly account: string | null;
      readonly event: ChannelEvent;
      /** This element's own bytes (re-serialised), hashed for its identity when the provider gives no id. */
      readonly raw: string;
      /** The bytes to keep raw when the content is cut, where `raw` is not the element itself (a mail). */
      readonly whole?: Uint8Array;
      /** Why the element is also kept raw: the event is a placeholder for content that we cannot read yet. */
      readonly unknown?: string;
      /** Bytes that came inside the request (a mail's attachments): stored as objects, which `content.attachments[at].objectKey` then names. */
      readonly files?: readonly { readonly at: number; readonly type: string; readonly body: Uint8Array }[];
    }
  | {
      /** Kept raw for replay and counted; never fails its neighbours. */
      readonly kind: 'unreadable';
      readonly account: string | null;
      readonly raw: string | Uint8Array;
      readonly reason: string;
    }
  /** Understood but not needed (read marks, account updates): only counted. */
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
  /** Every element of the batch, in order. Throws nothing else. @throws UnreadableBody */
  parse(request: RawRequest, credentials: Credentials): Promise<readonly ParsedElement[]>;
  /** The body of a 200, as the provider expects it. */
  readonly accepted: PlainAnswer;
  /** Replaces `accepted` if the format lets a 200 report the outcome of each element, or carry a call of the provider that belongs to the request. */
  answer?(receipt: Receipt, request: RawRequest): PlainAnswer;
}
