import type { TicketChanges } from '../../automation/actions/action.ts';
import { ACTIONS, type Effect } from '../../automation/actions/registry.ts';
import { type FieldRows, settableBy, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import { type Fitted, type LeftOut, withCustomFields, withTags, withText } from './room.ts';
import { type Moment, transition } from './state-machine.ts';
import { STATUSES, type Status, type Ticket } from './ticket.ts';

/** Assigns an owner; an omitted member stays. Being given an agent is the transition "assigned" of §6; a team alone is not. */
export const assign = (
  ticket: Ticket,
  owner: { readonly agentId?: string | null | undefined; readonly teamId?: string | null | undefined },
  moment: Moment,
): Ticket => {
  const next = {
    agentId: owner.agentId === undefined ? ticket.owner.agentId : owner.agentId,
    teamId: owner.teamId === undefined ? ticket.owner.teamId : owner.teamId,
  };
  if (next.agentId === ticket.owner.agentId && next.teamId === ticket.owner.teamId) return ticket;
  const gained = next.agentId !== null && next.agentId !== ticket.owner.agentId;
  return {
    ...ticket,
    ...(gained ? transition(ticket, { type: 'assigned' }, moment) : {}),
    owner: next,
    assignedAt: next.agentId === null && next.teamId === null ? null : new Date(moment.now).toISOString(),
  };
};

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (values as readonly string[]).includes(value);

const whole = (ticket: Ticket): Fitted => ({ ticket, leftOut: [] });

/** Fields that a rule or a list replaces. The value must have the field's type, which a value stored by another release may not have. */
export const replacing = (rows: FieldRows): ((ticket: Ticket, field: string, value: unknown) => Fitted) => {
  const fields = new Map([...settableBy(rows, 'rules'), ...settableBy(rows, 'lists')].filter(([, { set }]) => !set.own));
  return (ticket, name, value) => {
    const field = fields.get(name);
    if (!field || !(fits(field.type, value) || (value === null && field.type.nullable))) return whole(ticket);
    const isText = field.type.kind === 'text' && !field.type.values;
    return isText ? withText(ticket, name, value as string | null) : whole({ ...ticket, [name]: value });
  };
};
const fits = ({ kind, values }: ValueType, value: unknown): boolean => {
  if (values) return isOneOf(values, value);
  if (kind === 'integer') return Number.isSafeInteger(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'list') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  return (kind === 'text' || kind === 'time') && typeof value === 'string';
};
const replace = replacing(TICKET_FIELDS);

const setField = (ticket: Ticket, field: string, value: unknown, moment: Moment, followupMinutes?: number): Fitted => {
  if (field.startsWith('customFields.')) return withCustomFields(ticket, { [field.slice('customFields.'.length)]: value });
  switch (field) {
    case 'customFields':
      return typeof value === 'object' && value !== null ? withCustomFields(ticket, value as Readonly<Record<string, unknown>>) : whole(ticket);
    case 'status':
      return whole(isOneOf<Status>(STATUSES, value) ? { ...ticket, ...reach(ticket, value, moment, followupMinutes) } : ticket);
    default:
      return replace(ticket, field, value);
  }
};

/** A rule cannot snooze without a time or make a ticket `created` again: such an effect changes nothing instead of failing the message. */
const reach = (ticket: Ticket, status: Status, moment: Moment, followupMinutes: number | undefined): Partial<Ticket> => {
  if (status === 'created') return {};
  if (status !== 'followup') return transition(ticket, { type: 'set', status }, moment);
  if (followupMinutes === undefined) return {};
  return transition(ticket, { type: 'set', status, followupAt: new Date(moment.now + followupMinutes * 60_000).toISOString() }, moment);
};

/** How the fields of one ticket are changed, as far as it has room. What is left out is reported, because a rule's change must not fail its message. */
export type FieldChanges = Pick<TicketChanges, 'set' | 'tag' | 'assign'>;

/** `current`: the current ticket; `put` receives the changed one. Nothing changes a closed ticket. */
export const fieldChanges = (current: () => Ticket, put: (fitted: Fitted) => void, moment: Moment): FieldChanges => {
  const change = (make: (ticket: Ticket) => Fitted): void => {
    const ticket = current();
    if (ticket.status !== 'closed') put(make(ticket));
  };
  return {
    set: (field, value, followupMinutes) => change((ticket) => setField(ticket, field, value, moment, followupMinutes)),
    tag: (add, remove) => change((ticket) => withTags(ticket, add, remove)),
    assign: (owner) => change((ticket) => whole(assign(ticket, owner, moment))),
  };
};

/** Applies an effect to the ticket's own fields, and returns what is left out; makes no entries, calls or commands. Pure. */
export const applyWithin = (ticket: Ticket, effect: Effect, moment: Moment): Fitted => {
  let made = ticket;
  const leftOut: LeftOut[] = [];
  const put = (fitted: Fitted): void => {
    made = fitted.ticket;
    leftOut.push(...fitted.leftOut);
  };
  const nothing = (): void => {};
  ACTIONS.apply(effect, { ...fieldChanges(() => made, put, moment), note: nothing, reply: nothing, call: nothing, escalate: nothing, start: nothing });
  return { ticket: made, leftOut };
};

export const applyEffect = (ticket: Ticket, effect: Effect, moment: Moment): Ticket => applyWithin(ticket, effect, moment).ticket;
