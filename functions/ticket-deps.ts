import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { numberSetting } from '../adapters/environment.ts';
import { CALLS_PER_HOUR, MAX_DEPTH } from '../domain/automation/outgoing-budget.ts';
import { type ConfigurationCache, configurationCache } from '../domain/policy/cache.ts';
import { openPolicies, type PolicyDeps, type TenantPolicies } from '../domain/policy/open-policies.ts';
import type { BodyStore } from '../domain/support/messages/body-store.ts';
import type { TicketDeps } from '../domain/support/tickets/deps.ts';
import { sequences } from '../domain/support/tickets/sequence.ts';
import type { Table } from '../domain/table/port.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('this function is not connected to the object store'));
/** For functions whose commands neither read nor write bodies of messages. */
const NO_BODIES: BodyStore = { put: refuse, get: refuse };

interface Options {
  readonly configurations?: ConfigurationCache;
  readonly bodies?: BodyStore;
  /** Called with conditions that were too heavy to evaluate. */
  readonly report?: PolicyDeps['report'];
}

/** The dependencies of commands on tickets, for one table. Reads `ACTIVITY_SHARDS`, `TICKET_CLOSED_AFTER_MINS` and the limits of rules. */
export const ticketDeps = (
  table: Table,
  { configurations = configurationCache({ table }), bodies = NO_BODIES, report }: Options = {},
): TicketDeps & { readonly policies: TenantPolicies } => {
  const closedAfterMs = Math.round(numberSetting('TICKET_CLOSED_AFTER_MINS', 1440) * 60_000);
  return {
    table,
    clock: Date.now,
    newId: randomUUID,
    random: Math.random,
    sleep: async (ms) => {
      await sleep(ms);
    },
    policies: openPolicies({ report, limits: ruleLimits() }, configurations),
    sequences: sequences(table),
    shards: numberSetting('ACTIVITY_SHARDS', 1),
    closedAfterMs,
    bodies,
  };
};

const ruleLimits = () => ({ depth: numberSetting('RULE_DEPTH_LIMIT', MAX_DEPTH), callsPerHour: numberSetting('RULE_CALLS_PER_HOUR', CALLS_PER_HOUR) });
