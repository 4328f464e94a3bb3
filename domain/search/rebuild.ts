import type { Addressed } from '../dead-letters/dead-letter.ts';
import { letterOf } from '../dead-letters/letter-of.ts';
import { failureKind, Rejected, reasonOf, Unavailable } from '../edge-errors.ts';
import type { Rebuild, Run } from '../projections/projection.ts';
import type { BodyStore } from '../support/messages/body-store.ts';
import type { Item } from '../table/port.ts';
import { isSearched } from './documents.ts';
import { type IndexFailure, indexChanges } from './index-changes.ts';
import type { Rebuild as FreshIndex, Search } from './port.ts';

interface RebuildPosition {
  /** The fresh index. */
  readonly rebuildId: string;
  /** Where the scan goes on; null at its beginning. */
  readonly after: Readonly<Record<string, string>> | null;
}

export interface SearchRebuildDeps {
  readonly search: Pick<Search, 'beginRebuild' | 'resumeRebuild'>;
  readonly bodies: BodyStore;
}

const PAGE = 500;
const NOTHING = { visited: 0, carried: 0, skipped: 0 };

/**
 * Walks the table and fills a fresh index; the last step swaps it in. Of the whole deployment at once: all tenants are in one index. Repeating a step
 * does no harm. Live changes go to both indices meanwhile, so nothing is missed wherever the walk stands.
 * @throws SearchUnavailable, TableUnavailable, RebuildStalled
 */
export const rebuildSearch =
  ({ search, bodies }: SearchRebuildDeps): Rebuild =>
  async (run, _, given) => {
    if (given === null) {
      const { id, settleSeconds } = await search.beginRebuild();
      return { ...NOTHING, state: 'more', position: { rebuildId: id, after: null }, delaySeconds: settleSeconds };
    }
    const position = given as RebuildPosition;
    const rebuild = await search.resumeRebuild(position.rebuildId);
    if (!rebuild) return { ...NOTHING, state: 'overtaken', position };
    const page = await run.table.scan({ limit: PAGE, ...(position.after ? { after: position.after } : {}) });
    const items = page.items.filter(isSearched);
    const skipped = await indexPage(run, rebuild, bodies, items);
    const counted = { visited: items.length, carried: items.length - skipped, skipped };
    if (page.next) return { ...counted, state: 'more', position: { ...position, after: { ...page.next } } };
    await rebuild.swap();
    return { ...counted, state: 'done', position };
  };

/** Answers how many documents the engine never takes: those are in the dead letters and do not keep the others from being found. */
const indexPage = async (run: Run, rebuild: FreshIndex, bodies: BodyStore, items: readonly Item[]): Promise<number> => {
  const failed = await indexItems(run, rebuild, bodies, items);
  const later = failed.filter(({ permanent }) => !permanent);
  if (later.length > 0) throw new RebuildStalled(later.length);
  if (failed.length > 0)
    await run.giveUp(failed.map(({ index, reason }): Addressed => letterOf({ name: 'search' }, items[index] as Item, new Rejected(reason))));
  return failed.length;
};

/** Together; when that fails for a reason of its own, one by one, so that an item that cannot be read is named. @throws while the table is away */
const indexItems = async (run: Run, rebuild: FreshIndex, bodies: BodyStore, items: readonly Item[]): Promise<readonly IndexFailure[]> => {
  try {
    return await indexChanges(
      { table: run.table, search: rebuild, bodies },
      items.map((after) => ({ after })),
    );
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    if (items.length === 1) return [{ index: 0, permanent: true, reason: reasonOf(error) }];
    const failed: IndexFailure[] = [];
    for (const [index, item] of items.entries()) failed.push(...(await indexItems(run, rebuild, bodies, [item])).map((failure) => ({ ...failure, index })));
    return failed;
  }
};

/** The engine did not take some documents for the moment; the same step is tried again. */
export class RebuildStalled extends Unavailable {
  constructor(documents: number) {
    super(`the engine did not take ${documents} documents of the rebuild`);
    this.name = 'RebuildStalled';
  }
}
