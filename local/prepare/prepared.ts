import type { Plan } from '../assembly/plan.ts';

/** The result of `local/prepare/main.ts`. */
export interface Prepared {
  readonly plan: Plan;
  /** Notices for the user about ignored or suspicious things. */
  readonly notices: readonly string[];
  /** Whether there are a provider simulator and a demo. */
  readonly simulator: boolean;
  readonly demo: boolean;
}
