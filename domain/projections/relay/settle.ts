import type { Addressed } from '../../dead-letters/dead-letter.ts';
import { type LetterDeps, sendLetters } from '../../dead-letters/send-letters.ts';
import { type ReachDeps, reach } from './reach.ts';

/** Sends items to the dead-letter queue; returns the indexes of those that could not be sent. */
export const giveUp = async (deps: LetterDeps & ReachDeps, letters: readonly Addressed[]): Promise<Set<number>> => {
  if (letters.length === 0) return new Set();
  const queues: LetterDeps['queues'] = { send: (url, messages) => reach(deps, 'dead letters', () => deps.queues.send(url, messages)) };
  return new Set((await sendLetters({ ...deps, queues }, letters)).map(({ index }) => index));
};
