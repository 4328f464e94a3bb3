/** Runs the work for each item, begun in their order, at most `width` at a time. @throws what the work throws first; the other items go on */
export const inParallel = async <T>(items: Iterable<T>, width: number, work: (item: T) => Promise<unknown>): Promise<void> => {
  const all = [...items];
  // Shared: each worker takes the next item that no other has.
  const rest = all.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker));
};
