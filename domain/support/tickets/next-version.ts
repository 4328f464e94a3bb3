import { fieldOf, VERSIONED } from './fields.ts';
import type { Ticket } from './ticket.ts';

/** Structural equality of plain values; member order does not count. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
};

export const changesIn = (names: readonly string[], before: object, after: object): string[] =>
  names.filter((name) => !same(fieldOf(before, name), fieldOf(after, name)));

/** The fields that raise the public version (DESIGN §5), whoever changes them. */
export const versionedChanges = (before: Ticket, after: Ticket): string[] => changesIn(VERSIONED, before, after);

/** Without internal fields: a change of a rule's timer is not a visible change of the ticket. */
const visible = (ticket: Ticket): object => {
  const { generation: _g, revision: _r, updatedAt: _u, queueIds: _q, ruleTimers: _t, ...rest } = ticket;
  if (rest.deadlines.rules === undefined) return rest;
  const { rules: _d, ...deadlines } = rest.deadlines;
  return { ...rest, deadlines };
};

/**
 * Finishes a change of a ticket within one transaction: the public version increases by one if any versioned field changed,
 * the revision always, and `updatedAt` if anything visible did. A ticket's time never goes backwards.
 */
export const nextVersion = (before: Ticket, after: Ticket, now: number, revision: number): Ticket => {
  const version = before.version + (versionedChanges(before, after).length > 0 ? 1 : 0);
  const stamp = new Date(now).toISOString();
  const changed = !same(visible(before), visible(after));
  return { ...after, version, revision, updatedAt: changed && stamp > before.updatedAt ? stamp : before.updatedAt };
};
