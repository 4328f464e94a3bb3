import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from './all.ts';

/** A list that is read page by page, as far as somebody looks; all that was read again every `everyMs`. */
export const usePages = <T>(key: QueryKey, read: (cursor: string | undefined) => Promise<Page<T>>, everyMs: number | false = false, isNeeded = true) =>
  useInfiniteQuery({
    queryKey: ['settings', ...key],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: everyMs,
    enabled: isNeeded,
  });
