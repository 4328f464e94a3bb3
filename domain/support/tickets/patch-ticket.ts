import type { Policy } from '../../automation/policy.ts';
import { type FieldRows, type SettableBy, settableBy, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import type { Context } from '../../context.ts';
import { type FieldError, Problem } from '../../errors.ts';
import { TICKET_BYTES } from '../../limits.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { assign } from './effects.ts';
import { presentTicket } from './present.ts';
import { ticketBytes } from './room.ts';
import { illegal, type Moment, transition } from './state-machine.ts';
import type { Status, Ticket } from './ticket.ts';

export type TicketPatch = SettableBy<'api'>;

/** Fields that a patch replaces, and those among them whose values may be large. */
export const patching = (rows: FieldRows) => {
  const replaced = [...settableBy(rows, 'api')].filter(([, { set }]) => !set.own);
  const lists = new Set(replaced.flatMap(([name, { type }]) => (type.kind === 'list' ? [name] : [])));
  const names = replaced.map(([name]) => name);
  return {
    large: replaced.flatMap(
      ([
        name,
        {
          type: { kind, values },
        },
      ]) => (['free', 'list'].includes(kind) || (kind === 'text' && !values) ? [name] : []),
    ),
    /** A list contains each element once. */
    replace<T extends object>(ticket: T, patch: object): T {
      const given: Record<string, unknown> = {};
      for (const name of names) {
        const value = (patch as Readonly<Record<string, unknown>>)[name];
        if (value !== undefined) given[name] = lists.has(name) ? [...new Set(value as readonly unknown[])] : value;
      }
      return { ...ticket, ...given };
    },
  };
};
const PATCHING = patching(TICKET_FIELDS);

/** @throws Problem unprocessable naming agents and teams that do not exist */
const checkOwner = (owner: NonNullable<TicketPatch['owner']>, policy: Policy): void => {
  const errors: FieldError[] = [];
  if (owner.agentId && !policy.hasAgent(owner.agentId)) errors.push({ path: 'owner.agentId', message: 'is not an agent' });
  if (owner.teamId && !policy.hasTeam(owner.teamId)) errors.push({ path: 'owner.teamId', message: 'is not a team' });
  if (errors.length > 0) throw new Problem('unprocessable', 'The owner does not exist.', { errors });
};

/** A time without a status moves an existing followup; otherwise it is invalid. */
const statusOf = (ticket: Ticket, patch: TicketPatch): Status | undefined => {
  if (patch.status !== undefined || patch.followupAt === undefined || patch.followupAt === null) return patch.status;
  if (ticket.status === 'followup') return 'followup';
  throw new Problem('unprocessable', 'A followup time needs the status followup.', { errors: [{ path: 'followupAt', message: 'needs status followup' }] });
};

/** Applies a patch to a ticket according to §6. Pure. @throws Problem */
export const patched = (ticket: Ticket, patch: TicketPatch, policy: Policy, moment: Moment): Ticket => {
  let next = ticket;
  if (patch.owner) {
    checkOwner(patch.owner, policy);
    if (ticket.status === 'closed') throw illegal('closed', 'assigned');
    // If a patch sets owner and status, its status wins over the one that assigning brings.
    next = assign(next, patch.owner, moment);
  }
  const status = statusOf(ticket, patch);
  if (status !== undefined) {
    const from = patch.owner ? { ...next, status: ticket.status, deadlines: ticket.deadlines } : next;
    next = { ...from, ...transition(from, { type: 'set', status, ...(patch.followupAt ? { followupAt: patch.followupAt } : {}) }, moment) };
  }
  return withRoom(ticket, patch, PATCHING.replace(next, patch));
};

/** @throws Problem unprocessable naming the largest field that was given */
const withRoom = (before: Ticket, patch: TicketPatch, ticket: Ticket): Ticket => {
  const bytes = ticketBytes(ticket);
  if (bytes <= TICKET_BYTES || bytes <= ticketBytes(before)) return ticket;
  const values: Readonly<Record<string, unknown>> = patch;
  const sizeOf = (name: string): number => JSON.stringify(values[name])?.length ?? 0;
  const given = PATCHING.large.filter((name) => values[name] !== undefined);
  // A ticket that rules have made too large must not block changes of other fields.
  if (given.length === 0) return ticket;
  const [path] = given.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  throw new Problem('unprocessable', `A ticket may have at most ${TICKET_BYTES} bytes with all its fields.`, {
    errors: [{ path: path ?? '', message: `makes the ticket larger than ${TICKET_BYTES} bytes` }],
  });
};

/**
 * Changes a ticket by hand. `ifMatch`: the public version it depends on, or null.
 * @throws Problem stale, illegal_transition, invalid_request, unprocessable, not_found
 */
export const patchTicket = async (
  deps: TicketDeps & { mayTouch(ticket: Ticket, policy: Policy): boolean },
  context: Context,
  input: { readonly ticketId: string; readonly patch: TicketPatch; readonly ifMatch: number | null },
): Promise<Ticket> => {
  const { ticket } = await changeTicket(deps, context, input.ticketId, {
    audit: true,
    mayTouch: deps.mayTouch,
    async decide({ ticketDraft, ticket, policy, moment }) {
      if (input.ifMatch !== null && input.ifMatch !== ticket.version) {
        throw new Problem('stale', `The current version is ${ticket.version}.`, { extra: { current: ticket.version } });
      }
      ticketDraft.change(patched(ticket, input.patch, policy, moment));
      if (ticket.status !== 'closed') await ticketDraft.automate('ticket.updated', null);
    },
    answer: (_, after) => ({ status: 200, body: presentTicket(after) }),
  });
  return ticket;
};
