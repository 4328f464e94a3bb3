import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { numberSetting } from '../adapters/environment.ts';
import { type ConfigurationCache, configurationCache } from '../domain/configuration/cache.ts';
import { MAX_DEPTH } from '../domain/rules/engine.ts';
import { openJudges } from '../domain/rules/judges.ts';
import { CALLS_PER_HOUR } from '../domain/rules/outgoing-budget.ts';
import type { Table } from '../domain/table/port.ts';
import type { TicketDeps } from '../domain/tickets/deps.ts';
import { sequences } from '../domain/tickets/sequence.ts';

/** Composition of what commands on tickets need, over one table. Reads `ACTIVITY_SHARDS`, `TICKET_CLOSED_AFTER_MINS` and the limits of rules. */
export const ticketDeps = (table: Table, configurations: ConfigurationCache = configurationCache({ table })): TicketDeps => {
  const closedAfterMs = Math.round(numberSetting('TICKET_CLOSED_AFTER_MINS', 1440) * 60_000);
  return {
    table,
    clock: Date.now,
    newId: randomUUID,
    random: Math.random,
    sleep: async (ms) => {
      await sleep(ms);
    },
    judges: openJudges({ table, clock: Date.now, closedAfterMs, limits: ruleLimits() }, configurations),
    sequences: sequences(table),
    shards: numberSetting('ACTIVITY_SHARDS', 1),
    closedAfterMs,
  };
};

const ruleLimits = () => ({ depth: numberSetting('RULE_DEPTH_LIMIT', MAX_DEPTH), callsPerHour: numberSetting('RULE_CALLS_PER_HOUR', CALLS_PER_HOUR) });
