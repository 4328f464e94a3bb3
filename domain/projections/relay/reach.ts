import { Unavailable } from '../../edge-errors.ts';

/** The edge was not called. */
export class NotTried extends Unavailable {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotTried';
  }
}

/** The recent health of an edge, kept between batches: a circuit breaker. */
export interface Answering {
  /** Consecutive calls without an answer. */
  readonly failures: number;
  /** Epoch ms until which it is not called. */
  readonly restsUntil: number;
}

export interface ReachDeps {
  readonly clock: () => number;
  /** Ends a wait for an edge that does not answer. @throws Unavailable after the time limit */
  readonly within?: <T>(work: Promise<T>) => Promise<T>;
  /** By the name of the edge; missing: every call is tried. */
  readonly answering?: Map<string, Answering>;
}

/** One call may itself be the cause; after this many in a row it is the edge. A batch makes up to four calls of one edge. */
const FAILURES = 6;
const REST_MS = 30_000;

/**
 * Calls an edge of a projection with a time limit. An edge that is down is not called for a while, because waiting for it again and again would delay
 * everything else in the batch. @throws what the call throws; Unavailable during the pause or after the time limit
 */
export const reach = async <T>({ clock, within = (work) => work, answering }: ReachDeps, edge: string, call: () => Promise<T>): Promise<T> => {
  const known = answering?.get(edge) ?? { failures: 0, restsUntil: 0 };
  if (known.restsUntil > clock()) throw new NotTried(`${edge} did not answer recently`);
  try {
    const result = await within(call());
    answering?.delete(edge);
    return result;
  } catch (error) {
    if (error instanceof Unavailable) {
      const failures = (answering?.get(edge)?.failures ?? 0) + 1;
      answering?.set(edge, { failures, restsUntil: failures >= FAILURES ? clock() + REST_MS : 0 });
    }
    throw error;
  }
};
