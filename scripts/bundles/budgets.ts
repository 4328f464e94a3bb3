import type { BundleBytes } from './bundle.ts';

/** DESIGN §10, in bytes. */
const OWN_AND_LIBRARIES = 200_000;
const TOTAL = 700_000;
const TOTAL_WITH_KAFKA = 1_400_000;

/** Milliseconds. */
export const INIT_BUDGET = 200;

export interface Verdict {
  readonly what: 'own code and libraries' | 'in all';
  readonly bytes: number;
  readonly budget: number;
}

/** Both budgets of a function with what it has. Clients of engines (SDK, Kafka, OpenSearch) count in all only. */
export const verdicts = ({ own, libraries, total, hasKafka }: BundleBytes): readonly Verdict[] => [
  { what: 'own code and libraries', bytes: own + libraries, budget: OWN_AND_LIBRARIES },
  { what: 'in all', bytes: total, budget: hasKafka ? TOTAL_WITH_KAFKA : TOTAL },
];
