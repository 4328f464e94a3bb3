import { defineAction } from './action.ts';
import { textOf, typeOf } from './bounds.ts';
import { channelsOf, textLimitOf } from './text-limit.ts';

/** Answers the customer. */
export const reply = defineAction({
  type: 'reply',
  schema: (z) => z.strictObject({ type: typeOf(z, 'reply'), text: textOf(z).describe('The text of the reply.') }),
  /** A reply over the limit of every channel that the rule can answer on could never be sent. */
  validate({ text }, { path, condition, outside }) {
    const limit = textLimitOf(channelsOf(condition), outside.longestReplyOf);
    if (limit === null || text.length <= limit.characters) return {};
    return { errors: [{ path: `${path}.text`, message: `at most ${limit.characters} characters on ${limit.channel}` }] };
  },
  plan: ({ text }, { ruleId }) => ({ type: 'reply' as const, text, ruleId }),
  // The entry, and its body if that is long.
  writes: 2,
  apply: ({ text }, changes) => changes.reply(text),
});
