import { Problem } from '../../errors.ts';
import type { Source } from './agent.ts';

export interface UserServiceUse {
  /** Whether a user service manages people. Without it, the entries of a former one belong to the hub. */
  readonly hasUserService?: boolean;
}

/** `fields`: those that a change names; empty for a deletion. @throws Problem conflict if the next answer of the user service would undo the change */
export const requireOwn = (
  { hasUserService = false }: UserServiceUse,
  { source }: { readonly source: Source },
  kind: 'agent' | 'team',
  fields: readonly string[] | null,
): void => {
  if (!hasUserService || source === 'hub' || fields === null) return;
  throw new Problem('conflict', `The user service manages this ${kind}: change it there.`, {
    errors: fields.map((path) => ({ path, message: 'comes from the user service' })),
  });
};
