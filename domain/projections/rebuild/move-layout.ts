import { isInParts } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { moveEntries } from '../../configuration/old-layout.ts';
import type { Run, Step } from '../projection.ts';
import { giveUpFailed } from './carry-owed.ts';
import { LAYOUT } from './find-old-layouts.ts';
import { readTickets } from './read-tickets.ts';
import type { Rebuildable } from './run.ts';
import { firstPosition, NOTHING, type WalkPosition, walkStep } from './walk-step.ts';

/** The job of a tenant that an earlier release stored (docs/decisions/0604). */

/** Null: the configuration is still being moved. `walk: null`: no ticket is checked yet. */
type Position = { readonly walk: WalkPosition | null } | null;

/** Transactions of a step, so that the job shows progress and ends its run in time. */
const TRANSACTIONS = 4;
/** Another process changed the configuration in the meantime. */
const PAUSE_SECONDS = 1;

/**
 * Moves the tenant's configuration into its parts, then reads every ticket. Tickets need no move: this release writes what the earlier one reads. A ticket that
 * cannot be read is `skipped` and goes to the dead-letter queue. `carried`: entries that were moved.
 */
export const moveLayout: Rebuildable = {
  name: LAYOUT,
  rebuild: (run, given) => ((given as Position) === null ? moveConfiguration(run) : checkTickets(run, (given as NonNullable<Position>).walk)),
};

const moveConfiguration = async (run: Run): Promise<Step> => {
  const [tenant] = await run.table.get([tenantKey(run.tenantId)], { consistent: true });
  if (!tenant) return { ...NOTHING, position: null, state: 'overtaken' };
  if (isInParts(tenant)) return { ...NOTHING, position: { walk: null }, state: 'more' };
  const { moved, state } = await moveEntries(run, run.tenantId, tenant, TRANSACTIONS);
  const counted = { visited: moved, carried: moved, skipped: 0 };
  if (state === 'done') return { ...counted, position: { walk: null }, state: 'more' };
  return { ...counted, position: null, state: 'more', ...(state === 'overtaken' ? { delaySeconds: PAUSE_SECONDS } : {}) };
};

const checkTickets = async (run: Run, walk: WalkPosition | null): Promise<Step> => {
  const at = walk ?? (await firstPosition(run));
  if (!at) return { ...NOTHING, position: null, state: 'overtaken' };
  const { position, ...step } = await walkStep(run, at, 'all', async (_, entries) => {
    const { failed } = await readTickets(run, entries);
    return { visited: entries.length, carried: 0, skipped: await giveUpFailed(run, { name: LAYOUT }, failed) };
  });
  return { ...step, position: { walk: position } };
};
