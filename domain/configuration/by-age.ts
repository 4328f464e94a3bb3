interface Aged {
  readonly id: string;
  readonly createdAt: string;
}

/** Older first. Ids are random, so they settle only what was made in one millisecond: the order is then the same everywhere. */
export const byAge = (a: Aged, b: Aged): number => ((a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt) ? -1 : 1);
