import type * as zod from 'zod';
import { type ActionKind, type PlannedEffect, type Planning, type Saving, type TicketChanges, type Verdict } from './action.ts';
import { assign } from './assign.ts';
import { escalate } from './escalate.ts';
import { note } from './note.ts';
import { reply } from './reply.ts';
import { set } from './set.ts';
import { tag } from './tag.ts';
import { webhook } from './webhook.ts';
import type { Zod } from './zod-parts.ts';

/** All actions of rules, one per line, in the order in which the API's document shows them. */
const KINDS = [assign, set, tag, reply, note, escalate, webhook] as const;

type Kinds = (typeof KINDS)[number];
type SchemaOf<Kind> = Kind extends { schema(z: Zod): infer Schema extends zod.ZodType } ? Schema : never;

/** An action of a rule, as it is stored. */
export type Action = zod.output<SchemaOf<Kinds>>;
/** The change that a rule's action or a list makes to a ticket. */
export type Effect = Exclude<ReturnType<Kinds['plan']>, null>;

export interface ActionRegistry {
  /** The schema of any action. */
  schema(z: Zod): zod.ZodType<Action>;
  validate(action: Action, saving: Saving): Verdict;
  /** Null also for an action that this version does not know. */
  plan(action: Action, planning: Planning): Effect | null;
  /** Items of the transaction that an effect may take. */
  writesOf(effect: PlannedEffect): number;
  apply(effect: PlannedEffect, changes: TicketChanges): void;
}

/** For tests, which add an action of their own. All other code uses `ACTIONS`. */
export const actionRegistry = (kinds: readonly unknown[]): ActionRegistry => {
  const known = kinds as readonly ActionKind[];
  const byType = new Map(known.map((kind) => [kind.type, kind]));
  return {
    schema(z) {
      const [first, ...others] = known.map((kind) => kind.schema(z) as unknown as zod.ZodObject<{ type: zod.ZodLiteral<string> }>);
      if (!first) throw new Error('rules need at least one action');
      return z.discriminatedUnion('type', [first, ...others]) as unknown as zod.ZodType<Action>;
    },
    validate: (action, saving) => byType.get(action.type)?.validate?.(action, saving) ?? {},
    plan: (action, planning) => (byType.get(action.type)?.plan(action, planning) ?? null) as Effect | null,
    writesOf: ({ type }) => byType.get(type)?.writes ?? 0,
    apply: (effect, changes) => byType.get(effect.type)?.apply(effect, changes),
  };
};

export const BUILT_IN: readonly unknown[] = KINDS;
export const ACTIONS = actionRegistry(BUILT_IN);
