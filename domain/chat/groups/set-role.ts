import type { Context } from '../../context.ts';
import { append } from '../../conversations/log/append.ts';
import { notFound, Problem } from '../../errors.ts';
import { GROUP_ADMINS } from '../../limits.ts';
import type { NamesOf } from '../known-people.ts';
import { memberOf } from '../members.ts';
import { participantOf } from '../participant.ts';
import type { GroupDeps } from './filling.ts';
import { groupHead, groupOf } from './group.ts';
import { happened, memberKeys } from './joining.ts';
import type { PublicMember } from './read-groups.ts';
import { type GroupRole, requireRight, roleIn } from './roles.ts';

/**
 * Changes a member's role. A new owner makes the old one an admin.
 * @throws Problem not_found (group, member); forbidden; conflict (the owner gives the role to somebody first; too many admins); unavailable
 */
export const setGroupRole = async (
  deps: GroupDeps & { readonly namesOf: NamesOf },
  context: Context,
  { id, userId }: { readonly id: string; readonly userId: string },
  role: GroupRole,
): Promise<PublicMember> => {
  const by = participantOf(context.actor);
  const group = groupOf(context.tenantId, id);
  const joinedAt = await append(deps, {
    head: groupHead(group),
    reads: memberKeys(group, [by.id, userId]),
    decide(draft, [own, member]) {
      const { head } = draft;
      if (head.revision === 0 || !own) throw notFound('group');
      if (!member) throw notFound('member');
      requireRight(head, by.id, 'setRole');
      const before = roleIn(head, userId);
      if (before !== role) {
        if (before === 'owner') throw new Problem('conflict', 'Make somebody else the owner first.', { extra: { current: 'owner' } });
        const others = head.admins.filter((one) => one !== userId);
        const admins = role === 'owner' ? [...others, by.id] : role === 'admin' ? [...others, userId] : others;
        if (admins.length > GROUP_ADMINS && role === 'admin')
          throw new Problem('conflict', `A group can have at most ${GROUP_ADMINS} admins.`, { extra: { current: GROUP_ADMINS } });
        draft.setHead({ admins, ...(role === 'owner' ? { owner: userId } : {}) });
        happened(draft, 'role', { user: userId, role }, { by, at: new Date(deps.clock()).toISOString() });
      }
      return memberOf(member).joinedAt;
    },
  });
  const names = await deps.namesOf(context.tenantId, [userId]);
  return { userId, name: names.get(userId) ?? null, role, joinedAt };
};
