import { fieldOf, isEmptyValue, LOGGED } from './fields.ts';
import { changesIn, same } from './next-version.ts';
import type { Ticket } from './ticket.ts';

/** One changed field of a ticket. `field` is the public name; a custom field is `customFields.{name}`. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** The changes of a ticket, for its log and for a dry-run. Only fields that the log records. `before`: null for a new ticket. */
export const fieldChangesOf = (before: Ticket | null, after: Ticket): FieldChange[] =>
  before === null
    ? LOGGED.flatMap((name) => (isEmptyValue(fieldOf(after, name)) ? [] : [{ field: name, from: null, to: fieldOf(after, name) }]))
    : changesIn(LOGGED, before, after).flatMap((name) =>
        name === 'customFields' ? customFieldChanges(before.customFields, after.customFields) : [fieldChange(name, before, after)],
      );

/** One whole field by its public name. */
export const fieldChange = (name: string, before: Ticket, after: Ticket): FieldChange => ({
  field: name,
  from: fieldOf(before, name) ?? null,
  to: fieldOf(after, name) ?? null,
});

/** Own properties only: a custom field may be named like a member that every object inherits, such as `constructor`. */
const valueOf = (values: Values, name: string): unknown => (Object.hasOwn(values, name) ? (values[name] ?? null) : null);

const customFieldChanges = (before: Values, after: Values): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ field: `customFields.${name}`, from: valueOf(before, name), to: valueOf(after, name) }))
    .filter(({ from, to }) => !same(from, to));
