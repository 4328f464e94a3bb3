import type { Context } from '../context.ts';
import { Problem } from '../errors.ts';
import type { TicketDeps } from './deps.ts';
import type { Judge } from './judge.ts';
import { patchTicket, type TicketPatch } from './patch-ticket.ts';
import { type PublicTicket, presentTicket } from './present.ts';
import type { Ticket } from './ticket.ts';

export type BulkResult = {
  readonly id: string;
  readonly status: number;
  readonly ticket?: PublicTicket;
  readonly error?: { readonly code: string; readonly title: string; readonly detail: string };
};

/** Tickets changed at the same time; each is a transaction of its own. */
const WIDTH = 10;

/**
 * The same change to many tickets, each on its own: one that cannot be changed says why and holds up no other. Repeating
 * the call changes nothing more, because every change sets and none adds.
 * @throws TableUnavailable and others that are no refusal
 */
export const bulkChange = async (
  deps: TicketDeps & { mayTouch(ticket: Ticket, judge: Judge): boolean },
  context: Context,
  ids: readonly string[],
  change: TicketPatch,
): Promise<BulkResult[]> => {
  const results = new Map<string, BulkResult>();
  const waiting = [...new Set(ids)];
  // The key of the whole call cannot be written with each of its parts.
  const { once: _once, ...unkeyed } = context;
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        results.set(id, { id, status: 200, ticket: presentTicket(await patchTicket(deps, unkeyed, { ticketId: id, patch: change, ifMatch: null })) });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        results.set(id, { id, status: error.status, error: { code: error.code, title: error.title, detail: error.message } });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, waiting.length) }, work));
  return ids.map((id) => results.get(id) as BulkResult);
};
