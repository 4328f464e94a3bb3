import { defineAction } from './action.ts';
import { tagsOf, typeOf } from './bounds.ts';

/** Adds tags to the ticket and removes tags. */
export const tag = defineAction({
  type: 'tag',
  schema: (z) =>
    z.strictObject({
      type: typeOf(z, 'tag'),
      add: tagsOf(z).optional().describe('Tags to add.'),
      remove: tagsOf(z).optional().describe('Tags to remove.'),
    }),
  validate: ({ add, remove }, { path }) => (add?.length || remove?.length ? {} : { errors: [{ path, message: 'add or remove a tag' }] }),
  plan: ({ add, remove }): { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] } => ({
    type: 'tag',
    add: add ?? [],
    remove: remove ?? [],
  }),
  apply: ({ add, remove }, changes) => changes.tag(add, remove),
});
