import type { AppendLimits } from '../../conversations/log/append.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { Rejected } from '../../edge-errors.ts';
import type { Item, Key } from '../../table/port.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { ThreadHead } from '../tickets/thread-head.ts';
import type { TicketDraft } from '../tickets/ticket-draft.ts';
import type { Content, InboundEvent } from './inbound-event.ts';

export interface InboundDeps extends TicketDeps {
  readonly limits?: AppendLimits;
  /** A claim check's content; undefined when the object is gone. @throws Rejected when it is no content */
  readonly content: (key: string) => Promise<Content | undefined>;
}

/** `applied` now · `duplicate` applied before · `ignored` means nothing here, or not yet: it waits for its message. */
export type Effect = 'applied' | 'duplicate' | 'ignored';

/** What became of one event of a batch. */
export type Outcome<Applied extends string = string> =
  | { readonly ok: true; readonly effect: Applied }
  | {
      readonly ok: false;
      /** Will never succeed; goes to the dead letters with its reason at once. */
      readonly permanent: boolean;
      readonly error: unknown;
      /** Not tried: the event with this index in the batch comes first in its conversation, and failed. */
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

/** The event's message is in another thread than was thought when the batch was sorted by threads. */
export class Elsewhere extends Error {
  readonly threadId: string;
  constructor(threadId: string) {
    super('the message is in another thread');
    this.name = 'Elsewhere';
    this.threadId = threadId;
  }
}

/** An event as it comes by the topic: from a channel's parser, or from others. */
export type GivenEvent = Omit<InboundEvent, 'channel'> & {
  /** Null: the origin says. */
  readonly channel: InboundEvent['channel'] | null;
  /** Of an event that others put on the topic: with this id it takes effect once, whatever it says. */
  readonly eventId?: string;
  /** An edit that says the text alone; what else the message holds stays. */
  readonly onlyText?: true;
};
/** The same, when its origin is known. */
export type KnownEvent = GivenEvent & InboundEvent;

export interface Slot {
  readonly index: number;
  readonly event: KnownEvent;
  readonly threadId: string;
  /** An event of an earlier batch that waited for the one at `index`. */
  readonly woken?: true;
  /** Woken by itself, behind what waits for it. */
  readonly again?: boolean;
  /** How many wakings, one after another, led here. */
  readonly rounds?: number;
}

/** What has been read or is already drafted; later events of a batch see what earlier ones did. */
export type Known = (key: Key) => Item | undefined;

export interface EventStep {
  readonly deps: InboundDeps;
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
  readonly known: Known;
  /** What has been read alone: writes are conditional on it, whatever is drafted in the meantime. */
  readonly stored: Known;
  /** Has an event that waited handled after this change, in the same thread. */
  readonly wake: (event: InboundEvent, again?: boolean) => void;
  readonly threadId: string;
  readonly shadowed: boolean;
}
