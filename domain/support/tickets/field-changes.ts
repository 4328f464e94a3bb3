import { fieldOf } from './fields.ts';
import { same, versionedChanges } from './next-version.ts';
import type { Ticket } from './ticket.ts';

/** One field of a ticket that changed. `field` is the public name; one of an object of free names is `customFields.{name}`. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** What a change made of a ticket, as its log and a dry-run tell it. Only fields that raise the version. */
export const fieldChangesOf = (before: Ticket, after: Ticket): FieldChange[] =>
  versionedChanges(before, after).flatMap((name) =>
    name === 'customFields' ? customFieldChanges(before.customFields, after.customFields) : [fieldChange(name, before, after)],
  );

/** One field by its public name, whole. */
export const fieldChange = (name: string, before: Ticket, after: Ticket): FieldChange => ({
  field: name,
  from: fieldOf(before, name) ?? null,
  to: fieldOf(after, name) ?? null,
});

const customFieldChanges = (before: Values, after: Values): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !same(before[name], after[name]))
    .map((name) => ({ field: `customFields.${name}`, from: before[name] ?? null, to: after[name] ?? null }));
