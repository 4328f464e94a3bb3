import { BATCH_EFFORT, CHANGE_EFFORT, type Effort, effortOf } from '../automation/conditions/effort.ts';
import type { Snapshot } from '../automation/conditions/evaluate.ts';
import { enrich } from '../automation/enrichment/enrich.ts';
import type { Effect, Policies, Policy } from '../automation/policy.ts';
import { MAX_DEPTH, runRules } from '../automation/rules/run-rules.ts';
import type { TicketView } from '../automation/ticket-view.ts';
import { queueIdsAfter } from '../support/queues/evaluate.ts';
import type { ConfigurationCache } from './cache.ts';
import type { Configuration } from './configuration.ts';

export interface PolicyDeps {
  /** The loop guard's; without them its defaults. */
  readonly limits?: { readonly depth: number; readonly callsPerHour: number } | undefined;
  /** Told what did not run because it takes more effort than a change may cost. */
  readonly report?: ((heavy: TooHeavyReport) => void) | undefined;
}

export interface TooHeavyReport {
  readonly tenantId: string;
  readonly kind: 'rule' | 'list' | 'queue';
  readonly ids: readonly string[];
}

/**
 * The configuration of a tenant as the commands of tickets ask it. Lists and the rules of all events of one message share one effort, and
 * fold its texts once. `pool`: what all messages of a batch may cost together.
 */
export const policyOf = (deps: PolicyDeps, configuration: Configuration, pool?: Effort): Policy => {
  const { tenantId } = configuration;
  const report = (kind: TooHeavyReport['kind'], ids: readonly string[]): void => {
    if (ids.length > 0) deps.report?.({ tenantId, kind, ids });
  };
  const efforts = new WeakMap<object, Effort>();
  const effortFor = (message: object | null): Effort => {
    const effort = (message && efforts.get(message)) ?? effortOf(CHANGE_EFFORT, pool);
    if (message) efforts.set(message, effort);
    return effort;
  };
  const membersOf = membersIn(configuration);
  return {
    generation: configuration.generation,
    depthLimit: deps.limits?.depth ?? MAX_DEPTH,
    callsPerHour: deps.limits?.callsPerHour,
    originState: (originId) => configuration.origins.get(originId)?.state,
    hasAgent: (agentId) => configuration.agents.has(agentId),
    hasTeam: (teamId) => configuration.teams.has(teamId),
    enrich(ticket, message) {
      const heavy: string[] = [];
      const effects = enrichmentEffects(configuration, { ticket, message, effort: effortFor(message) }, (id) => heavy.push(id));
      report('list', heavy);
      return effects;
    },
    queueIds(ticket, before) {
      const heavy: string[] = [];
      const ids = queueIdsAfter(configuration, ticket, before, (id) => heavy.push(id));
      report('queue', heavy);
      return ids;
    },
    membersOf,
    runRules(event, ticket, message, { depth, preview }) {
      const snapshot = { ticket, message, effort: effortFor(message) };
      const run = runRules(configuration.rules, event, snapshot, {
        depth,
        depthLimit: deps.limits?.depth,
        generation: configuration.generation,
        membersOf,
        preview,
      });
      report('rule', run.tooHeavy);
      return run;
    },
  };
};

/** Agents of a team, sorted, so that turns go round; gathered at the first question. */
const membersIn = (configuration: Configuration): ((teamId: string) => readonly string[]) => {
  let byTeam: ReadonlyMap<string, readonly string[]> | undefined;
  return (teamId) => {
    byTeam ??= teamsOf(configuration);
    return byTeam.get(teamId) ?? [];
  };
};

const teamsOf = ({ agents }: Configuration): ReadonlyMap<string, readonly string[]> => {
  const byTeam = new Map<string, string[]>();
  for (const { id, teamIds } of agents.values()) for (const teamId of new Set(teamIds)) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), id]);
  for (const members of byTeam.values()) members.sort();
  return byTeam;
};

export interface TenantPolicies extends Policies {
  /** Policies for one batch of messages, of which no tenant may take more than its part. */
  ofBatch(): Policies;
}

/** One policy a configuration, made at its first use. */
export const openPolicies = (deps: PolicyDeps, cache: ConfigurationCache): TenantPolicies => {
  const open = (poolOf: (tenantId: string) => Effort | undefined): Policies => {
    const policies = new WeakMap<Configuration, Policy>();
    return async (tenantId, generation) => {
      const configuration = await cache.get(tenantId, generation);
      const policy = policies.get(configuration) ?? policyOf(deps, configuration, poolOf(tenantId));
      policies.set(configuration, policy);
      return policy;
    };
  };
  return Object.assign(
    open(() => undefined),
    {
      ofBatch() {
        const pools = new Map<string, Effort>();
        return open((tenantId) => {
          const pool = pools.get(tenantId) ?? effortOf(BATCH_EFFORT);
          pools.set(tenantId, pool);
          return pool;
        });
      },
    },
  );
};

/** What lists set. An owner only where there is none: a list must not take a ticket from the agent who works on it. */
const enrichmentEffects = (
  configuration: Configuration,
  snapshot: Snapshot & { readonly ticket: TicketView },
  tooHeavy: (listId: string) => void,
): Effect[] => {
  const { ticket } = snapshot;
  const found = enrich(configuration.lists, snapshot, tooHeavy);
  if (!found) return [];
  const { priority, tags, topic, customFields, owner } = found.set;
  const unowned = ticket.owner.agentId === null && ticket.owner.teamId === null;
  return [
    ...(priority ? [{ type: 'set', field: 'priority', value: priority } as const] : []),
    ...(topic === undefined ? [] : [{ type: 'set', field: 'topic', value: topic } as const]),
    ...(customFields ? [{ type: 'set', field: 'customFields', value: customFields } as const] : []),
    ...(tags ? [{ type: 'tag', add: tags, remove: [] } as const] : []),
    ...(owner && unowned ? [{ type: 'assign', agentId: owner.agentId ?? null, teamId: owner.teamId ?? null } as const] : []),
  ];
};
