import type { ChannelName } from '../origins/channels.ts';
import type { Priority, Status } from '../vocabulary/ticket-words.ts';

/**
 * A ticket as automation reads it: what conditions, lists and actions may look at. Support's ticket has all of it; automation knows no more of
 * support, so that support can use automation.
 */
export interface TicketView {
  /** `{threadId}.{firstNumber}` */
  readonly id: string;
  readonly threadId: string;
  readonly sequence: number;
  readonly status: Status;
  readonly priority: Priority;
  readonly origin: { readonly id: string; readonly channel: ChannelName };
  readonly author: { readonly id: string; readonly name: string | null; readonly handle: string | null };
  readonly owner: { readonly agentId: string | null; readonly teamId: string | null };
  readonly queueIds: readonly string[];
  readonly tags: readonly string[];
  readonly topic: string | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly sentiment: string | null;
  readonly starRating: number | null;
  /** A machine wrote the message that opened it (DESIGN §6): it is never answered automatically. */
  readonly automatic: boolean;
  readonly visibleMessageCount: number;
  /** The newest message, as far as the ticket keeps it. */
  readonly lastMessage: MessageView | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Since when the customer waits for an answer; null when he does not. */
  readonly waitingSince: string | null;
  readonly closesAt: string | null;
  readonly followupAt: string | null;
  /** Public; see DESIGN §5 for what raises it. */
  readonly version: number;
}

/** The message at hand, or the newest one as far as the ticket keeps it: conditions read the rest by its path. */
export interface MessageView {
  readonly text: string | null;
}
