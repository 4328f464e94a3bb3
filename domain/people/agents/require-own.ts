import { Problem } from '../../errors.ts';
import type { Source } from './agent.ts';

export interface UserServiceUse {
  /** Whether a user service keeps people. Without it, what one left behind is the hub's own. */
  readonly hasUserService?: boolean;
}

/** `fields`: those that a change names; empty for a deletion. @throws Problem conflict when the next answer of the user service would undo it */
export const requireOwn = (
  { hasUserService = false }: UserServiceUse,
  { source }: { readonly source: Source },
  kind: 'agent' | 'team',
  fields: readonly string[] | null,
): void => {
  if (!hasUserService || source === 'hub' || fields === null) return;
  throw new Problem('conflict', `The user service keeps this ${kind}: change it there.`, {
    errors: fields.map((path) => ({ path, message: 'comes from the user service' })),
  });
};
