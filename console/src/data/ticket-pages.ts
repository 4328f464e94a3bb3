import { type Known, type ListPage, withPage } from './list-pages.ts';

export interface PagesDeps {
  readonly read: (cursor: string | undefined) => Promise<ListPage>;
  /** Undefined: only the hub knows the order, so each reading begins the list again. */
  readonly known: Known | undefined;
  readonly has: (id: string) => boolean;
  /** The tickets of rows that are far away are not kept. */
  readonly drop: (ids: readonly string[]) => void;
  readonly now: () => number;
}

export interface PagesState {
  readonly pages: readonly ListPage[];
  /** Of all pages, each once. */
  readonly ids: readonly string[];
  /** Why the last reading failed. */
  readonly error: Error | null;
}

export interface TicketPages {
  state(): PagesState;
  /** Reads the list, unless it was read a short time ago and `isChanged` is false. */
  open(isChanged: boolean): void;
  /** Reads the next page. Does nothing while another one is being read. */
  more(): void;
  /** Reads the first page again, and the one on the screen. Calls that come meanwhile are one more reading. `added`: tickets that came in. */
  again(added?: readonly string[]): void;
  /** The rows on the screen, by their places from 0. */
  shows(first: number, last: number): void;
  subscribe(listener: () => void): () => void;
}

const FRESH_MS = 30_000;
/** After a failure the next page is not asked for at once. */
const FAILED_MS = 5000;
/** The tickets of so many pages are kept, half of them on each side of the screen. */
export const PAGES_KEPT = 20;

type Work = 'restart' | 'again' | 'fill' | 'more';

/** A list of ids, page by page. One page is read at a time, so that no answer is applied to a list that has changed meanwhile. */
export function createTicketPages({ read, known, has, drop, now }: PagesDeps): TicketPages {
  let state: PagesState = { pages: [], ids: [], error: null };
  const listeners = new Set<() => void>();
  const wanted = new Set<Work>();
  let isBusy = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let rows: readonly [number, number] = [0, 0];

  const set = (pages: readonly ListPage[], error: Error | null = null): void => {
    state = { pages, error, ids: pages === state.pages ? state.ids : pages.flatMap(({ ids }) => ids) };
    for (const listener of listeners) listener();
  };
  /** The place of the page that has this row. */
  const pageOf = (row: number): number => {
    let end = 0;
    const at = state.pages.findIndex(({ ids }) => row < (end += ids.length));
    return at === -1 ? Math.max(0, state.pages.length - 1) : at;
  };
  const cameIn = new Set<string>();
  const restart = async (): Promise<void> => {
    cameIn.clear();
    set([await read(undefined)]);
    readAt = now();
  };
  const readAgain = async (at: number): Promise<void> => {
    if (known === undefined) return restart();
    const added = [...cameIn];
    const page = await read(state.pages[at]?.cursor);
    set(withPage(state.pages, at, page, known, added));
    for (const id of added) cameIn.delete(id);
  };
  const works: Readonly<Record<Work, () => Promise<void>>> = {
    restart,
    async again() {
      await readAgain(0);
      readAt = now();
      const at = pageOf(rows[0]);
      if (at > 0) await readAgain(at);
    },
    async fill() {
      for (const at of new Set(rows.map(pageOf))) if (state.pages[at]?.ids.some((id) => !has(id)) === true) await readAgain(at);
    },
    async more() {
      const cursor = state.pages.at(-1)?.nextCursor;
      if (cursor === null || cursor === undefined) return;
      const page = await read(cursor);
      const before = new Set(state.ids);
      set([...state.pages, { ...page, ids: page.ids.filter((id) => !before.has(id)) }]);
    },
  };
  const order = Object.keys(works) as Work[];
  const work = async (what: Work): Promise<void> => {
    wanted.add(what);
    if (isBusy) return;
    isBusy = true;
    try {
      for (let next = order.find((one) => wanted.has(one)); next !== undefined; next = order.find((one) => wanted.has(one))) {
        wanted.delete(next);
        await works[next]();
      }
    } catch (error) {
      wanted.clear();
      failedAt = now();
      set(state.pages, error as Error);
    } finally {
      isBusy = false;
    }
  };
  const again = (added: readonly string[] = []): void => {
    for (const id of added) cameIn.add(id);
    void work(known === undefined || state.pages.length === 0 ? 'restart' : 'again');
  };
  return {
    state: () => state,
    open(isChanged) {
      if (state.pages.length === 0 || isChanged || now() - readAt > FRESH_MS) again();
    },
    more() {
      if (!isBusy && now() - failedAt > FAILED_MS) void work('more');
    },
    again,
    shows(first, last) {
      const before = pageOf(rows[0]);
      rows = [first, last];
      const at = pageOf(first);
      if (at !== before) {
        const isFar = (_page: ListPage, place: number): boolean => Math.abs(place - at) > PAGES_KEPT / 2;
        if (known !== undefined && state.pages.length > PAGES_KEPT) drop(state.pages.filter(isFar).flatMap(({ ids }) => ids));
      }
      if (state.ids.slice(first, last + 1).some((id) => !has(id))) void work('fill');
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
