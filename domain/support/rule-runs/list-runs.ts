import type { Table } from '../../table/port.ts';
import { oldestKept, type RuleRun, runOfRow, runsPk, SHARDS } from './run-row.ts';

interface Wanted {
  readonly tenantId: string;
  readonly ruleId: string;
  /** Where the previous page ended, or null. */
  readonly after: string | null;
  readonly limit: number;
}

/** The runs of a rule, newest first. @throws TableUnavailable */
export const listRuns = async (
  { table, clock }: { readonly table: Table; readonly clock: () => number },
  { tenantId, ruleId, after, limit }: Wanted,
): Promise<{ readonly runs: RuleRun[]; readonly next: string | null }> => {
  const from = oldestKept(clock());
  // The previous page ended before the oldest kept run: nothing is left.
  if (after !== null && after < from) return { runs: [], next: null };
  const pages = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      // One more tells whether there are more; the position where the previous page ended comes again.
      table.query({ pk: runsPk(tenantId, ruleId, shard), from, ...(after === null ? {} : { to: after }), descending: true, limit: limit + 2 }),
    ),
  );
  const found = pages
    .flatMap(({ items }) => items)
    .filter(({ sk }) => sk !== after)
    .sort((a, b) => (a.sk > b.sk ? -1 : 1));
  const shown = found.slice(0, limit);
  return { runs: shown.map(runOfRow), next: found.length > limit ? (shown.at(-1)?.sk ?? null) : null };
};
