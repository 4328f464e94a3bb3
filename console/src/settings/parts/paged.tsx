import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import type { usePages } from '../data/use-pages.ts';
import { Loaded } from './page.tsx';

export interface PagedProps<T> {
  readonly query: ReturnType<typeof usePages<T>>;
  /** The word of the button for the next page. */
  readonly more: string;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** The pages that were read, and a button for the next one. */
export function Paged<T>({ query, more, children }: PagedProps<T>) {
  return (
    <>
      <Loaded query={query}>{({ pages }) => children(pages.flatMap(({ items }) => items))}</Loaded>
      {query.hasNextPage && (
        <Button isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {more}
        </Button>
      )}
    </>
  );
}
