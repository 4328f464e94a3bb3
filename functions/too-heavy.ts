import type { Logger } from '@aws-lambda-powertools/logger';
import type { TooHeavyReport } from '../domain/policy/open-policies.ts';

/** The maximum number of ids in one line. */
const MOST_IDS = 20;

/** Collects conditions that were too heavy to evaluate. Each batch logs one line per tenant and kind, however many messages there were. */
export const heavyLog = (logger: Pick<Logger, 'warn'>): { report(heavy: TooHeavyReport): void; flush(): number } => {
  const gathered = new Map<string, { tenantId: string; kind: string; ids: Set<string>; times: number }>();
  return {
    report({ tenantId, kind, ids }) {
      const key = `${tenantId} ${kind}`;
      const line = gathered.get(key) ?? { tenantId, kind, ids: new Set<string>(), times: 0 };
      gathered.set(key, line);
      line.times += ids.length;
      for (const id of ids) if (line.ids.size < MOST_IDS) line.ids.add(id);
    },
    /** Writes the lines; returns the number of evaluations. */
    flush() {
      let times = 0;
      for (const line of gathered.values()) {
        times += line.times;
        logger.warn('too heavy to evaluate, counted as no match', { ...line, ids: [...line.ids] });
      }
      gathered.clear();
      return times;
    },
  };
};
