import type { DeliveryError } from '../messages/delivery-error.ts';
import type { Capabilities } from './capabilities.ts';

/** A file of a reply. `url` is a link that is valid for five minutes. */
export interface OutgoingFile {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
  readonly url: string;
}

/** What the domain asks of a channel that can send; `channels/` fulfils it. */
export interface OutgoingReply {
  readonly tenantId: string;
  readonly originId: string;
  readonly ticketId: string;
  readonly threadId: string;
  readonly number: number;
  /** Stable over repeats: `{threadId}.{number}`. */
  readonly replyId: string;
  /** The customer's id at the provider. */
  readonly to: string;
  readonly text: string;
  readonly html: string | null;
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string | null;
  readonly surface: string;
  readonly files: readonly OutgoingFile[];
  /** Provider id of the message answered, or null. */
  readonly inReplyTo: string | null;
  readonly agentName: string | null;
  readonly createdAt: string;
  /** The signed depth of the chain that led here, for receivers that may call back (`X-Parley-Causation`). */
  readonly causation: string;
}

export type SendOutcome =
  /** The provider has it. `providerId` resolves later statuses. */
  | { readonly outcome: 'sent'; readonly providerId: string | null }
  /** Certainly not sent; try again, no sooner than `retryAfterSeconds` when the provider says. `holdsOrigin`: nothing of this origin is sent until then. `unanswered`: no answer came at all. */
  | {
      readonly outcome: 'retry';
      readonly error: DeliveryError;
      readonly retryAfterSeconds?: number;
      readonly holdsOrigin?: true;
      readonly unanswered?: true;
    }
  /** Certainly not sent, for good; shown to the agent. */
  | { readonly outcome: 'failed'; readonly error: DeliveryError }
  /** The answer was lost: it may have been sent. Shown, and repeated only where the receiver tells repeats apart. */
  | { readonly outcome: 'unknown'; readonly error: DeliveryError; readonly unanswered?: true };

/** How to leave a place among the calls under way. */
export type Leave = () => void;

export interface Channel {
  readonly capabilities: Capabilities;
  /** A place among the calls under way; null when this receiver or its tenant has its share of them. */
  readonly turn: () => Promise<Leave | null>;
  send(reply: OutgoingReply): Promise<SendOutcome>;
}
