import type { LogDeps } from '../log/append.ts';
import type { Judges } from './judge.ts';
import type { Sequences } from './sequence.ts';

/** What every command on tickets needs. */
export interface TicketDeps extends LogDeps {
  readonly clock: () => number;
  readonly judges: Judges;
  readonly sequences: Sequences;
  /** Write shards of the activity index. */
  readonly shards: number;
  readonly closedAfterMs: number;
}
