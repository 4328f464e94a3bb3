import { total } from './cost.ts';
import { idleLines } from './cost-idle.ts';
import { deployed } from './deployed.ts';
import { costsAtMost, type Row, unmet } from './report.ts';

/** DESIGN §10: dollars a month of an unused deployment. */
const BUDGETS = { starter: 5, dev: 150 } as const;

/** The idle cost of each profile, computed from its templates. A profile that does not exist misses its budget. */
export const idleRows = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const [profile, limit] of Object.entries(BUDGETS)) {
    const what = `idle, ${profile}, a month in us-east-1`;
    try {
      rows.push(costsAtMost(what, limit, total(idleLines(await deployed({ profile }), 'us-east-1'))));
    } catch (error) {
      rows.push(unmet(what, `≤ $${limit}`, error instanceof Error ? error.message : String(error)));
    }
  }
  return rows;
};
