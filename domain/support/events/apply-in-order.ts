import { failureKind } from '../../edge-errors.ts';
import type { Outcome } from '../inbound/batch.ts';

interface Applying<E, Effect extends string> {
  /** Events of one key are applied one after another, in order. */
  keyOf(event: E): string;
  apply(event: E): Promise<Effect>;
  /** How often an event is tried whose handling throws what nobody foresaw, before it counts as never to succeed. */
  readonly tries: number;
}

/**
 * Applies the events of a batch: keys side by side, each key's events in order. An event that cannot be applied now stops its own key's later events
 * and nobody else's; one that never can stops nothing. What an outage fails is left to the event source. Answers in the order of the events; never throws.
 */
export const applyInOrder = async <E, Effect extends string>(
  events: readonly E[],
  { keyOf, apply, tries }: Applying<E, Effect>,
): Promise<Outcome<Effect>[]> => {
  const outcomes = new Map<number, Outcome<Effect>>();
  const tried = async (event: E): Promise<Outcome<Effect>> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return { ok: true, effect: await apply(event) };
      } catch (error) {
        const kind = failureKind(error);
        if (kind === 'unknown' && attempt < tries) continue;
        return { ok: false, permanent: kind !== 'unavailable', error };
      }
    }
  };
  const lane = async (places: readonly number[]): Promise<void> => {
    let failed: { readonly place: number; readonly error: unknown } | undefined;
    for (const place of places) {
      const outcome: Outcome<Effect> = failed ? { ok: false, permanent: false, error: failed.error, behind: failed.place } : await tried(events[place] as E);
      outcomes.set(place, outcome);
      if (!failed && !outcome.ok && !outcome.permanent) failed = { place, error: outcome.error };
    }
  };
  const lanes = Map.groupBy(events.keys(), (place) => keyOf(events[place] as E));
  await Promise.all([...lanes.values()].map(lane));
  return events.map((_, place) => outcomes.get(place) as Outcome<Effect>);
};
