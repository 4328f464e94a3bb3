import * as z from 'zod';
import { RULE_TIMER_MINUTES } from '../../limits.ts';
import { ACTIONS } from '../actions/registry.ts';
import type { Zod } from '../actions/zod-parts.ts';
import { conditionSchema } from '../conditions/condition-schema.ts';
import { RULE_EVENTS } from './rule-events.ts';
import { TIMER_FIELDS } from './timer-fields.ts';

/** Imported one by one, so that the API's bundle contains only these parts of zod. */
const PARTS: Zod = {
  array: z.array,
  boolean: z.boolean,
  discriminatedUnion: z.discriminatedUnion,
  email: z.email,
  enum: z.enum,
  iso: { datetime: z.iso.datetime },
  literal: z.literal,
  number: z.number,
  strictObject: z.strictObject,
  string: z.string,
  union: z.union,
  unknown: z.unknown,
  url: z.url,
};

/** The actions of a rule. Each action's `validate` checks whether fields, values and ids fit together. */
export const actionSchema = ACTIONS.schema(PARTS).meta({ id: 'RuleAction' });

/** When a rule of the event `timer` runs: once for each value of the field, this many minutes after it. */
export const ruleTimerSchema = z
  .strictObject({
    field: z
      .string()
      .max(100)
      .describe(`A time of the ticket: ${TIMER_FIELDS.map((path) => `\`${path}\``).join(', ')}.`),
    minutes: z.number().min(RULE_TIMER_MINUTES.least).max(RULE_TIMER_MINUTES.most).describe('Minutes after it; decimals are allowed.'),
  })
  .meta({ id: 'RuleTimer' });

const fields = {
  name: z.string().trim().min(1).max(200),
  event: z.enum(RULE_EVENTS),
  weight: z.number().int().min(-1_000_000).max(1_000_000),
  stop: z.boolean(),
  enabled: z.boolean(),
  condition: conditionSchema,
  actions: z.array(actionSchema).max(20),
};

/** Body of POST /v1/rules. */
export const ruleDraftSchema = z
  .strictObject({
    ...fields,
    weight: fields.weight.default(100),
    stop: fields.stop.default(false),
    enabled: fields.enabled.default(true),
    condition: conditionSchema.default({ all: [] }),
    timer: ruleTimerSchema.optional(),
  })
  .meta({ id: 'RuleDraft' });
export type RuleDraft = z.output<typeof ruleDraftSchema>;

/** Body of PATCH /v1/rules/{id}: replaces the given members. */
export const ruleChangeSchema = z
  .strictObject({ ...fields, timer: ruleTimerSchema.nullable() })
  .partial()
  .meta({ id: 'RuleChange' });
export type RuleChange = z.output<typeof ruleChangeSchema>;
