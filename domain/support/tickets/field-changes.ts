import { fieldOf, isEmptyValue, VERSIONED } from './fields.ts';
import { same, versionedChanges } from './next-version.ts';
import type { Ticket } from './ticket.ts';

/** One field of a ticket that changed. `field` is the public name; one of an object of free names is `customFields.{name}`. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** What a change made of a ticket, as its log and a dry-run tell it. Only fields that raise the version. `before`: null for a new ticket. */
export const fieldChangesOf = (before: Ticket | null, after: Ticket): FieldChange[] =>
  before === null
    ? VERSIONED.flatMap((name) => (isEmptyValue(fieldOf(after, name)) ? [] : [{ field: name, from: null, to: fieldOf(after, name) }]))
    : versionedChanges(before, after).flatMap((name) =>
        name === 'customFields' ? customFieldChanges(before.customFields, after.customFields) : [fieldChange(name, before, after)],
      );

/** One field by its public name, whole. */
export const fieldChange = (name: string, before: Ticket, after: Ticket): FieldChange => ({
  field: name,
  from: fieldOf(before, name) ?? null,
  to: fieldOf(after, name) ?? null,
});

/** A field may be called like something that every object has, such as `constructor`. */
const valueOf = (values: Values, name: string): unknown => (Object.hasOwn(values, name) ? (values[name] ?? null) : null);

const customFieldChanges = (before: Values, after: Values): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ field: `customFields.${name}`, from: valueOf(before, name), to: valueOf(after, name) }))
    .filter(({ from, to }) => !same(from, to));
