import { defineAction, type EscalationTarget } from './action.ts';
import { idOf, textOf, typeOf, urlOf } from './bounds.ts';
import type { Zod } from './zod-parts.ts';

const emailOf = (z: Zod) =>
  z
    .email()
    .max(254)
    .refine((address) => address.indexOf('@') <= 64, 'at most 64 characters before the @');

const targetOf = (z: Zod) =>
  z.union([
    z.strictObject({ teamId: idOf(z).describe('Id of a team.') }),
    z.strictObject({ email: emailOf(z).describe('A mail address.') }),
    z.strictObject({ url: urlOf(z).describe('A web address, which is called as `ruleWebhook`.') }),
  ]);

/** Asks a team, a mail address or a web address for help. */
export const escalate = defineAction({
  type: 'escalate',
  schema: (z) =>
    z.strictObject({
      type: typeOf(z, 'escalate'),
      target: targetOf(z).describe('The recipient of the escalation.'),
      text: textOf(z).describe('The text of the escalation.'),
      dueAt: z.iso.datetime().optional().describe('Until when the escalation should be answered.'),
    }),
  validate({ target }, { path, outside }) {
    if ('teamId' in target) return { references: [{ kind: 'TEAM', id: target.teamId, path: `${path}.target.teamId` }] };
    const refusal = 'url' in target ? outside.refusalOf(target.url) : null;
    return refusal === null ? {} : { errors: [{ path: `${path}.target.url`, message: refusal }] };
  },
  plan({ target, text, dueAt = null }, { ruleId }) {
    return { type: 'escalate' as const, ruleId, target: target as EscalationTarget, text, dueAt };
  },
  // A note with its body, the escalation with its index row, and the call.
  writes: 5,
  apply: ({ target, text, dueAt }, changes) => changes.escalate({ target, text, dueAt }),
});
