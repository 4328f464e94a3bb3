import { RULE_FOLLOWUP_MINUTES } from '../../limits.ts';
import type { ValueType } from '../../vocabulary/value-type.ts';
import { type FieldRows, type Setting, settableBy, TICKET_FIELDS } from '../ticket-fields.ts';
import { defineAction } from './action.ts';
import { typeOf } from './bounds.ts';

const isSmall = (value: unknown): boolean =>
  value === null || ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value.length <= 1000);

/** The values that a rule may set in a field of this type: a message for people, and a check. */
const wanted = ({ kind, values }: ValueType, { byRules, longest = 1_000 }: Setting): readonly [string, (value: unknown) => boolean] => {
  const some = byRules ?? values;
  if (some) return [`one of ${some.join(', ')}`, (value) => typeof value === 'string' && some.includes(value)];
  switch (kind) {
    case 'integer':
      return ['a whole number', Number.isSafeInteger];
    case 'boolean':
      return ['true or false', (value) => typeof value === 'boolean'];
    case 'time':
      return ['a time in ISO 8601', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value))];
    default:
      return [`a text of at most ${longest} characters`, (value) => typeof value === 'string' && value.length <= longest];
  }
};

/** Fields that the action `set` can set as a whole: lists and objects have actions of their own, and custom fields are set one by one. */
const whole = ({ type: { kind } }: { readonly type: ValueType }): boolean => !['list', 'object', 'free'].includes(kind);

export interface RuleFields {
  /** For people: `status, priority, …`. */
  readonly names: readonly string[];
  /** Undefined: the value fits the field; null: there is no such field. */
  fault(field: string, value: unknown): string | undefined | null;
}

export const ruleFields = (rows: FieldRows): RuleFields => {
  const fields = new Map([...settableBy(rows, 'rules')].filter(([, field]) => whole(field)));
  return {
    names: [...fields.keys(), 'customFields.{name}'],
    fault(name, value) {
      if (/^customFields\.[\p{L}\p{N}_-]{1,60}$/u.test(name))
        return isSmall(value) ? undefined : 'a text of at most 1000 characters, a number, true, false, or null to remove the field';
      const field = fields.get(name);
      if (!field) return null;
      const [what, fits] = wanted(field.type, field.set);
      if (fits(value) || (field.type.nullable === true && value === null)) return undefined;
      return field.type.nullable ? `${what}, or null` : what;
    },
  };
};

const FIELDS = ruleFields(TICKET_FIELDS);
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const joined = (names: readonly string[]): string => either.format(names);

const isSnooze = ({ field, value }: { readonly field: string; readonly value?: unknown }): boolean => field === 'status' && value === 'followup';

/** Sets one field of the ticket. The status `followup` has its end: so many minutes after the rule runs. */
export const set = defineAction({
  type: 'set',
  schema: (z) =>
    z.strictObject({
      type: typeOf(z, 'set'),
      field: z
        .string()
        .min(1)
        .max(200)
        .describe(`The field to set: ${joined(FIELDS.names.map((name) => `\`${name}\``))}.`),
      value: z.unknown().describe('The value to set.'),
      followupMinutes: z
        .number()
        .int()
        .min(RULE_FOLLOWUP_MINUTES.least)
        .max(RULE_FOLLOWUP_MINUTES.most)
        .optional()
        .describe('Required with the status `followup`, and only then: the ticket returns to `working` so many minutes after the rule has run.'),
    }),
  validate({ field, value, followupMinutes }, { path }) {
    const fault = FIELDS.fault(field, value);
    if (isSnooze({ field, value }) !== (followupMinutes !== undefined)) {
      const message = followupMinutes === undefined ? 'is required with the status followup' : 'goes with the status followup only';
      return { errors: [{ path: `${path}.followupMinutes`, message }] };
    }
    if (fault === undefined) return {};
    if (fault === null) return { errors: [{ path: `${path}.field`, message: `a rule sets ${joined(FIELDS.names)}` }] };
    return { errors: [{ path: `${path}.value`, message: fault }] };
  },
  plan: ({ field, value, followupMinutes }) => ({ type: 'set' as const, field, value, ...(followupMinutes === undefined ? {} : { followupMinutes }) }),
  apply: ({ field, value, followupMinutes }, changes) => changes.set(field, value, followupMinutes),
});
