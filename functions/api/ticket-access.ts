import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import type { Policies } from '../../domain/automation/policy.ts';
import type { Context } from '../../domain/context.ts';
import { type ConfigurationCache, configurationCache } from '../../domain/policy/cache.ts';
import type { DirectorySet, PolicySet } from '../../domain/policy/configuration.ts';
import { openPolicies } from '../../domain/policy/open-policies.ts';
import type { Asker } from '../../domain/support/attachments/reach.ts';
import { shownTo, type Viewer } from '../../domain/support/queues/visibility.ts';
import type { PostDeps } from '../../domain/support/replies/post-message.ts';
import { type Sequences, sequences } from '../../domain/support/tickets/sequence.ts';
import type { Ticket } from '../../domain/support/tickets/ticket.ts';
import type { ApiDeps } from './deps.ts';

/** Caches that requests of one process share. */
interface Caches {
  readonly configurations: ConfigurationCache;
  readonly policies: Policies;
  readonly sequences: Sequences;
}
const caches = new WeakMap<ApiDeps, Caches>();

const openCaches = (deps: ApiDeps): Caches => {
  const configurations = configurationCache({ table: deps.table });
  const opened: Caches = {
    configurations,
    policies: openPolicies({ limits: deps.settings.ruleLimits }, configurations),
    sequences: sequences(deps.table),
  };
  caches.set(deps, opened);
  return opened;
};

/** A ticket as the caller may see it, in the queues of the present configuration; null when they may not. */
export interface TicketAccess extends PostDeps {
  /** Queues and rules. */
  readonly policySet: PolicySet;
  /** The caller, for checks of visibility. */
  readonly viewer: Viewer;
  see(ticket: Ticket): Ticket | null;
}

/** Who asks for a file, and which tickets they may see. */
export const askerOf = ({ see }: TicketAccess, { tenantId, actor }: Context): Asker => {
  if (!('role' in actor)) throw new Error('only people and keys ask for files');
  return { tenantId, actor, see };
};

/** The dependencies of ticket routes: the tenant's present queues, and the caller's view of tickets (guarantee 10). */
export const ticketAccess = async (deps: ApiDeps, context: Context): Promise<TicketAccess> => {
  const { configurations, policies, sequences: numbers } = caches.get(deps) ?? openCaches(deps);
  const { tenantId } = context;
  const policySet = await configurations.get('policy', tenantId, context.generations ?? (await configurations.present(tenantId)));
  const { actor } = context;
  if (!('role' in actor)) throw new Error('only people and keys have access to tickets');
  const see = (ticket: Ticket): Ticket | null => shownTo(actor, ticket, policySet);
  return {
    table: deps.table,
    clock: deps.clock,
    newId: deps.newId,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    policies,
    sequences: numbers,
    shards: deps.settings.activityShards,
    closedAfterMs: deps.settings.ticketClosedAfterMs,
    bodies: deps.objects,
    mayTouch: (ticket) => see(ticket) !== null,
    linkTo: ({ objectKey, name, type }) => deps.objects.presignDownload(objectKey, { filename: name ?? 'attachment', contentType: type, seconds: 300 }),
    capabilitiesOf,
    policySet,
    viewer: actor,
    see,
  };
};

/** Colleagues, teams and origins as they are now. @throws TableUnavailable */
export const directoryOf = async (deps: ApiDeps, context: Context): Promise<DirectorySet> => {
  const { configurations } = caches.get(deps) ?? openCaches(deps);
  const { tenantId } = context;
  return configurations.get('directory', tenantId, context.generations ?? (await configurations.present(tenantId)));
};
