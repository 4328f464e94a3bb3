import { defineAction } from './action.ts';
import { textOf, typeOf } from './bounds.ts';

/** Leaves a note for agents. */
export const note = defineAction({
  type: 'note',
  schema: (z) => z.strictObject({ type: typeOf(z, 'note'), text: textOf(z).describe('The text of the note.') }),
  plan: ({ text }, { ruleId }) => ({ type: 'note' as const, text, ruleId }),
  // The entry, and its body if that is long.
  writes: 2,
  apply: ({ text }, changes) => changes.note(text),
});
