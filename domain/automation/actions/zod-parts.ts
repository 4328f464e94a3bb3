import type * as zod from 'zod';

/**
 * The parts of zod that schemas of actions are made of, given to them where they are needed: who only runs rules carries no validator, and the API
 * only the parts that it uses.
 */
export type Zod = Pick<
  typeof zod,
  'array' | 'boolean' | 'discriminatedUnion' | 'email' | 'enum' | 'literal' | 'number' | 'strictObject' | 'string' | 'union' | 'unknown' | 'url'
> & {
  readonly iso: Pick<typeof zod.iso, 'datetime'>;
};
