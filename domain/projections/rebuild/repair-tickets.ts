import type { Context } from '../../context.ts';
import { failureKind, Rejected } from '../../edge-errors.ts';
import { Problem } from '../../errors.ts';
import { inParallel } from '../../in-parallel.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import { repairTicket } from '../../support/tickets/repair-ticket.ts';
import type { Counted, Run } from '../projection.ts';
import { type Failed, giveUpFailed } from './carry-owed.ts';
import { type FoundTicket, readTickets } from './read-tickets.ts';
import type { Rebuildable } from './run.ts';
import { firstPosition, NOTHING, type WalkPosition, walkStep } from './walk-step.ts';

/** The job that rebuilds the fields that tickets derive from their logs. */
export const TICKETS = 'tickets';

/** Tickets whose logs are read in parallel. */
const WIDTH = 4;

/** At most so many of the tickets that were left alone are named. */
const NAMED = 100;

interface Position {
  readonly walk: WalkPosition;
  /** Tickets whose log does not give them. */
  readonly incomplete: readonly string[];
}

/**
 * Repairs each ticket of the tenant, active or closed (`repairTicket`). `carried`: repaired tickets; `skipped`: a ticket that cannot be read, or that changes too often to be
 * repaired. Every ticket fails alone.
 */
export const repairTickets = (deps: TicketDeps): Rebuildable => ({
  name: TICKETS,
  async rebuild(run, given) {
    const first = given === null ? await firstPosition(run) : null;
    const position = (given as Position | null) ?? (first && { walk: first, incomplete: [] });
    if (!position) return { ...NOTHING, position: given, state: 'overtaken' };
    const left: string[] = [];
    const step = await walkStep(run, position.walk, 'all', async (_, entries): Promise<Counted> => {
      const { found, failed } = await readTickets(run, entries);
      const repaired = await repairAll(deps, run, found);
      left.push(...repaired.incomplete);
      const skipped = await giveUpFailed(run, { name: TICKETS }, [...failed, ...repaired.failed]);
      return { visited: entries.length, carried: repaired.count, skipped };
    });
    const incomplete = [...new Set([...position.incomplete, ...left])].slice(0, NAMED);
    return { ...step, position: { walk: step.position, incomplete }, ...(step.state === 'done' ? { result: { incomplete } } : {}) };
  },
});

const contextOf = ({ tenantId, startedAt }: Run): Context => ({
  tenantId,
  actor: { type: 'system' },
  correlationId: `repair.${startedAt}`,
  causationId: null,
  depth: 0,
});

const repairAll = async (deps: TicketDeps, run: Run, found: readonly FoundTicket[]) => {
  const context = contextOf(run);
  const incomplete: string[] = [];
  const failed: Failed[] = [];
  let count = 0;
  await inParallel(found, WIDTH, async ({ item, ticket }) => {
    try {
      const repair = await repairTicket(deps, context, ticket.id);
      if (repair === 'repaired') count += 1;
      if (repair === 'incomplete') incomplete.push(ticket.id);
    } catch (error) {
      const code = error instanceof Problem ? error.code : null;
      // It was deleted since.
      if (code === 'not_found') return;
      if (code === 'unavailable') failed.push({ key: item, error: new Rejected('the thread keeps changing', error) });
      else if (failureKind(error) === 'unavailable') throw error;
      else failed.push({ key: item, error });
    }
  });
  return { count, incomplete, failed };
};
