import { failureKind } from '../../edge-errors.ts';
import type { Outcome } from '../inbound/batch.ts';

interface Applying<E, Effect extends string> {
  /** Events with the same key are applied one after another, in order. */
  keyOf(event: E): string;
  apply(event: E): Promise<Effect>;
  /** Attempts for an event with an unexpected error, before it counts as permanently failed. */
  readonly tries: number;
}

/**
 * Applies the events of a batch: keys in parallel, each key's events in order. A temporary failure stops the later events of its key
 * and no others; a permanent failure stops nothing. Failures by an outage are left to the event source. Returns outcomes in the order of the events; never throws.
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
  const lane = async (indexes: readonly number[]): Promise<void> => {
    let failed: { readonly index: number; readonly error: unknown } | undefined;
    for (const index of indexes) {
      const outcome: Outcome<Effect> = failed ? { ok: false, permanent: false, error: failed.error, behind: failed.index } : await tried(events[index] as E);
      outcomes.set(index, outcome);
      if (!failed && !outcome.ok && !outcome.permanent) failed = { index, error: outcome.error };
    }
  };
  const lanes = Map.groupBy(events.keys(), (index) => keyOf(events[index] as E));
  await Promise.all([...lanes.values()].map(lane));
  return events.map((_, index) => outcomes.get(index) as Outcome<Effect>);
};
