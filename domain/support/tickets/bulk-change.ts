import type { Policy } from '../../automation/policy.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { Replayed } from '../../idempotency/commit.ts';
import { answerKey, bindKey, partOf } from '../../idempotency/parts.ts';
import { inParallel } from '../../in-parallel.ts';
import type { TicketDeps } from './deps.ts';
import { patchTicket, type TicketPatch } from './patch-ticket.ts';
import { type PublicTicket, presentTicket } from './present.ts';
import type { Ticket } from './ticket.ts';

export type BulkResult = {
  readonly id: string;
  readonly status: number;
  readonly ticket?: PublicTicket;
  readonly error?: { readonly code: string; readonly title: string; readonly detail: string };
};

/** Tickets changed in parallel; each is a transaction of its own. */
const WIDTH = 10;

/**
 * Makes the same change to many tickets, each independently: the result of a failing one has the reason, and the others are changed. With an Idempotency-Key each
 * ticket is changed once, even if the call is interrupted and repeated, and a repeat gets the same answer.
 * @throws Replayed; TableUnavailable and others that are not rejections
 */
export const bulkChange = async (
  deps: TicketDeps & { mayTouch(ticket: Ticket, policy: Policy): boolean },
  context: Context,
  ids: readonly string[],
  change: TicketPatch,
): Promise<BulkResult[]> => {
  await bindKey(deps.table, context);
  const results = new Map<string, BulkResult>();
  await inParallel(new Set(ids), WIDTH, async (id) => results.set(id, await changeOne(deps, partOf(context, id), id, change)));
  const answered = ids.map((id) => results.get(id) as BulkResult);
  const names = answered.map(({ id, ticket }) => (ticket ? id : null));
  await answerKey(deps.table, context, { status: 200, body: { results: answered }, parts: { list: 'results', member: 'ticket', names } });
  return answered;
};

/** One ticket of many. @throws TableUnavailable and others that are not rejections */
export const changeOne = async (deps: Parameters<typeof bulkChange>[0], context: Context, id: string, change: TicketPatch): Promise<BulkResult> => {
  try {
    return { id, status: 200, ticket: presentTicket(await patchTicket(deps, context, { ticketId: id, patch: change, ifMatch: null })) };
  } catch (error) {
    if (error instanceof Replayed) return { id, status: 200, ticket: error.answer.body as PublicTicket };
    if (!(error instanceof Problem)) throw error;
    return { id, status: error.status, error: { code: error.code, title: error.title, detail: error.message } };
  }
};
