import { defineAction } from './action.ts';
import { typeOf, urlOf } from './bounds.ts';

/** Calls an address through the outbox. */
export const webhook = defineAction({
  type: 'webhook',
  schema: (z) => z.strictObject({ type: typeOf(z, 'webhook'), url: urlOf(z).describe('The address to call; see the webhook `ruleWebhook`.') }),
  validate({ url }, { path, outside }) {
    const refusal = outside.refusalOf(url);
    return refusal === null ? {} : { errors: [{ path: `${path}.url`, message: refusal }] };
  },
  plan: ({ url }, { ruleId }): { readonly type: 'webhook'; readonly ruleId: string; readonly action: Readonly<Record<string, unknown>> } => ({
    type: 'webhook',
    ruleId,
    action: { url },
  }),
  writes: 1,
  apply: ({ action }, changes) => changes.call('webhook', action),
});
