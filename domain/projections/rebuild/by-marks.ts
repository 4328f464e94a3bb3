import { inParallel } from '../../in-parallel.ts';
import type { Item, Key } from '../../table/port.ts';
import { putMark } from '../relay/marks.ts';
import { type Failed, giveUpFailed } from './carry-owed.ts';
import type { CarryTickets } from './over-tickets.ts';

/** Marks written in parallel. */
const WIDTH = 10;

/**
 * For a projection whose edge the bulk lane cannot reach. Each ticket with a pending entry gets a mark that is due now, and the relay processes it
 * within a minute.
 */
export const byMarks =
  (owes: (item: Item) => boolean): CarryTickets =>
  async (run, projection, found) => {
    const failed: Failed[] = [];
    let carried = 0;
    await inParallel(found, WIDTH, async ({ item }) => {
      const key: Key = { pk: item.pk, sk: item.sk };
      try {
        if (!owes(item)) return;
        await putMark(run.table, projection, projection.again(item, true), { now: run.clock(), dueAt: run.clock() });
        carried += 1;
      } catch (error) {
        failed.push({ key, error });
      }
    });
    return { carried, skipped: await giveUpFailed(run, projection, failed) };
  };
