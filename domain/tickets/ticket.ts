import type { ChannelName } from '../origins/channels.ts';
import { PRIORITIES, type Priority, STATUSES, type Status } from '../vocabulary/ticket-words.ts';

export { PRIORITIES, type Priority, STATUSES, type Status };

export interface LastMessage {
  readonly number: number;
  readonly kind: string;
  /** First 200 characters. */
  readonly text: string;
  readonly createdAt: string;
}

/** A ticket as it is stored and evaluated; times are ISO 8601 UTC. `presentTicket` makes the public shape of it. */
export interface Ticket {
  /** `{threadId}.{firstNumber}` */
  readonly id: string;
  readonly threadId: string;
  /** The number of the message that opened it. */
  readonly firstNumber: number;
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
  readonly lastMessage: LastMessage | null;
  /** Number of the newest customer message, 0 when none; `lastSeenNumber` is compared with it. */
  readonly lastCustomerNumber: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Since when the customer waits for an answer; null when he does not. */
  readonly waitingSince: string | null;
  readonly assignedAt: string | null;
  readonly closesAt: string | null;
  readonly followupAt: string | null;
  readonly closedAt: string | null;
  /** Public; see DESIGN §5 for what raises it. */
  readonly version: number;
  /** Rises with every write; orders rows, timers and search. */
  readonly revision: number;
  /** The configuration generation its queues were evaluated under. */
  readonly generation: number;
}
