import { failureKind } from '../../edge-errors.ts';
import { applyBatch } from './apply-batch.ts';
import type { EventOutcome, GivenEvent, InboundDeps } from './batch.ts';

/** Attempts for an event with an unexpected error, before it goes to the dead-letter queue. */
export const TRIES = 3;

/**
 * `applyBatch`, with retries for events whose handling throws an error that is not an outage. After `most` attempts they count as permanently failed. The
 * attempts are counted here and not by the event source, because the source would also count those of the later events, and dead-letter them too.
 * Failures by an outage are left to the event source. Never throws.
 */
export const applyWithRetries = async (deps: InboundDeps, events: readonly GivenEvent[], most = TRIES): Promise<EventOutcome[]> => {
  const settled = await applyBatch(deps, events);
  const tries = new Map<number, number>();
  for (;;) {
    const thrown = settled.flatMap((outcome, index) => (isDefect(outcome) ? [index] : []));
    if (thrown.length === 0) return settled;
    for (const index of thrown) {
      tries.set(index, (tries.get(index) ?? 0) + 1);
      const outcome = settled[index];
      if (outcome && !outcome.ok && tries.get(index) === most) settled[index] = { ok: false, permanent: true, error: outcome.error };
    }
    const again = settled.flatMap((outcome, index) => (isDefect(outcome) || isBehind(outcome, thrown) ? [index] : []));
    if (again.length === 0) return settled;
    const outcomes = await applyBatch(
      deps,
      again.map((index) => events[index] as GivenEvent),
    );
    outcomes.forEach((outcome, at) => {
      settled[again[at] as number] = !outcome.ok && outcome.behind !== undefined ? { ...outcome, behind: again[outcome.behind] as number } : outcome;
    });
  }
};

const isDefect = (outcome: EventOutcome): boolean =>
  !outcome.ok && !outcome.permanent && outcome.behind === undefined && failureKind(outcome.error) === 'unknown';

const isBehind = (outcome: EventOutcome, indexes: readonly number[]): boolean =>
  !outcome.ok && outcome.behind !== undefined && indexes.includes(outcome.behind);
