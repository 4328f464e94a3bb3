interface Aged {
  readonly id: string;
  readonly createdAt: string;
}

/** Older first. Ids are random; they only break ties within one millisecond, so that the order is the same everywhere. */
export const byAge = (a: Aged, b: Aged): number => ((a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt) ? -1 : 1);
