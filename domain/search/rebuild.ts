import * as z from 'zod/mini';
import type { Clock } from '../context.ts';
import type { Addressed } from '../dead-letters/dead-letter.ts';
import { letterOf } from '../dead-letters/letter-of.ts';
import { Rejected, Unavailable } from '../edge-errors.ts';
import type { BodyStore } from '../support/messages/body-store.ts';
import type { Item, Table } from '../table/port.ts';
import { isSearched } from './documents.ts';
import { indexChanges } from './index-changes.ts';
import type { Search } from './port.ts';

/** A job of the bulk queue: one stretch of a rebuild. `rebuildId: null` begins one. */
export const rebuildJobSchema = z.strictObject({
  job: z.literal('reindex'),
  rebuildId: z.nullable(z.string()),
  /** Where the scan continues; null at its beginning. */
  after: z.nullable(z.record(z.string(), z.string())),
  /** Documents written so far, for the log. */
  indexed: z.int().check(z.nonnegative()),
});
export type RebuildJob = z.infer<typeof rebuildJobSchema>;

export const firstRebuildJob = (): RebuildJob => ({ job: 'reindex', rebuildId: null, after: null, indexed: 0 });

export interface RebuildDeps {
  readonly table: Table;
  readonly search: Search;
  readonly clock: Clock;
  readonly bodies: BodyStore;
  /** To the dead letters; without it what fails permanently fails the stretch. @throws when they could not be sent */
  readonly giveUp?: ((letters: readonly Addressed[]) => Promise<void>) | undefined;
}

/** One job's stretch: long enough to be worth an invocation, short enough for any time-out. */
const STRETCH_MS = 45_000;
const PAGE = 500;

export type RebuildStep =
  | { readonly state: 'more'; readonly job: RebuildJob; readonly delaySeconds: number }
  /** `overtaken`: a newer rebuild took its place, and this one has nothing left to do. */
  | { readonly state: 'swapped' | 'overtaken'; readonly indexed: number };

/**
 * Walks the table from where the job left off and fills the fresh index; the last stretch swaps it in. Repeating a stretch does
 * no harm. Live changes go to both indices in the meantime, so nothing is missed wherever the walk stands.
 * @throws SearchUnavailable, TableUnavailable; the queue delivers the job again
 */
export const rebuildChunk = async (deps: RebuildDeps, job: RebuildJob, stretchMs = STRETCH_MS): Promise<RebuildStep> => {
  if (job.rebuildId === null) {
    const begun = await deps.search.beginRebuild();
    return { state: 'more', job: { ...job, rebuildId: begun.id }, delaySeconds: begun.settleSeconds };
  }
  const rebuild = await deps.search.resumeRebuild(job.rebuildId);
  if (!rebuild) return { state: 'overtaken', indexed: job.indexed };
  const until = deps.clock() + stretchMs;
  let { after, indexed } = job;
  do {
    const page = await deps.table.scan({ limit: PAGE, ...(after ? { after } : {}) });
    const items = page.items.filter(isSearched);
    const failed = await indexChanges(
      { table: deps.table, search: rebuild, bodies: deps.bodies },
      items.map((after) => ({ after })),
    );
    const { giveUp } = deps;
    const later = failed.filter(({ permanent }) => !giveUp || !permanent);
    if (later.length > 0) throw new RebuildStalled(later.length);
    // Documents that the engine always rejects do not prevent indexing the others.
    if (giveUp && failed.length > 0) await giveUp(failed.map(({ place, reason }) => letterOf({ name: 'search' }, items[place] as Item, new Rejected(reason))));
    indexed += items.length - failed.length;
    after = page.next as Record<string, string> | null;
  } while (after && deps.clock() < until);
  if (after) return { state: 'more', job: { ...job, after, indexed }, delaySeconds: 0 };
  await rebuild.swap();
  return { state: 'swapped', indexed };
};

/** The engine did not take some documents for the moment; the same stretch is retried. */
export class RebuildStalled extends Unavailable {
  constructor(documents: number) {
    super(`the engine did not take ${documents} documents of the rebuild`);
    this.name = 'RebuildStalled';
  }
}
