import type { Actor } from '../../domain/context.ts';
import { listingKey } from '../../domain/people/api-keys/api-key.ts';
import type { ConfigurationCache } from '../../domain/policy/cache.ts';
import { shownTo, type Viewer } from '../../domain/support/queues/visibility.ts';
import type { Table } from '../../domain/table/port.ts';
import type { BulkDeps } from './bulk-jobs.ts';

const viewerOf = (actor: Actor): Viewer | null => ('role' in actor ? actor : null);

/** The person who started a job, with their present rights: rights that were withdrawn while the job waited do not count. */
export const openAsker = ({ table, configurations }: { readonly table: Table; readonly configurations: ConfigurationCache }): BulkDeps['asker'] => ({
  async rightsOf(tenantId, actor) {
    if (actor.type === 'key') {
      const [key] = await table.get([listingKey(tenantId, actor.id)], { consistent: true });
      return key ? actor : null;
    }
    if (actor.type !== 'agent') return null;
    const { agents } = await configurations.walls(tenantId);
    const now = agents.get(actor.id);
    return now && now.role !== 'user' ? { ...actor, role: now.role, teamIds: now.teamIds } : null;
  },
  async wallFor(tenantId, actor) {
    const viewer = viewerOf(actor);
    const walls = await configurations.walls(tenantId);
    return (ticket) => viewer !== null && shownTo(viewer, ticket, walls) !== null;
  },
});
