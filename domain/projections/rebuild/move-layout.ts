import { isInParts } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { moveSome } from '../../configuration/old-layout.ts';
import type { Run, Step } from '../projection.ts';
import { giveUpFailed } from './carry-owed.ts';
import { LAYOUT } from './find-old-layouts.ts';
import { readTickets } from './read-tickets.ts';
import type { Rebuildable } from './run.ts';
import { firstPlace, NOTHING, type WalkPlace, walkStep } from './walk-step.ts';

/** The job of a tenant that an earlier release stored (docs/decisions/0604). */

/** Null: the configuration is still being moved. `walk: null`: no ticket is checked yet. */
type Place = { readonly walk: WalkPlace | null } | null;

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
  rebuild: (run, given) => ((given as Place) === null ? moveConfiguration(run) : checkTickets(run, (given as NonNullable<Place>).walk)),
};

const moveConfiguration = async (run: Run): Promise<Step> => {
  const [tenant] = await run.table.get([tenantKey(run.tenantId)], { consistent: true });
  if (!tenant) return { ...NOTHING, place: null, state: 'overtaken' };
  if (isInParts(tenant)) return { ...NOTHING, place: { walk: null }, state: 'more' };
  const { moved, state } = await moveSome(run, run.tenantId, tenant, TRANSACTIONS);
  const counted = { visited: moved, carried: moved, skipped: 0 };
  if (state === 'done') return { ...counted, place: { walk: null }, state: 'more' };
  return { ...counted, place: null, state: 'more', ...(state === 'overtaken' ? { delaySeconds: PAUSE_SECONDS } : {}) };
};

const checkTickets = async (run: Run, walk: WalkPlace | null): Promise<Step> => {
  const at = walk ?? (await firstPlace(run));
  if (!at) return { ...NOTHING, place: null, state: 'overtaken' };
  const { place, ...step } = await walkStep(run, at, 'all', async (_, places) => {
    const { failed } = await readTickets(run, places);
    return { visited: places.length, carried: 0, skipped: await giveUpFailed(run, { name: LAYOUT }, failed) };
  });
  return { ...step, place: { walk: place } };
};
