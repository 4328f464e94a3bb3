import type { Addressed } from '../dead-letters/dead-letter.ts';
import type { Item, Table, Write } from '../table/port.ts';
import type { Change } from './relay/change.ts';

/** A change that was not carried on, by its place among those given. */
export interface ChangeFailure {
  readonly at: number;
  readonly error: unknown;
}

export interface Carried {
  /** For the log: entries, frames, rows. */
  readonly count: number;
  readonly failures: readonly ChangeFailure[];
  /** The edge did not answer at all. */
  readonly away?: true;
}

/** What changes of the table mean for one edge. Each projection is carried on, fails, is retried, is given up and is rebuilt by itself. */
export interface Projection {
  /** In marks, dead letters, metrics, rebuilds and the log. */
  readonly name: string;
  /** An earlier change of a conversation must be carried on before a later one. Others tell what is, so that a later change may come first. */
  readonly ordered: boolean;
  /** Set where the projection is the only one of its stream's reader: an edge that is away holds the stream, which costs nothing and nobody else. */
  readonly holdsStream?: true;
  /** Whether it looks at such an item at all, as the item is now. Must not fail: by the key, or little more. */
  wants(item: Item): boolean;
  /**
   * Carries changes on; safe to repeat. Answers the changes that failed where it knows them.
   * @throws where it does not know whose fault it is: then each change is given alone
   */
  of(changes: readonly Change[]): Promise<Carried>;
  /** The change that a retry carries on, made of the item as it is now. `stood`: it was there, for everybody to see, before the change that failed. */
  again(item: Item, stood: boolean): Change;
  /** What only the change shows and a retry needs: of the item as it was, as little as that takes. Undefined when a retry needs nothing of it. */
  remember?(change: Change): Item | undefined;
  /** How it is made anew from what the table holds (`rebuild/`). Never carries on what is done already. */
  readonly rebuild: Rebuild;
}

/** Nothing is known of what was before, which makes everything that is there count. */
export const asNew = (item: Item): Change => ({ before: undefined, after: item });

/** One run of a rebuild: a stretch of it, within its time. */
export interface Run {
  readonly tenantId: string;
  /** ISO: when the rebuild began. */
  readonly startedAt: string;
  /** Epoch ms. A step that could go on for long ends here; after a short one the job looks at the time itself. */
  readonly until: number;
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
  /** To the dead letters. @throws when they could not be sent */
  giveUp(letters: readonly Addressed[]): Promise<void>;
}

/** How many were looked at, how many of them were carried on, and how many can never be: those are in the dead letters. */
export interface Counted {
  readonly visited: number;
  readonly carried: number;
  readonly skipped: number;
}

export interface Step extends Counted {
  /** JSON: where the next step goes on. Only the rebuild that wrote it reads it. */
  readonly place: unknown;
  /** `overtaken`: something newer does the rest, and this rebuild has nothing left to do. */
  readonly state: 'more' | 'done' | 'overtaken';
  /** Before the next step. */
  readonly delaySeconds?: number;
  /** Written in the transaction that stores the place. */
  readonly writes?: readonly Write[];
  /** JSON: what the job shows at its end. */
  readonly result?: unknown;
}

/** One step, from where the last one ended; `place: null` begins. Repeating a step is safe. @throws while something is away: the step is tried again */
export type Rebuild = (run: Run, projection: Projection, place: unknown) => Promise<Step>;
