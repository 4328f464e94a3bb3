import type { Plan } from '../assembly/plan.ts';

/** The result of `local/prepare/main.ts`. */
export interface Prepared {
  readonly plan: Plan;
  /** Notices for the user: what is left out or looks wrong. */
  readonly notices: readonly string[];
  /** Is there a provider simulator, and demo data, to run? */
  readonly simulator: boolean;
  readonly demo: boolean;
}
