import { isInParts } from '../../configuration/generations.ts';
import { parseConfigurationPk } from '../../configuration/keys.ts';
import type { Step } from '../projection.ts';
import { LAYOUT, OLD_LAYOUTS } from './find-old-layouts.ts';
import type { RebuildJob } from './job.ts';
import type { Rebuildable } from './run.ts';
import { beginJob, jobOf } from './start.ts';

const PAGE = 500;

interface Position {
  readonly after: Readonly<Record<string, string>>;
}

export interface OldLayoutsDeps {
  readonly newId: () => string;
  /** To the queue `bulk`. */
  readonly enqueue: (job: RebuildJob) => Promise<void>;
}

/** Scans the table and starts a job for each tenant with an old layout. `carried`: such tenants. */
export const oldLayouts = ({ newId, enqueue }: OldLayoutsDeps): Rebuildable => ({
  name: OLD_LAYOUTS,
  async rebuild(run, given): Promise<Step> {
    const after = (given as Position | null)?.after;
    const page = await run.table.scan({ limit: PAGE, ...(after ? { after } : {}) });
    const old = page.items.filter((item) => item.sk === 'TENANT' && !isInParts(item)).flatMap(({ pk }) => parseConfigurationPk(pk) ?? []);
    for (const tenantId of old) {
      const { row } = await beginJob({ ...run, newId }, tenantId, LAYOUT);
      // An earlier attempt may have stored the row and not queued it. A second message for the same step has no effect.
      if (row.step === 0) await enqueue(jobOf(tenantId, row));
    }
    const counted = { visited: page.items.length, carried: old.length, skipped: 0 };
    return page.next ? { ...counted, state: 'more', position: { after: { ...page.next } } } : { ...counted, state: 'done', position: null };
  },
});
