import { LIVE, NEXT, PATTERN } from './opensearch-index.ts';

export type SearchAccess = 'read' | 'write';

interface Role {
  readonly description: string;
  readonly cluster_permissions: string[];
  readonly index_permissions: { readonly index_patterns: string[]; readonly allowed_actions: string[] }[];
}

/** Permissions on aliases apply to the indices behind them, and to the aliases' names while there are none. */
const OURS = [LIVE, NEXT, PATTERN];

/**
 * The calls of adapters/search/opensearch.ts, by caller, in the terms of docs.opensearch.org/latest/security/access-control/permissions
 * (2026-11). Writers also create, swap and delete the indices of a rebuild.
 */
const ROLES: Readonly<Record<SearchAccess, Role>> = {
  read: {
    description: 'Parley: asks for tickets',
    cluster_permissions: [],
    index_permissions: [{ index_patterns: OURS, allowed_actions: ['indices:data/read/search*'] }],
  },
  write: {
    description: 'Parley: brings tickets and messages, and rebuilds',
    cluster_permissions: ['indices:data/write/bulk', 'indices:admin/index_template/put'],
    index_permissions: [
      {
        index_patterns: OURS,
        allowed_actions: [
          'indices:data/write/bulk*',
          'indices:data/write/index',
          'indices:admin/create',
          'indices:admin/delete',
          'indices:admin/refresh*',
          'indices:admin/aliases',
          'indices:admin/aliases/get',
        ],
      },
    ],
  },
};

export const roleOf = (access: SearchAccess): Role => ROLES[access];

/**
 * The lifecycle of an index. It has no rollover, because a document is updated by its id for as long as its ticket exists, and no deletion
 * by age: a rebuild's swap deletes the index that it replaces, and the next rebuild deletes the index of an interrupted one. It only sets the priority:
 * after the loss of a node, the index that agents search recovers first.
 */
export const LIFECYCLE = {
  policy: {
    description: 'Parley: search comes back first',
    default_state: 'serving',
    states: [{ name: 'serving', actions: [{ retry: { count: 3, backoff: 'exponential', delay: '1m' }, index_priority: { priority: 100 } }], transitions: [] }],
    ism_template: [{ index_patterns: [PATTERN], priority: 100 }],
  },
};
