import { inParallel } from '../in-parallel.ts';
import { isRuleLine, oldestKept, runRows } from '../support/rule-runs/run-row.ts';
import type { Item } from '../table/port.ts';
import { asNew, type Projection } from './projection.ts';
import { overLog } from './rebuild/over-log.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';

/** Rows written in parallel. */
const WIDTH = 10;

/** What rules did, by rule: copies the ticket log's lines about rules, in the order of each rule. Free if no rule runs. */
export const runsProjection = ({ table }: ProjectorDeps): Projection => ({
  name: 'runs',
  ordered: false,
  wants: isRuleLine,
  async of(changes) {
    // A line is written once; writing the same row again changes nothing.
    const rows: Item[] = changes.flatMap(({ before, after }) => (after && !before ? runRows(after) : []));
    await inParallel(rows, WIDTH, (item) => table.write({ op: 'put', item }));
    return { count: rows.length, failures: [] };
  },
  again: asNew,
  rebuild: overLog({
    which: 'all',
    beginsWith: 'L#',
    ticketOf: ({ ticketId }) => ticketId as string,
    owes: (line, _, now) => isRuleLine(line) && String(line['at']) > oldestKept(now),
  }),
});
