import { failureKind } from '../../edge-errors.ts';
import { applyBatch } from './apply-batch.ts';
import type { EventOutcome, GivenEvent, InboundDeps } from './batch.ts';

/** Tries of an event whose handling throws what nobody foresaw, before it goes to the dead letters. */
export const TRIES = 3;

/**
 * `applyBatch`, and for events whose handling throws an error that is no outage: again, and after `most` tries they count as never to succeed. The
 * tries are counted here and not by the event source, because the source counts those of the events behind it too, and would give them up with it.
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
