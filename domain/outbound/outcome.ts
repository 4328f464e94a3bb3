import type { SentParts } from '../channels/actions.ts';
import type { DeliveryError } from '../vocabulary/delivery-error.ts';

/** The parts of a message that are at the provider, those of earlier tries included. Left out where a message has one part. */
interface Parts {
  readonly sentParts?: SentParts;
}

/** The outcome of an action. */
export type Outcome =
  /** The provider has it. `providerId` resolves later statuses, and so do all `sentParts`. */
  | ({ readonly outcome: 'sent'; readonly providerId: string | null } & Parts)
  /**
   * Not done, and certainly not sent, except for `sentParts`; try again, no sooner than `retryAfterSeconds` when the provider says. `holdsOrigin`: nothing
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
  /** The answer was lost: it may have been sent. Shown, and repeated only if the receiver detects repeats. */
  | ({ readonly outcome: 'unknown'; readonly error: DeliveryError; readonly unanswered?: true } & Parts)
  /**
   * Certainly not sent: the provider no longer takes the origin's credentials, or they lack a permission. An admin has to renew them. `expired`: unless the channel can
   * renew them by itself.
   */
  | ({ readonly outcome: 'reauthorise'; readonly error: DeliveryError; readonly expired?: true } & Parts);
