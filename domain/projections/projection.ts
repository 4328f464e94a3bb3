import type { Item } from '../table/port.ts';
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

/** What changes of the table mean for one edge. Each projection is carried on, fails, is retried and is given up by itself. */
export interface Projection {
  /** In marks, dead letters and the log. */
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
}

/** Nothing is known of what was before, which makes everything that is there count. */
export const asNew = (item: Item): Change => ({ before: undefined, after: item });
