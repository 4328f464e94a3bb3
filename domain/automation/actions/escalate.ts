import { defineAction } from './action.ts';
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
  plan({ target, text, dueAt }, { ruleId }): { readonly type: 'escalate'; readonly ruleId: string; readonly action: Readonly<Record<string, unknown>> } {
    return { type: 'escalate', ruleId, action: { target, text, ...(dueAt === undefined ? {} : { dueAt }) } };
  },
  // A note with its body, and the call.
  writes: 3,
  /** Agents see it as a note; a web address is called through the outbox. */
  apply({ action }, changes) {
    const target = Object.values((action['target'] ?? {}) as Record<string, string>).join(', ');
    changes.note(`Escalated to ${target}: ${typeof action['text'] === 'string' ? action['text'] : ''}`);
    if (/^https?:/.test(target)) changes.call('escalate', action);
  },
});
