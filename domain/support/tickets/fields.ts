import { type FieldRows, TICKET_FIELDS } from '../../automation/ticket-fields.ts';
import type { Ticket } from './ticket.ts';

/**
 * Everything that support derives from the rows of `automation/ticket-fields.ts`, computed once: the values of a new ticket, what its item omits, what the API shows, and
 * what raises its version. The rows are in automation, because automation reads them too and does not import support.
 */

/** Fields of a ticket that only support uses; the API shows none of them. */
const OWN = { lastCustomerNumber: 0, assignedAt: null, closedAt: null, deadlines: {} } as const satisfies Partial<Ticket>;

type Values = Readonly<Record<string, unknown>>;

/** Null, false, an empty list, an object without members; with `ofNulls` also an object whose members are all null. */
const isEmpty = (value: unknown, ofNulls: boolean): boolean => {
  if (value === null || value === false) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const name in value) if (!ofNulls || (value as Values)[name] !== null) return false;
  return true;
};

/** A value without information, including an object whose members are all null. */
export const isEmptyValue = (value: unknown): boolean => value === undefined || isEmpty(value, true);

export const initialValues = (rows: FieldRows): Values => ({
  ...Object.fromEntries(Object.entries(rows).flatMap(([name, { initial }]) => (initial === undefined ? [] : [[name, initial]]))),
  ...OWN,
});

/** How a ticket is stored: without what the head contains and without empty values, because items are billed by their size. */
export const packing = (rows: FieldRows) => {
  const empty = Object.fromEntries(Object.entries(initialValues(rows)).filter(([, value]) => isEmpty(value, true)));
  /** The fields that may be omitted, by name; a field whose initial value is not empty is always stored. */
  const how = new Map<string, 'inHead' | 'empty' | 'emptyOrNulls' | 'zero'>();
  for (const name of Object.keys(empty)) how.set(name, rows[name]?.type.kind === 'object' ? 'emptyOrNulls' : 'empty');
  const zeros = new Set(Object.entries(rows).flatMap(([name, { sparse, initial }]) => (sparse && initial === 0 ? [name] : [])));
  for (const name of zeros) how.set(name, 'zero');
  for (const [name, { inHead }] of Object.entries(rows)) if (inHead) how.set(name, 'inHead');
  return {
    empty: { ...empty, ...Object.fromEntries([...zeros].map((name) => [name, 0])) } as Values,
    pack(ticket: object): Record<string, unknown> {
      const packed: Record<string, unknown> = {};
      for (const name in ticket) {
        const value = (ticket as Values)[name];
        const left = how.get(name);
        if (left === undefined || (left === 'zero' ? value !== 0 : left !== 'inHead' && !isEmpty(value, left === 'emptyOrNulls'))) packed[name] = value;
      }
      return packed;
    },
  };
};

/** The path of a field in a ticket: its name, and the member if another field shows it. */
const pathOf = (name: string, same: string | undefined): readonly [name: string, member: string | undefined] => {
  const [outer = name, member] = (same ?? name).split('.');
  return [outer, member];
};

const valueAt = (ticket: object, [name, member]: ReturnType<typeof pathOf>): unknown => {
  const value = (ticket as Values)[name];
  return member === undefined ? value : ((value as Values | undefined)?.[member] ?? null);
};

/** The value of a field by its public name. */
export const reading = (rows: FieldRows): ((ticket: object, name: string) => unknown) => {
  const paths = new Map(Object.entries(rows).flatMap(([name, { same }]) => (same === undefined ? [] : [[name, pathOf(name, same)] as const])));
  return (ticket, name) => valueAt(ticket, paths.get(name) ?? [name, undefined]);
};

/** The public shape of a ticket, in the order of the rows. */
export const presenting = (rows: FieldRows): ((ticket: object) => Record<string, unknown>) => {
  const names = Object.keys(rows);
  const from = Object.entries(rows).map(([name, { same }]) => pathOf(name, same));
  // Copying an object with all names and then setting them is ten times as fast as adding them one by one.
  const shape: Values = Object.fromEntries(names.map((name) => [name, null]));
  return (ticket) => {
    const answer: Record<string, unknown> = { ...shape };
    for (let at = 0; at < names.length; at += 1) answer[names[at] as string] = valueAt(ticket, from[at] as ReturnType<typeof pathOf>);
    return answer;
  };
};

export const versionedNames = (rows: FieldRows): string[] => Object.entries(rows).flatMap(([name, { versioned }]) => (versioned ? [name] : []));

/** The fields that the log of a ticket records. */
export const loggedNames = (rows: FieldRows): string[] => Object.entries(rows).flatMap(([name, { versioned, logged }]) => (versioned || logged ? [name] : []));

export const NEW_TICKET = initialValues(TICKET_FIELDS) as Pick<
  Ticket,
  | keyof typeof OWN
  | { [N in keyof typeof TICKET_FIELDS]: (typeof TICKET_FIELDS)[N] extends { readonly initial: unknown } ? N : never }[keyof typeof TICKET_FIELDS]
>;
export const PACKING = packing(TICKET_FIELDS);
export const VERSIONED: readonly string[] = versionedNames(TICKET_FIELDS);
export const LOGGED: readonly string[] = loggedNames(TICKET_FIELDS);
export const fieldOf = reading(TICKET_FIELDS);
