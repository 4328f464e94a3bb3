import type { AppendLimits } from '../../conversations/log/append-all.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { Rejected } from '../../edge-errors.ts';
import type { Item, Key } from '../../table/port.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { ThreadHead } from '../tickets/thread-head.ts';
import type { TicketDraft } from '../tickets/ticket-draft.ts';
import type { Content, InboundEvent } from './inbound-event.ts';

export interface InboundDeps extends TicketDeps {
  readonly limits?: AppendLimits;
  /** A claim check's content; undefined if the object does not exist. @throws Rejected if it is not valid content */
  readonly content: (key: string) => Promise<Content | undefined>;
}

/** `applied` now · `duplicate` applied before · `ignored`: no effect, or not yet because it waits for its message. */
export type Effect = 'applied' | 'duplicate' | 'ignored';

/** The outcome of one event of a batch. */
export type Outcome<Applied extends string = string> =
  | { readonly ok: true; readonly effect: Applied }
  | {
      readonly ok: false;
      /** Permanent failure; goes to the dead-letter queue immediately, with its reason. */
      readonly permanent: boolean;
      readonly error: unknown;
      /** Not tried: the event with this index in the batch precedes it in its conversation, and failed. */
      readonly behind?: number;
    };
export type EventOutcome = Outcome<Effect>;

/** An event that can never be applied. */
export class Unacceptable extends Rejected {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unacceptable';
  }
}

/** The event's message is in another thread than the batch was sorted by. */
export class Elsewhere extends Error {
  readonly threadId: string;
  constructor(threadId: string) {
    super('the message is in another thread');
    this.name = 'Elsewhere';
    this.threadId = threadId;
  }
}

/** An event from the topic: from a channel's parser, or from other systems. */
export type GivenEvent = Omit<InboundEvent, 'channel'> & {
  /** Null: determined by the origin. */
  readonly channel: InboundEvent['channel'] | null;
  /** For an event that another system put on the topic: with this id it takes effect once, whatever its content. */
  readonly eventId?: string;
  /** An edit that only contains the text; the rest of the message stays. */
  readonly onlyText?: true;
};
/** The same, with its origin. */
export type KnownEvent = GivenEvent & InboundEvent;

export interface Slot {
  readonly index: number;
  readonly event: KnownEvent;
  readonly threadId: string;
  /** An event of an earlier batch that waited for the one at `index`. */
  readonly woken?: true;
  /** Woken by itself, to be handled again after the events that wait for it. */
  readonly again?: boolean;
  /** Length of the chain of wakings that led here. */
  readonly rounds?: number;
}

/** What was read or is already drafted, so that later events of a batch see the effects of earlier ones. */
export type Known = (key: Key) => Item | undefined;

export interface EventStep {
  readonly deps: InboundDeps;
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
  readonly known: Known;
  /** Only what was read: writes are conditional on it, whatever is drafted in the meantime. */
  readonly stored: Known;
  /** Schedules an event that waited, to be handled after this change in the same thread. */
  readonly wake: (event: InboundEvent, again?: boolean) => void;
  readonly threadId: string;
  readonly shadowed: boolean;
}
