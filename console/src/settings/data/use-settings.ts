import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page } from './all.ts';
import { allOf } from './all.ts';

/** A whole list of the hub, read page by page. */
export const useAll = <T>(key: QueryKey, read: (cursor: string | undefined) => Promise<Page<T>>, isNeeded = true) =>
  useQuery({ queryKey: ['settings', ...key], queryFn: () => allOf(read), enabled: isNeeded });

export const useOne = <T>(key: QueryKey, read: () => Promise<T>, isNeeded = true) =>
  useQuery({ queryKey: ['settings', ...key], queryFn: read, enabled: isNeeded });

/** What has changed is read again; so are the names that other screens show. */
export function useReadAgain(): (...key: string[]) => Promise<void> {
  const queries = useQueryClient();
  return async (...key) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['settings', ...key] }),
      ...['directory', 'queues'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    ]);
  };
}
