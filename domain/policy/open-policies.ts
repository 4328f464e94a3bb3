import { pickAgent } from '../automation/assignment.ts';
import { BATCH_EFFORT, CHANGE_EFFORT, type Effort, effortOf } from '../automation/conditions/effort.ts';
import type { Snapshot } from '../automation/conditions/evaluate.ts';
import { enrich } from '../automation/enrichment/enrich.ts';
import type { Effect, Judge, Judges } from '../automation/policy.ts';
import { MAX_DEPTH, runRules } from '../automation/rules/run-rules.ts';
import { queueIdsFor } from '../queues/evaluate.ts';
import type { Table } from '../table/port.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { ConfigurationCache } from './cache.ts';
import type { Configuration } from './configuration.ts';

export interface JudgeDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** From pending or solved to closed; a rule that reads `closesAt` after a status it has set sees it. */
  readonly closedAfterMs: number;
  /** Told what did not run because it takes more effort than a change may cost. */
  /** The loop guard's; without them its defaults. */
  readonly limits?: { readonly depth: number; readonly callsPerHour: number } | undefined;
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
export const judgeOf = (deps: JudgeDeps, configuration: Configuration, pool?: Effort): Judge => {
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
    queueIds(ticket) {
      const heavy: string[] = [];
      const ids = queueIdsFor(configuration, ticket, (id) => heavy.push(id));
      report('queue', heavy);
      return ids;
    },
    async runRules(event, ticket, message, depth) {
      const run = await runRules(
        configuration.rules,
        event,
        { ticket, message, effort: effortFor(message) },
        {
          depth,
          depthLimit: deps.limits?.depth,
          generation: configuration.generation,
          moment: { now: deps.clock(), closedAfterMs: deps.closedAfterMs },
          pickAgent: (teamId, strategy, present) => pickAgent(deps.table, configuration, teamId, strategy, present),
        },
      );
      report('rule', run.tooHeavy);
      return run;
    },
  };
};

export interface TenantJudges extends Judges {
  /** Judges for one batch of messages, of which no tenant may take more than its part. */
  ofBatch(): Judges;
}

/** One judge a configuration, made at its first use. */
export const openJudges = (deps: JudgeDeps, cache: ConfigurationCache): TenantJudges => {
  const open = (poolOf: (tenantId: string) => Effort | undefined): Judges => {
    const judges = new WeakMap<Configuration, Judge>();
    return async (tenantId, generation) => {
      const configuration = await cache.get(tenantId, generation);
      const judge = judges.get(configuration) ?? judgeOf(deps, configuration, poolOf(tenantId));
      judges.set(configuration, judge);
      return judge;
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
const enrichmentEffects = (configuration: Configuration, snapshot: Snapshot & { readonly ticket: Ticket }, tooHeavy: (listId: string) => void): Effect[] => {
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
