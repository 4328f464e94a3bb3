import type { SentParts } from '../channels/actions.ts';
import type { DeliveryError } from '../vocabulary/delivery-error.ts';

/** The parts of a message that were sent, including those of earlier tries. Omitted if a message has one part. */
interface Parts {
  readonly sentParts?: SentParts;
}

/** The outcome of an action. */
export type Outcome =
  /**
   * The provider has accepted it. `providerId` and all `sentParts` identify it in later statuses. `requestId`: the provider's own id of a change of a message (a
   * reaction), by which later statuses of that change name it.
   */
  | ({ readonly outcome: 'sent'; readonly providerId: string | null; readonly requestId?: string } & Parts)
  /**
   * Not done, and certainly not sent, except for `sentParts`; try again, not before `retryAfterSeconds` if the provider gives a time. `holdsOrigin`: nothing
   * of this origin is sent until then. `unanswered`: no answer came at all.
   */
  | ({
      readonly outcome: 'retry';
      readonly error: DeliveryError;
      readonly retryAfterSeconds?: number;
      readonly holdsOrigin?: true;
      readonly unanswered?: true;
    } & Parts)
  /** Certainly not sent, except for `sentParts`, permanently; shown to the agent. */
  | ({ readonly outcome: 'failed'; readonly error: DeliveryError } & Parts)
  /** The answer was lost: the message may have been sent. Shown to the agent, and repeated only if the receiver detects repeats. */
  | ({ readonly outcome: 'unknown'; readonly error: DeliveryError; readonly unanswered?: true } & Parts)
  /**
   * Certainly not sent: the provider rejects the origin's credentials, or they lack a permission. An admin has to renew them. `expired`: the channel may be
   * able to renew them itself.
   */
  | ({ readonly outcome: 'reauthorise'; readonly error: DeliveryError; readonly expired?: true } & Parts);
