import { failureKind } from '../../../edge-errors.ts';
import { applyBatch } from './apply-batch.ts';
import type { EventOutcome, InboundDeps } from './batch.ts';
import type { InboundEvent } from './inbound-event.ts';

/** Tries of an event whose handling throws what nobody foresaw, before it goes to the dead letters. */
export const TRIES = 3;

/**
 * `applyBatch`, and for events whose handling throws an error that is no outage: again, and after `TRIES` they count as never to succeed. The
 * tries are counted here and not by the event source, because the source counts those of the events behind it too, and would give them up with it.
 * What an outage failed is left to the source. Never throws.
 */
export const applyWithRetries = async (deps: InboundDeps, events: readonly InboundEvent[]): Promise<EventOutcome[]> => {
  const received = await applyBatch(deps, events);
  const tries = new Map<number, number>();
  for (;;) {
    const thrown = received.flatMap((outcome, place) => (isDefect(outcome) ? [place] : []));
    if (thrown.length === 0) return received;
    for (const place of thrown) {
      tries.set(place, (tries.get(place) ?? 0) + 1);
      const outcome = received[place];
      if (outcome && !outcome.ok && tries.get(place) === TRIES) received[place] = { ok: false, permanent: true, error: outcome.error };
    }
    const again = received.flatMap((outcome, place) => (isDefect(outcome) || isBehind(outcome, thrown) ? [place] : []));
    if (again.length === 0) return received;
    const outcomes = await applyBatch(
      deps,
      again.map((place) => events[place] as InboundEvent),
    );
    outcomes.forEach((outcome, at) => {
      received[again[at] as number] = !outcome.ok && outcome.behind !== undefined ? { ...outcome, behind: again[outcome.behind] as number } : outcome;
    });
  }
};

const isDefect = (outcome: EventOutcome): boolean =>
  !outcome.ok && !outcome.permanent && outcome.behind === undefined && failureKind(outcome.error) === 'unknown';

const isBehind = (outcome: EventOutcome, places: readonly number[]): boolean => !outcome.ok && outcome.behind !== undefined && places.includes(outcome.behind);
