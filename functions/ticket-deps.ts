import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { numberSetting } from '../adapters/environment.ts';
import { type ConfigurationCache, configurationCache } from '../domain/configuration/cache.ts';
import { type JudgeDeps, openJudges, type TenantJudges } from '../domain/rules/judges.ts';
import type { Table } from '../domain/table/port.ts';
import type { TicketDeps } from '../domain/tickets/deps.ts';
import { sequences } from '../domain/tickets/sequence.ts';

/** Composition of what commands on tickets need, over one table. Reads `ACTIVITY_SHARDS` and `TICKET_CLOSED_AFTER_MINS`. */
export const ticketDeps = (
  table: Table,
  configurations: ConfigurationCache = configurationCache({ table }),
  report?: JudgeDeps['report'],
): TicketDeps & { readonly judges: TenantJudges } => {
  const closedAfterMs = Math.round(numberSetting('TICKET_CLOSED_AFTER_MINS', 1440) * 60_000);
  return {
    table,
    clock: Date.now,
    newId: randomUUID,
    random: Math.random,
    sleep: async (ms) => {
      await sleep(ms);
    },
    judges: openJudges({ table, clock: Date.now, closedAfterMs, report }, configurations),
    sequences: sequences(table),
    shards: numberSetting('ACTIVITY_SHARDS', 1),
    closedAfterMs,
  };
};
