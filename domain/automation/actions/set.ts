import { PRIORITIES } from '../../vocabulary/ticket-words.ts';
import { defineAction } from './action.ts';
import { typeOf } from './bounds.ts';

/** Statuses that a rule may set: a ticket never becomes `created` again, and a snooze needs a person's time. */
const SETTABLE = ['working', 'pending', 'solved', 'closed'] as const;

const isText = (value: unknown): boolean => value === null || (typeof value === 'string' && value.length <= 200);
const isSmall = (value: unknown): boolean =>
  value === null || ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value.length <= 1000);
const oneOf = (values: readonly string[], value: unknown): boolean => typeof value === 'string' && values.includes(value);

/** Undefined: the value fits the field; null: there is no such field. */
const valueFault = (field: string, value: unknown): string | undefined | null => {
  if (/^customFields\.[\p{L}\p{N}_-]{1,60}$/u.test(field))
    return isSmall(value) ? undefined : 'a text of at most 1000 characters, a number, true, false, or null to remove the field';
  switch (field) {
    case 'priority':
      return oneOf(PRIORITIES, value) ? undefined : `one of ${PRIORITIES.join(', ')}`;
    case 'status':
      return oneOf(SETTABLE, value) ? undefined : `one of ${SETTABLE.join(', ')}`;
    case 'topic':
    case 'sentiment':
      return isText(value) ? undefined : 'a text of at most 200 characters, or null';
    default:
      return null;
  }
};

/** Sets one field of the ticket. */
export const set = defineAction({
  type: 'set',
  schema: (z) =>
    z.strictObject({
      type: typeOf(z, 'set'),
      field: z.string().min(1).max(200).describe('The field to set: `priority`, `status`, `topic`, `sentiment` or `customFields.{name}`.'),
      value: z.unknown().describe('The value to set.'),
    }),
  validate({ field, value }, { path }) {
    const fault = valueFault(field, value);
    if (fault === undefined) return {};
    if (fault === null) return { errors: [{ path: `${path}.field`, message: 'a rule sets priority, status, topic, sentiment or customFields.{name}' }] };
    return { errors: [{ path: `${path}.value`, message: fault }] };
  },
  plan: ({ field, value }) => ({ type: 'set' as const, field, value }),
  apply: ({ field, value }, changes) => changes.set(field, value),
});
