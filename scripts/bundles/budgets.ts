import type { BundleBytes } from './bundle.ts';

/** DESIGN §10, in bytes. */
const OWN_AND_LIBRARIES = 250_000;
const TOTAL = 900_000;
const TOTAL_WITH_KAFKA = 1_400_000;

/** Milliseconds. */
export const INIT_BUDGET = 200;

export interface Verdict {
  readonly what: 'own code and libraries' | 'total';
  readonly bytes: number;
  readonly budget: number;
}

/** Both budgets of a function and the bytes that its start loads. Clients of engines (SDK, Kafka) count only in the total, OpenSearch's not at all. */
export const verdicts = ({ own, libraries, total, hasKafka }: BundleBytes): readonly Verdict[] => [
  { what: 'own code and libraries', bytes: own + libraries, budget: OWN_AND_LIBRARIES },
  { what: 'total', bytes: total, budget: hasKafka ? TOTAL_WITH_KAFKA : TOTAL },
];
