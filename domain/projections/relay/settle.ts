import type { Addressed } from '../../dead-letters/dead-letter.ts';
import { type LetterDeps, sendLetters } from '../../dead-letters/send-letters.ts';
import { reasonOf } from '../../edge-errors.ts';
import type { Item } from '../../table/port.ts';
import type { Projection } from '../projection.ts';
import { type ReachDeps, reach } from './reach.ts';

/** `T#acme#TH#9a` → `acme`. */
const tenantOf = (pk: string): string | null => pk.split('#')[1] ?? null;

/** The dead letter of an item that a projection gives up. */
export const letterOf = ({ name }: Pick<Projection, 'name'>, { pk, sk }: Pick<Item, 'pk' | 'sk'>, error: unknown): Addressed => ({
  tenantId: tenantOf(pk),
  letter: { reason: reasonOf(error), projection: name, pk, sk },
});

/** Puts items into the dead letters; answers the places of those that could not be put there. */
export const giveUp = async (deps: LetterDeps & ReachDeps, letters: readonly Addressed[]): Promise<Set<number>> => {
  if (letters.length === 0) return new Set();
  const queues: LetterDeps['queues'] = { send: (url, messages) => reach(deps, 'dead letters', () => deps.queues.send(url, messages)) };
  return new Set((await sendLetters({ ...deps, queues }, letters)).map(({ place }) => place));
};
