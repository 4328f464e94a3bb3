/** A page of things that are numbered 1, 2, 3 … without gaps. */
export interface NumberedPage {
  readonly order: 'asc' | 'desc';
  /** The number after which to continue; null for the first page. */
  readonly after: number | null;
  readonly limit: number;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  /** The number after which to continue; null at the end. */
  readonly next: number | null;
}

/** The numbers of a page, and where the next one begins. No read is needed to know them. */
export const numbersOf = (last: number, { order, after, limit }: NumberedPage): { readonly numbers: readonly number[]; readonly next: number | null } => {
  const first = order === 'asc' ? (after ?? 0) + 1 : Math.min(last, (after ?? last + 1) - 1);
  const left = order === 'asc' ? last - first + 1 : first;
  const length = Math.max(0, Math.min(limit, left));
  const numbers = Array.from({ length }, (_, at) => (order === 'asc' ? first + at : first - at));
  return { numbers, next: left > length ? (numbers.at(-1) ?? null) : null };
};
