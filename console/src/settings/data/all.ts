export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Most entries that a screen reads at once; a tenant has fewer of everything that these screens list whole. */
const MOST_PAGES = 50;

/** Reads page after page until the end. */
export async function allOf<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items: more, nextCursor } = await read(cursor);
    items.push(...more);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
