import * as z from 'zod';
import { conditionSchema } from '../conditions/condition-schema.ts';

export const RULE_EVENTS = ['message.received', 'ticket.created', 'ticket.updated', 'timer'] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];

export const STRATEGIES = ['round_robin', 'least_loaded'] as const;
export type Strategy = (typeof STRATEGIES)[number];

const id = z.string().min(1).max(100);
const text = z.string().trim().min(1).max(5_000);
const tags = z.array(z.string().trim().min(1).max(100)).max(50);
const email = z
  .email()
  .max(254)
  .refine((address) => address.indexOf('@') <= 64, 'at most 64 characters before the @');
const url = z.url({ protocol: /^https?$/ }).max(2000);

export const escalationTargetSchema = z.union([z.strictObject({ teamId: id }), z.strictObject({ email }), z.strictObject({ url })]);

/** What a rule may do. Whether fields, values and ids fit together is `validate.ts`'s to say. */
export const actionSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('assign'), teamId: id.optional(), agentId: id.optional(), strategy: z.enum(STRATEGIES).optional() }),
    z.strictObject({ type: z.literal('set'), field: z.string().min(1).max(200), value: z.unknown() }),
    z.strictObject({ type: z.literal('tag'), add: tags.optional(), remove: tags.optional() }),
    z.strictObject({ type: z.literal('reply'), text }),
    z.strictObject({ type: z.literal('note'), text }),
    z.strictObject({ type: z.literal('escalate'), target: escalationTargetSchema, text, dueAt: z.iso.datetime().optional() }),
    z.strictObject({ type: z.literal('webhook'), url }),
  ])
  .meta({ id: 'RuleAction' });
export type Action = z.output<typeof actionSchema>;

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
  })
  .meta({ id: 'RuleDraft' });
export type RuleDraft = z.output<typeof ruleDraftSchema>;

/** Body of PATCH /v1/rules/{id}: replaces what is given. */
export const ruleChangeSchema = z.strictObject(fields).partial().meta({ id: 'RuleChange' });
export type RuleChange = z.output<typeof ruleChangeSchema>;
