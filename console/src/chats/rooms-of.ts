import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Group } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { usePages } from '../settings/data/use-pages.ts';
import { useOne } from '../settings/data/use-settings.ts';

/** Groups that this person is in. Nobody else sees a group, not even the admins of the business. */
export function useGroups() {
  const { api } = useHub();
  return usePages(['groups'], (cursor) => api.GET('/v1/groups', { params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } }));
}

export function useGroup(id: string) {
  const { api } = useHub();
  const queries = useQueryClient();
  const group = useOne<Group>(['groups', 'one', id], () => api.GET('/v1/groups/{id}', { params: { path: { id } } }));
  /** Something of the group is different now: its name, its members, its bans. */
  const changed = useCallback(() => {
    for (const name of ['groups', 'bans', 'members', 'audit']) void queries.invalidateQueries({ queryKey: ['settings', name] });
  }, [queries]);
  return { group, changed };
}
