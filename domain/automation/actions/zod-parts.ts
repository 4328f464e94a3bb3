import type * as zod from 'zod';

/**
 * The parts of zod that the schemas of actions use, passed in as an argument: processes that only run rules then import no validator, and the
 * API imports only these parts.
 */
export type Zod = Pick<
  typeof zod,
  'array' | 'boolean' | 'discriminatedUnion' | 'email' | 'enum' | 'literal' | 'number' | 'strictObject' | 'string' | 'union' | 'unknown' | 'url'
> & {
  readonly iso: Pick<typeof zod.iso, 'datetime'>;
};
