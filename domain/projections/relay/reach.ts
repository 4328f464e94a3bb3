import { Unavailable } from '../../edge-errors.ts';

/** The edge was not even called. */
export class NotTried extends Unavailable {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotTried';
  }
}

/** How an edge has answered lately, kept between batches. */
export interface Answering {
  /** Calls in a row to which it did not answer. */
  readonly failures: number;
  /** Epoch ms until which it is not called. */
  readonly restsUntil: number;
}

export interface ReachDeps {
  readonly clock: () => number;
  /** Ends a wait for an edge that does not answer. @throws Unavailable when the time is up */
  readonly within?: <T>(work: Promise<T>) => Promise<T>;
  /** By the name of the edge; without it every call is tried. */
  readonly answering?: Map<string, Answering>;
}

/** One call may be to blame itself; after these in a row it is the edge. A batch makes up to four calls of one edge. */
const FAILURES = 6;
const REST_MS = 30_000;

/**
 * Calls an edge of a projection, within bounds. One that is away is left alone for a while: waiting for it again and again would hold up
 * everything else of the batch. @throws what the call throws; Unavailable when the edge rests or the time is up
 */
export const reach = async <T>({ clock, within = (work) => work, answering }: ReachDeps, edge: string, call: () => Promise<T>): Promise<T> => {
  const known = answering?.get(edge) ?? { failures: 0, restsUntil: 0 };
  if (known.restsUntil > clock()) throw new NotTried(`${edge} did not answer a moment ago`);
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
