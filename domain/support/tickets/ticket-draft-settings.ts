import type { Policy } from '../../automation/policy.ts';
import type { Sequences } from './sequence.ts';
import type { Moment } from './state-machine.ts';

export interface TicketDraftSettings {
  readonly tenantId: string;
  readonly threadId: string;
  readonly moment: Moment;
  readonly shards: number;
  readonly policy: Policy;
  readonly sequences: Sequences;
  readonly correlationId: string;
  /** Who causes the change, for the audit trail. */
  readonly by: { readonly type: string; readonly id: string | null };
  /** Links of the chain of automation that led here; the loop guard. */
  readonly depth: number;
  /** New messages of customers are analysed. */
  readonly analyses?: boolean;
}
