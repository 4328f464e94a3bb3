import type { Context } from '../../context.ts';
import { hashedId } from '../../conversations/kinds/keys.ts';
import { append } from '../../conversations/log/append.ts';
import { notFound, Problem } from '../../errors.ts';
import { answerKey, bindKey } from '../../idempotency/parts.ts';
import type { Key } from '../../table/port.ts';
import { participantOf } from '../participant.ts';
import type { GroupDeps } from './filling.ts';
import { aboutKey, aboutOf, groupHead, groupOf, type PublicGroup } from './group.ts';
import { type Group, happened, join, memberKeys } from './joining.ts';
import { showGroup } from './read-groups.ts';
import { requireRight } from './roles.ts';

const inviteKey = (tenantId: string, hashed: string): Key => ({ pk: `T#${tenantId}#GI#${hashed}`, sk: 'INVITE' });

/** Replaces the present invitation, which ends; null: by none. */
const replaceInvite = (deps: GroupDeps, context: Context, group: Group, hashed: string | null): Promise<void> => {
  const { tenantId } = context;
  const by = participantOf(context.actor);
  const about = aboutKey(group);
  return append(deps, {
    head: groupHead(group),
    reads: [about, ...memberKeys(group, [by.id])],
    decide(draft, [stored, own]) {
      if (draft.head.revision === 0 || !own) throw notFound('group');
      requireRight(draft.head, by.id, 'invite');
      const { invite } = aboutOf(stored);
      if (invite === hashed) return;
      if (invite !== null) draft.write({ op: 'delete', key: inviteKey(tenantId, invite) });
      if (hashed !== null) draft.put({ ...inviteKey(tenantId, hashed), group: group.id });
      draft.write({ op: 'update', key: about, ...(hashed === null ? { remove: ['invite'] } : { set: { invite: hashed } }), when: { exists: true } });
      happened(draft, hashed === null ? 'uninvite' : 'invite', {}, { by, at: new Date(deps.clock()).toISOString() });
    },
  });
};

/**
 * Makes an invitation: whoever of the tenant has it may join. It is shown once; the table has its hash. The previous one ends.
 * @throws Problem not_found, forbidden, unavailable
 */
export const inviteToGroup = async (
  deps: GroupDeps & { readonly newSecret: () => string },
  context: Context,
  id: string,
): Promise<{ readonly invite: string }> => {
  const invite = deps.newSecret();
  await replaceInvite(deps, context, groupOf(context.tenantId, id), hashedId(invite));
  return { invite };
};

/** @throws Problem not_found, forbidden, unavailable */
export const endInvitation = (deps: GroupDeps, context: Context, id: string): Promise<void> =>
  replaceInvite(deps, context, groupOf(context.tenantId, id), null);

/** Joins the group of an invitation. For a member, nothing changes. @throws Replayed; Problem not_found (ended, or of another tenant), forbidden (banned), conflict (too many), unavailable */
export const joinByInvitation = async (deps: GroupDeps, context: Context, invite: string): Promise<PublicGroup> => {
  const { tenantId } = context;
  await bindKey(deps.table, context);
  const by = participantOf(context.actor);
  const hashed = hashedId(invite);
  const [row] = await deps.table.get([inviteKey(tenantId, hashed)], { consistent: true });
  if (!row) throw notFound('invitation');
  const group = groupOf(tenantId, String(row['group']));
  await append(deps, {
    head: groupHead(group),
    reads: [aboutKey(group), ...memberKeys(group, [by.id])],
    async decide(draft, [about, own]) {
      if (aboutOf(about).invite !== hashed) throw notFound('invitation');
      const joined = await join(deps.table, draft, group, [by.id], [own], { by, at: new Date(deps.clock()).toISOString() });
      if (!own && joined.length === 0) throw new Problem('forbidden', 'You are banned from this group.');
    },
  });
  const body = await showGroup(deps, context, group.id);
  await answerKey(deps.table, context, { status: 200, body });
  return body;
};
