import type { ConfigurationCache } from '../configuration/cache.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { enrich } from '../enrichment/enrich.ts';
import { queueIdsFor } from '../queues/evaluate.ts';
import type { Table } from '../table/port.ts';
import type { Effect, Judge, Judges } from '../tickets/judge.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { pickAgent } from './assignment.ts';
import { runRules } from './engine.ts';

export interface JudgeDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** From pending or solved to closed; a rule that reads `closesAt` after a status it has set sees it. */
  readonly closedAfterMs: number;
  /** The loop guard's; without them its defaults. */
  readonly limits?: { readonly depth: number; readonly callsPerHour: number } | undefined;
}

/** The configuration of a tenant as the commands of tickets ask it. */
export const judgeOf = (deps: JudgeDeps, configuration: Configuration): Judge => ({
  generation: configuration.generation,
  callsPerHour: deps.limits?.callsPerHour,
  originState: (originId) => configuration.origins.get(originId)?.state,
  hasAgent: (agentId) => configuration.agents.has(agentId),
  hasTeam: (teamId) => configuration.teams.has(teamId),
  enrich: (ticket, message) => enrichmentEffects(configuration, ticket, message),
  queueIds: (ticket) => queueIdsFor(configuration, ticket),
  runRules: (event, ticket, message, depth) =>
    runRules(
      configuration.rules,
      event,
      { ticket, message },
      {
        depth,
        depthLimit: deps.limits?.depth,
        generation: configuration.generation,
        moment: { now: deps.clock(), closedAfterMs: deps.closedAfterMs },
        pickAgent: (teamId, strategy, present) => pickAgent(deps.table, configuration, teamId, strategy, present),
      },
    ),
});

/** One judge a configuration, made at its first use. */
export const openJudges = (deps: JudgeDeps, cache: ConfigurationCache): Judges => {
  const judges = new WeakMap<Configuration, Judge>();
  return async (tenantId, generation) => {
    const configuration = await cache.get(tenantId, generation);
    const judge = judges.get(configuration) ?? judgeOf(deps, configuration);
    judges.set(configuration, judge);
    return judge;
  };
};

/** What lists set. An owner only where there is none: a list must not take a ticket from the agent who works on it. */
const enrichmentEffects = (configuration: Configuration, ticket: Ticket, message: object): Effect[] => {
  const found = enrich(configuration.lists, { ticket, message });
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
