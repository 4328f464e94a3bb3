import type { GroupHead } from '../../conversations/kinds/group.ts';
import { Problem } from '../../errors.ts';

export const GROUP_ROLES = ['owner', 'admin', 'member'] as const;
export type GroupRole = (typeof GROUP_ROLES)[number];

/** What somebody may do in a group. `leave`: remove themselves. */
export type GroupAction = 'describe' | 'invite' | 'add' | 'leave' | 'setRole' | { readonly remove: GroupRole };

/** The role of a member. Only the head says it: a change of roles is one write. */
export const roleIn = ({ owner, admins }: Pick<GroupHead, 'owner' | 'admins'>, userId: string): GroupRole =>
  owner === userId ? 'owner' : admins.includes(userId) ? 'admin' : 'member';

/** Owners may do everything; admins everything except roles, and they remove members only; members leave. */
export const may = (role: GroupRole, action: GroupAction): boolean => {
  if (action === 'leave' || role === 'owner') return true;
  if (role === 'member' || action === 'setRole') return false;
  return typeof action === 'string' || action.remove === 'member';
};

/** @throws Problem forbidden */
export const requireRight = (head: Pick<GroupHead, 'owner' | 'admins'>, userId: string, action: GroupAction): void => {
  if (!may(roleIn(head, userId), action)) throw new Problem('forbidden', 'Your role in the group does not allow this.');
};

/** @throws Problem forbidden if the person may not remove one of these members */
export const requireRemoval = (head: Pick<GroupHead, 'owner' | 'admins'>, userId: string, ids: readonly string[]): void => {
  for (const id of ids) requireRight(head, userId, id === userId ? 'leave' : { remove: roleIn(head, id) });
};
