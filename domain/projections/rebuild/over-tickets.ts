import { failureKind } from '../../edge-errors.ts';
import type { Counted, Projection, Rebuild, Run } from '../projection.ts';
import { carryOwed, giveUpFailed } from './carry-owed.ts';
import { type FoundTicket, readTickets } from './read-tickets.ts';
import { firstPosition, NOTHING, type WalkPosition, type Which, walkStep } from './walk-step.ts';

type Carried = Omit<Counted, 'visited'>;

/** Processes the tickets of a page. By default, the projection processes their present items. */
export type CarryTickets = (run: Run, projection: Projection, found: readonly FoundTicket[]) => Promise<Carried>;

const carryItems: CarryTickets = (run, projection, found) =>
  carryOwed(
    run,
    projection,
    found.map(({ item }) => item),
  );

/** All together; after a permanent failure one by one, to find the ticket that fails. @throws while an engine is unavailable */
const carryEach = async (carry: CarryTickets, run: Run, projection: Projection, found: readonly FoundTicket[]): Promise<Carried> => {
  if (found.length === 0) return NOTHING;
  try {
    return await carry(run, projection, found);
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    const [only] = found;
    if (only && found.length === 1) return { carried: 0, skipped: await giveUpFailed(run, projection, [{ key: only.item, error }]) };
    let [carried, skipped] = [0, 0];
    for (const one of found) {
      const alone = await carryEach(carry, run, projection, [one]);
      carried += alone.carried;
      skipped += alone.skipped;
    }
    return { carried, skipped };
  }
};

/** Rebuilds a projection of tickets: it passes every ticket to the projection. */
export const overTickets =
  (which: Which, carry: CarryTickets = carryItems): Rebuild =>
  async (run, projection, position) => {
    const at = position === null ? await firstPosition(run) : (position as WalkPosition);
    if (!at) return { ...NOTHING, position, state: 'overtaken' };
    return walkStep(run, at, which, async (_, entries) => {
      const { found, failed } = await readTickets(run, entries);
      const { carried, skipped } = await carryEach(carry, run, projection, found);
      return { visited: entries.length, carried, skipped: skipped + (await giveUpFailed(run, projection, failed)) };
    });
  };
