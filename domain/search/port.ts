import type { FilterName, TicketDocumentFields } from '../automation/ticket-fields.ts';
import { Unavailable } from '../edge-errors.ts';

/**
 * Search as the domain sees it; the engines stand in `adapters/search`. The contract: folded words (domain/search/words.ts),
 * prefix on the last word, "quoted phrases", numbers however grouped, tickets by their sequence, filters, facets, highlights, paging and
 * versions. Every word must occur somewhere in the ticket: in its messages, author, topic or tags, not necessarily all in one of them.
 * Ranking and stemming stand outside it.
 */
export interface TicketDocument {
  readonly tenantId: string;
  readonly ticketId: string;
  /** External version: a write with a version not above the stored one changes nothing (also after a delete). */
  readonly version: number;
  /** What `search/fields.ts` makes of the ticket. */
  readonly fields: TicketDocumentFields;
}

/**
 * A message's words, searched together with its ticket, or within its chat. A document of its own, so that a ticket's update never rewrites its texts.
 */
export interface MessageDocument {
  readonly tenantId: string;
  /** Of a chat's message: the id of the conversation. No ticket has that id, so that a search for tickets never finds it. */
  readonly ticketId: string;
  readonly number: number;
  readonly version: number;
  /** `null` removes the words (deleted, hidden, shadowed). Notes are searched too. */
  readonly text: string | null;
}

/** A write that did not come through. */
export interface SearchFailure {
  /** Among the writes given. */
  readonly index: number;
  /** The engine can never take it; trying again changes nothing. */
  readonly permanent: boolean;
  readonly reason: string;
}

export type SearchWrite = { readonly ticket: TicketDocument } | { readonly message: MessageDocument };

/**
 * The tickets that the caller may see; part of every query, so that counts and facets respect it too: their own, their teams', those in
 * a queue that they see, and those in no queue that is hidden from them (a closed ticket keeps the queues it closed with; ones that are
 * gone hide nothing).
 */
export interface SearchWall {
  readonly agentId: string;
  readonly teamIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly hiddenQueueIds: readonly string[];
}

/** Times that a ticket can be ordered by. `waitingSince` may be null; `createdAt` is null in an index of an earlier release until a rebuild. */
export type TimeOrder = 'updatedAt' | 'createdAt' | 'waitingSince';

export interface SearchQuery {
  readonly tenantId: string;
  /** Words (all must match, in the ticket's messages, author, topic or tags; each ticket once), `"phrases"`; blank: everything; only signs: nothing. */
  readonly q: string;
  readonly filters: Readonly<Partial<Record<FilterName, string>>> & {
    readonly status?: readonly string[];
    readonly queueId?: string;
    readonly originId?: string;
    /** Null: no agent owns the ticket. */
    readonly agentId?: string | null;
    readonly teamId?: string;
    /** However its letters are written. */
    readonly tag?: string;
    readonly updatedSince?: string;
  };
  /** `null`: sees all (admin, supervisor). */
  readonly wall: SearchWall | null;
  readonly limit: number;
  readonly cursor: string | null;
  /** The newest time first, or the best match first. Tickets without the time come last in both directions, by id. */
  readonly sort: TimeOrder | 'relevance';
  /** By time only: the oldest first. */
  readonly ascending?: boolean;
  readonly facets: boolean;
  /** Hits without their highlights, and `total` 0: who makes a list of tickets out of them needs neither. */
  readonly bare?: boolean;
}

/** What `total` says of more than so many: counting on would cost as much as there is, and nobody reads it. */
export const MOST_COUNTED = 1_000;

export interface SearchHit {
  readonly ticketId: string;
  readonly sequence: number;
  /** Up to 3 fragments with `<em>` around matches; everything else is HTML-escaped. */
  readonly highlights: readonly string[];
  readonly updatedAt: string;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** `MOST_COUNTED` at most, which means so many or more. */
  readonly total: number;
  /** field → value → count, for status, channel, tags, agentId, teamId, priority. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly nextCursor: string | null;
}

/** Messages of one chat. Every word must occur in the message itself; the last one may be unfinished. */
export interface ChatQuery {
  readonly tenantId: string;
  readonly conversationId: string;
  /** Without a word: nothing. */
  readonly q: string;
  readonly limit: number;
  /** Only messages with lower numbers; null: from the newest. */
  readonly before: number | null;
}

/** A fresh index that is being filled beside the live one. Live `bulk`s, of every process, go to both from `begin` to `swap`. */
export interface Rebuild {
  /** Names it over invocations, for `resumeRebuild`. */
  readonly id: string;
  /** Seconds to wait after the beginning until every process knows of it; reading the table before that may miss a change. */
  readonly settleSeconds: number;
  bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]>;
  /** Makes the fresh index the live one and drops the old one; queries never see a half-filled one. */
  swap(): Promise<void>;
  abandon(): Promise<void>;
}

export interface Search {
  /** Applies all; older versions are ignored. One that fails keeps no other from being written. @throws SearchUnavailable */
  bulk(writes: readonly SearchWrite[]): Promise<readonly SearchFailure[]>;
  /** @throws SearchUnavailable, CursorMismatch */
  query(query: SearchQuery): Promise<SearchAnswer>;
  /** The numbers of the messages found, the newest first. @throws SearchUnavailable */
  inChat(query: ChatQuery): Promise<readonly number[]>;
  /** Starts a fresh index; one that was under way is abandoned. */
  beginRebuild(): Promise<Rebuild>;
  /** The rebuild under way; `undefined` when it has been swapped, abandoned or overtaken by a newer one. */
  resumeRebuild(id: string): Promise<Rebuild | undefined>;
  close(): Promise<void>;
}

/** The engine cannot be reached or refuses; maps to 503. */
export class SearchUnavailable extends Unavailable {
  constructor(cause: unknown) {
    super('search is unavailable', cause);
    this.name = 'SearchUnavailable';
  }
}

/** A cursor that was not made for this tenant and these parameters; maps to 400. */
export class CursorMismatch extends Error {
  constructor() {
    super('the cursor belongs to another query');
    this.name = 'CursorMismatch';
  }
}
