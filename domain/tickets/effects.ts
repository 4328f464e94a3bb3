import { fold } from '../text/fold.ts';
import type { Effect } from './judge.ts';
import { CUSTOMER_ANSWERED, type Moment, transition } from './state-machine.ts';
import { PRIORITIES, type Priority, STATUSES, type Status, type Ticket } from './ticket.ts';

/** Assigns an owner; a part left out stays. Being given an agent is the edge "assigned" of §6; a team alone is nobody at work yet. */
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

/** Tags are words: `VIP` is not added beside `vip`, and removing one removes the other. */
const withTags = (ticket: Ticket, add: readonly string[], remove: readonly string[]): Ticket => {
  const removed = new Set(remove.map(fold));
  const tags = ticket.tags.filter((tag) => !removed.has(fold(tag)));
  const words = new Set(tags.map(fold));
  for (const tag of add) {
    const word = fold(tag);
    if (!removed.has(word) && !words.has(word)) tags.push(tag);
    words.add(word);
  }
  return { ...ticket, tags };
};

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (values as readonly string[]).includes(value);

const setField = (ticket: Ticket, field: string, value: unknown, moment: Moment): Ticket => {
  if (field.startsWith('customFields.')) {
    const { [field.slice(13)]: _old, ...others } = ticket.customFields;
    return { ...ticket, customFields: value === null ? others : { ...others, [field.slice(13)]: value } };
  }
  switch (field) {
    case 'priority':
      return isOneOf<Priority>(PRIORITIES, value) ? { ...ticket, priority: value } : ticket;
    case 'topic':
    case 'sentiment':
      return value === null || typeof value === 'string' ? { ...ticket, [field]: value } : ticket;
    case 'customFields':
      return typeof value === 'object' && value !== null ? { ...ticket, customFields: { ...ticket.customFields, ...value } } : ticket;
    case 'status':
      return isOneOf<Status>(STATUSES, value) && isReachable(value)
        ? { ...ticket, ...transition(ticket, { type: 'set', status: value }, moment), ...(CUSTOMER_ANSWERED.has(value) ? { waitingSince: null } : {}) }
        : ticket;
    default:
      return ticket;
  }
};

/** A rule cannot snooze without a time nor make a ticket new again: such an effect changes nothing rather than failing the message. */
const isReachable = (status: Status): boolean => status !== 'created' && status !== 'followup';

/** Applies what concerns the ticket itself; replies, notes, escalations and webhooks are the caller's. */
export const applyEffect = (ticket: Ticket, effect: Effect, moment: Moment): Ticket => {
  if (ticket.status === 'closed') return ticket;
  switch (effect.type) {
    case 'set':
      return setField(ticket, effect.field, effect.value, moment);
    case 'tag':
      return withTags(ticket, effect.add, effect.remove);
    case 'assign':
      return assign(ticket, effect, moment);
    default:
      return ticket;
  }
};
