import { DEPLOYMENT, readJob } from './job.ts';
import { beginJob, queueJob, type StartDeps } from './start.ts';

export const LAYOUT = 'layout';

/** The search for tenants with an old layout. A later change of layouts gives it the next number, and then it runs once more. */
export const OLD_LAYOUTS = 'old-layouts-1';

/**
 * Starts the search, once per deployment. Every process that may start it calls this; all but the first find that it is running or done.
 * @throws QueueUnavailable, TableUnavailable
 */
export const findOldLayouts = async (deps: StartDeps): Promise<void> => {
  const known = await readJob(deps.table, DEPLOYMENT, OLD_LAYOUTS);
  if (known?.state === 'done') return;
  const begun = await beginJob(deps, DEPLOYMENT, OLD_LAYOUTS);
  if (begun.fresh) await queueJob(deps, DEPLOYMENT, begun);
};
