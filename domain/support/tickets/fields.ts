import { type FieldRows, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import type { Ticket } from './ticket.ts';

/**
 * What support makes of the rows of `automation/ticket-fields.ts`, once: the values of a new ticket, what its item leaves out, what the API shows, and
 * what raises its version. They stand in automation because it reads them too and knows no support.
 */

/** What only support knows of a ticket; the API shows none of it. */
const OWN = { lastCustomerNumber: 0, assignedAt: null, closedAt: null } as const satisfies Partial<Ticket>;

type Values = Readonly<Record<string, unknown>>;

/** Null, false, an empty list, an object without anything. */
const isEmpty = (value: unknown): boolean => {
  if (value === null || value === false) return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.values(value as object).every((member) => member === null);
};

export const initialValues = (rows: FieldRows): Values => ({
  ...Object.fromEntries(Object.entries(rows).flatMap(([name, { initial }]) => (initial === undefined ? [] : [[name, initial]]))),
  ...OWN,
});

/** How a ticket lies in its item: without what the head says and what is empty. Items are billed by their bytes. */
export const packing = (rows: FieldRows) => {
  const inHead = new Set(Object.entries(rows).flatMap(([name, { inHead: says }]) => (says ? [name] : [])));
  const empty = Object.fromEntries(Object.entries(initialValues(rows)).filter(([, value]) => isEmpty(value)));
  /** Of what is empty at first; other values are always there. */
  const mayLack = new Set(Object.keys(empty));
  return {
    empty: empty as Values,
    pack(ticket: object): Record<string, unknown> {
      const packed: Record<string, unknown> = {};
      for (const name in ticket) {
        const value = (ticket as Values)[name];
        if (!inHead.has(name) && !(mayLack.has(name) && isEmpty(value))) packed[name] = value;
      }
      return packed;
    },
  };
};

/** The public shape of a ticket, in the order of the rows. */
export const presenting = (rows: FieldRows): ((ticket: object) => Record<string, unknown>) => {
  const shown = Object.entries(rows).map(([name, { same }]) => [name, same ?? name] as const);
  return (ticket) => {
    const answer: Record<string, unknown> = {};
    for (const [name, from] of shown) answer[name] = (ticket as Values)[from];
    return answer;
  };
};

export const versionedNames = (rows: FieldRows): string[] => Object.entries(rows).flatMap(([name, { versioned }]) => (versioned ? [name] : []));

export const NEW_TICKET = initialValues(TICKET_FIELDS) as Pick<
  Ticket,
  | keyof typeof OWN
  | { [N in keyof typeof TICKET_FIELDS]: (typeof TICKET_FIELDS)[N] extends { readonly initial: unknown } ? N : never }[keyof typeof TICKET_FIELDS]
>;
export const PACKING = packing(TICKET_FIELDS);
export const VERSIONED = versionedNames(TICKET_FIELDS) as readonly (keyof Ticket)[];
