import { LIVE, NEXT, PATTERN } from './opensearch-index.ts';

export type SearchAccess = 'read' | 'write';

interface Role {
  readonly description: string;
  readonly cluster_permissions: string[];
  readonly index_permissions: { readonly index_patterns: string[]; readonly allowed_actions: string[] }[];
}

/** Aliases count by the indices behind them, and by their own names while there are none. */
const OURS = [LIVE, NEXT, PATTERN];

/**
 * What adapters/search/opensearch.ts calls, by who calls it, in the words of docs.opensearch.org/latest/security/access-control/permissions
 * (2026-11). Who writes also makes, swaps and drops the indices of a rebuild.
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
 * The lifecycle of an index. It is not rolled over, since a document is updated by its id for as long as its ticket lives, and needs no deletion
 * by age: a rebuild's swap deletes what it replaces, and the next rebuild what an interrupted one left. What remains: after a node's loss the
 * index that agents search comes back before anything else.
 */
export const LIFECYCLE = {
  policy: {
    description: 'Parley: search comes back first',
    default_state: 'serving',
    states: [{ name: 'serving', actions: [{ retry: { count: 3, backoff: 'exponential', delay: '1m' }, index_priority: { priority: 100 } }], transitions: [] }],
    ism_template: [{ index_patterns: [PATTERN], priority: 100 }],
  },
};
