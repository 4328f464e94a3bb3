import type { Addressed } from '../dead-letters/dead-letter.ts';
import type { Item, Table, Write } from '../table/port.ts';
import type { Change } from './relay/change.ts';

/** A change that could not be processed, by its index among those given. */
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

/** Derives one thing from changes of the table. Each projection is processed, retried, dead-lettered and rebuilt independently of the others. */
export interface Projection {
  /** In marks, dead letters, metrics, rebuilds and the log. */
  readonly name: string;
  /** The changes of a conversation must be processed in order. Unordered projections use the present item, so a later change may come first. */
  readonly ordered: boolean;
  /**
   * Set if the projection is the only one of its stream reader. It then holds the stream while its edge is down, which delays no other projection.
   */
  readonly holdsStream?: true;
  /** Loads what `wants` needs to know of the items of a batch. Never throws. */
  prepare?(items: readonly Item[]): Promise<void>;
  /** Whether the projection uses such an item. It must not throw, so it checks the key or little more. */
  wants(item: Item): boolean;
  /**
   * Processes changes; safe to repeat. Returns the changes that failed, if it knows them.
   * @throws if it does not know which change failed: the caller then passes each change alone
   */
  of(changes: readonly Change[]): Promise<Carried>;
  /** The change for a retry, made from the present item. `stood`: the item existed and was visible before the failed change. */
  again(item: Item, stood: boolean): Change;
  /** The part of the old item that a retry needs and the present item does not have; as small as possible. Undefined when a retry needs none. */
  remember?(change: Change): Item | undefined;
  /** Rebuilds the projection from the table (`rebuild/`). It never repeats an effect that is done. */
  readonly rebuild: Rebuild;
}

/** Without the old item, the whole present item counts as new. */
export const asNew = (item: Item): Change => ({ before: undefined, after: item });

/** One run of a rebuild, with a time limit. */
export interface Run {
  readonly tenantId: string;
  /** ISO: when the rebuild began. */
  readonly startedAt: string;
  /** Epoch ms. A long step must end at this time. After a short step, the job checks the time. */
  readonly until: number;
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index (`ACTIVITY_SHARDS`). */
  readonly shards: number;
  /** Sends to the dead-letter queue. @throws if it cannot be sent */
  giveUp(letters: readonly Addressed[]): Promise<void>;
}

/** The numbers of items that were read, processed, and skipped for good (in the dead-letter queue). */
export interface Counted {
  readonly visited: number;
  readonly carried: number;
  readonly skipped: number;
}

export interface Step extends Counted {
  /** JSON: the position of the next step. Only the same rebuild reads it. */
  readonly position: unknown;
  /** `overtaken`: a newer rebuild does the rest. */
  readonly state: 'more' | 'done' | 'overtaken';
  /** Before the next step. */
  readonly delaySeconds?: number;
  /** Written in the transaction that stores the position. */
  readonly writes?: readonly Write[];
  /** JSON: the result that the job shows at its end. */
  readonly result?: unknown;
}

/** One step from the last position; `position: null` begins. Safe to repeat. @throws while an engine is down: the step is retried */
export type Rebuild = (run: Run, projection: Projection, position: unknown) => Promise<Step>;
