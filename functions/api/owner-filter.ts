import * as z from 'zod';
import type { Actor } from '../../domain/context.ts';
import { Problem } from '../../domain/errors.ts';
import { LONGEST_PATH_ID } from '../../domain/limits.ts';

/** `ownerId` of a query: an agent's id, `me` or `none`. */
export const ownerId = z.string().min(1).max(LONGEST_PATH_ID);

/**
 * The agent whose tickets are wanted: `me` is the caller; `none` is null, tickets without an agent.
 * @throws Problem unprocessable, for `me` with an API key
 */
export const ownerOf = (given: string | undefined, actor: Actor): string | null | undefined => {
  if (given === 'none') return null;
  if (given !== 'me') return given;
  if (actor.type !== 'agent')
    throw new Problem('unprocessable', '`ownerId=me` needs the credentials of an agent.', {
      errors: [{ path: 'ownerId', message: 'is an API key, which owns no tickets' }],
    });
  return actor.id;
};
