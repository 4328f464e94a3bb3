import { BATCH_EFFORT, CHANGE_EFFORT, type Effort, effortOf } from '../automation/conditions/effort.ts';
import type { Snapshot } from '../automation/conditions/evaluate.ts';
import { enrich } from '../automation/enrichment/enrich.ts';
import { MAX_DEPTH } from '../automation/outgoing-budget.ts';
import type { Effect, Policies, Policy } from '../automation/policy.ts';
import { ruleTimers } from '../automation/rules/rule-timers.ts';
import { runRules } from '../automation/rules/run-rules.ts';
import type { TicketView } from '../automation/ticket-view.ts';
import { queueIdsAfter } from '../support/queues/evaluate.ts';
import type { ConfigurationCache } from './cache.ts';
import type { DirectorySet, ListSet, PolicySet } from './configuration.ts';

export interface PolicyDeps {
  /** The loop guard's limits; defaults if missing. */
  readonly limits?: { readonly depth: number; readonly callsPerHour: number } | undefined;
  /** Called with what did not run because it exceeds the effort of a change. */
  readonly report?: ((heavy: TooHeavyReport) => void) | undefined;
}

export interface TooHeavyReport {
  readonly tenantId: string;
  readonly kind: 'rule' | 'list' | 'queue';
  readonly ids: readonly string[];
}

/** The parts of a configuration that a policy consists of. Lists only if they were requested. */
export interface PolicyParts {
  readonly policy: PolicySet;
  readonly directory: DirectorySet;
  readonly lists: ListSet | null;
}

/**
 * The configuration of a tenant as ticket commands use it. Lists and the rules of all events of one message share one effort, and
 * fold its texts once. `pool`: the effort of all messages of a batch together.
 */
export const policyOf = (deps: PolicyDeps, { policy, directory, lists }: PolicyParts, pool?: Effort): Policy => {
  const { tenantId, generation } = policy;
  const report = (kind: TooHeavyReport['kind'], ids: readonly string[]): void => {
    if (ids.length > 0) deps.report?.({ tenantId, kind, ids });
  };
  const efforts = new WeakMap<object, Effort>();
  const effortFor = (message: object | null): Effort => {
    const effort = (message && efforts.get(message)) ?? effortOf(CHANGE_EFFORT, pool);
    if (message) efforts.set(message, effort);
    return effort;
  };
  const membersOf = membersIn(directory);
  return {
    generation,
    depthLimit: deps.limits?.depth ?? MAX_DEPTH,
    callsPerHour: deps.limits?.callsPerHour,
    originState: (originId) => directory.origins.get(originId)?.state,
    hasAgent: (agentId) => directory.agents.has(agentId),
    hasTeam: (teamId) => directory.teams.has(teamId),
    enrich(ticket, message) {
      if (!lists) throw new Error('enrichment lists were not loaded');
      const heavy: string[] = [];
      const effects = enrichmentEffects(lists, { ticket, message, effort: effortFor(message) }, (id) => heavy.push(id));
      report('list', heavy);
      return effects;
    },
    queueIds(ticket, before) {
      const heavy: string[] = [];
      const ids = queueIdsAfter(policy, ticket, before, (id) => heavy.push(id));
      report('queue', heavy);
      return ids;
    },
    timers: ruleTimers(policy.rules),
    membersOf,
    skillsOf: (agentId) => (directory.agents.get(agentId)?.item['skills'] as readonly string[] | undefined) ?? [],
    capacityOf: (agentId) => (directory.agents.get(agentId)?.item['capacity'] as number | undefined) ?? null,
    runRules(event, ticket, message, { depth, due, preview }) {
      const snapshot = { ticket, message, effort: effortFor(message) };
      const run = runRules(policy.rules, event, snapshot, {
        depth,
        depthLimit: deps.limits?.depth,
        generation,
        due,
        membersOf,
        preview,
      });
      report('rule', run.tooHeavy);
      return run;
    },
  };
};

/** Agents of a team, sorted for round robin; built at first use. */
const membersIn = (directory: DirectorySet): ((teamId: string) => readonly string[]) => {
  let byTeam: ReadonlyMap<string, readonly string[]> | undefined;
  return (teamId) => {
    byTeam ??= teamsOf(directory);
    return byTeam.get(teamId) ?? [];
  };
};

const teamsOf = ({ agents }: DirectorySet): ReadonlyMap<string, readonly string[]> => {
  const byTeam = new Map<string, string[]>();
  for (const { id, teamIds } of agents.values()) for (const teamId of new Set(teamIds)) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), id]);
  for (const members of byTeam.values()) members.sort();
  return byTeam;
};

export interface TenantPolicies extends Policies {
  /** Policies for one batch of messages, in which no tenant may exceed its share. */
  ofBatch(): Policies;
}

/** One policy per combination of parts, created at first use; an edit of one part leaves the others unchanged. */
export const openPolicies = (deps: PolicyDeps, cache: ConfigurationCache): TenantPolicies => {
  const open = (poolOf: (tenantId: string) => Effort | undefined): Policies => {
    const made = new WeakMap<PolicySet, PolicyParts & { readonly as: Policy }>();
    return async (tenantId, generations, needs = {}) => {
      const [policy, directory, asked] = await Promise.all([
        cache.get('policy', tenantId, generations),
        cache.get('directory', tenantId, generations),
        needs.lists ? cache.get('lists', tenantId, generations) : null,
      ]);
      const known = made.get(policy);
      const lists = asked ?? known?.lists ?? null;
      if (known && known.directory === directory && known.lists === lists) return known.as;
      const parts = { policy, directory, lists };
      const as = policyOf(deps, parts, poolOf(tenantId));
      made.set(policy, { ...parts, as });
      return as;
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

/** The effects of lists. An owner only if there is none: a list must not take a ticket from the agent who works on it. */
const enrichmentEffects = ({ lists }: ListSet, snapshot: Snapshot & { readonly ticket: TicketView }, tooHeavy: (listId: string) => void): Effect[] => {
  const { ticket } = snapshot;
  const found = enrich(lists, snapshot, tooHeavy);
  if (!found) return [];
  const { tags, owner, ...values } = found.set;
  const unowned = ticket.owner.agentId === null && ticket.owner.teamId === null;
  return [
    ...Object.entries(values).map(([field, value]) => ({ type: 'set', field, value }) as const),
    ...(tags && tags.length > 0 ? [{ type: 'tag', add: tags, remove: [] } as const] : []),
    ...(owner && unowned ? [{ type: 'assign', agentId: owner.agentId ?? null, teamId: owner.teamId ?? null } as const] : []),
  ];
};
