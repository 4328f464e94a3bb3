import type { Policies } from '../../automation/policy.ts';
import type { LogDeps } from '../../conversations/log/append.ts';
import type { BodyStore } from '../messages/body-store.ts';
import type { Sequences } from './sequence.ts';

/** What every command on tickets needs. */
export interface TicketDeps extends LogDeps {
  readonly clock: () => number;
  readonly policies: Policies;
  readonly sequences: Sequences;
  /** Write shards of the activity index. */
  readonly shards: number;
  /** From pending or solved to closed if the tenant has no setting, in ms. */
  readonly closedAfterMs: number;
  /** The store for bodies that are too long for the table. */
  readonly bodies: BodyStore;
}
