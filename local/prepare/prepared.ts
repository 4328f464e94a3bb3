import type { Plan } from '../assembly/plan.ts';

/** What `local/prepare/main.ts` found and made. */
export interface Prepared {
  readonly plan: Plan;
  /** Lines worth showing: what is left out or looks wrong. */
  readonly notices: readonly string[];
  /** Is there a provider simulator, and demo data, to run? */
  readonly simulator: boolean;
  readonly demo: boolean;
}
