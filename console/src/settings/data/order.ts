/** The gap between neighbours, so that the next insertion renumbers nothing. */
const GAP = 10;

/** The list with one entry moved. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const [one] = items.slice(from, from + 1);
  if (one === undefined || to < 0 || to >= items.length) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, one);
}

export interface Ranked {
  readonly id: string;
  readonly rank: number;
}

/**
 * The ranks to write, so that the hub has this order. Entries that stand right already keep their rank; equal ranks are no order, because the older
 * entry would come first.
 */
export function ranksOf(order: readonly Ranked[]): readonly Ranked[] {
  const isRight = (at: number): boolean => at === 0 || (order[at - 1]?.rank ?? 0) < (order[at]?.rank ?? 0);
  if (order.every((_, at) => isRight(at))) return [];
  return order.flatMap(({ id, rank }, at) => (rank === (at + 1) * GAP ? [] : [{ id, rank: (at + 1) * GAP }]));
}
