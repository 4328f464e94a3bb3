import { fold, isPlain } from '../../text/fold.ts';

/**
 * What evaluating conditions and lists may cost, counted in units of work instead of time, so that the same message gives the same result on
 * every machine. One unit is the slowest step of the regex engine: about 80 ns on a machine of 2026. Units grow with the program of a pattern, the values and the text.
 */
export interface Effort {
  /** Spends units. Returns false, and spends nothing, if fewer are left. */
  spend(units: number): boolean;
  left(): number;
  /** What patterns may still spend. The last quarter is reserved for cheap conditions, so that patterns cannot stop them. */
  leftForPatterns(): number;
  /** `domain/text/fold.ts`, once per text; null if no effort is left for it. */
  fold(text: string): string | null;
}

/** One `matches` over one text: at most 5 ms. */
export const LEAF_EFFORT = 60_000;
/** Rules and lists over one message or one change of a ticket: at most 35 ms. */
export const CHANGE_EFFORT = 400_000;
/** All queues over one ticket, with a budget of their own, so that a ticket's queues depend on nothing but the ticket: at most 15 ms. */
export const QUEUES_EFFORT = 150_000;
/** All changes of one tenant in one batch of messages: at most 250 ms, because the batch's other tenants wait for it. */
export const BATCH_EFFORT = 3_000_000;

/** ASCII characters folded per unit; other characters take one unit each. */
const PLAIN_PER_UNIT = 512;

/** `pool`: a shared budget that is spent as well. */
export const effortOf = (units: number, pool?: Effort): Effort => {
  let left = units;
  const folded = new Map<string, string>();
  const kept = units / 4;
  const effort: Effort = {
    left: () => Math.min(left, pool?.left() ?? left),
    leftForPatterns: () => Math.max(0, Math.min(left - kept, pool?.leftForPatterns() ?? left)),
    spend(asked) {
      if (asked > left || (pool && !pool.spend(asked))) return false;
      left -= asked;
      return true;
    },
    fold(text) {
      const known = folded.get(text);
      if (known !== undefined) return known;
      if (!effort.spend(isPlain(text) ? Math.ceil(text.length / PLAIN_PER_UNIT) : text.length)) return null;
      const made = fold(text);
      folded.set(text, made);
      return made;
    },
  };
  return effort;
};

/** Units of searching a value in a text: engines search linearly for most values, but compare each character with each in the worst case. */
export const findingUnits = (textLength: number, valueLength: number): number => 1 + Math.ceil((textLength * (16 + Math.min(valueLength, 1_024))) / 512);
