import type { Context } from '../../context.ts';
import { append } from '../../conversations/log/append.ts';
import { notFound, Problem } from '../../errors.ts';
import type { NamesOf } from '../known-people.ts';
import { type Moderated, moderationLine } from '../moderation/moderator.ts';
import { participantOf } from '../participant.ts';
import { type Ban, banKey, banOf, bansPk } from './banned.ts';
import type { GroupDeps } from './filling.ts';
import { groupHead, groupOf, publicId, readGroup } from './group.ts';
import { happened, leave, memberKeys } from './joining.ts';
import { requireRight, roleIn } from './roles.ts';

export interface PublicBan extends Ban {
  /** Null for an API key, and for somebody who has been deleted. */
  readonly name: string | null;
}

interface Who {
  /** Of the group. */
  readonly id: string;
  readonly userId: string;
}

type Deps = GroupDeps & { readonly namesOf: NamesOf };

const lineOf = (groupId: string, userId: string, from: boolean, reason: string | null): Moderated => ({
  type: 'groupBan',
  id: `${publicId(groupId)}/${userId}`,
  changes: [{ field: 'banned', from, to: !from }, ...(reason === null ? [] : [{ field: 'reason', from: from ? reason : null, to: from ? null : reason }])],
});

/**
 * Bans a person: they lose their membership, and nothing adds them any more. Repeating it changes nothing, also not the reason.
 * @throws Problem not_found (group, person), forbidden, unprocessable (oneself), unavailable; TableUnavailable
 */
export const banFromGroup = async (deps: Deps, context: Context, { id, userId }: Who, reason: string | null): Promise<PublicBan> => {
  const by = participantOf(context.actor);
  const group = groupOf(context.tenantId, id);
  const names = await deps.namesOf(context.tenantId, [userId]);
  const key = banKey(group, userId);
  const ban = await append(deps, {
    head: groupHead(group),
    reads: [key, ...memberKeys(group, [by.id, userId])],
    async decide(draft, [stored, own, member]) {
      if (draft.head.revision === 0 || !own) throw notFound('group');
      requireRight(draft.head, by.id, { remove: roleIn(draft.head, userId) });
      if (userId === by.id) throw new Problem('unprocessable', 'You cannot ban yourself.');
      if (stored) return banOf(stored);
      if (!member && !names.has(userId)) throw notFound('person');
      const at = new Date(deps.clock()).toISOString();
      const item = { ...key, at, by: by.id, ...(reason === null ? {} : { reason }) };
      draft.put(item, { absent: true });
      draft.setHead({ bans: draft.head.bans + 1 });
      await leave(deps.table, draft, group, [userId], [member], { by, at });
      happened(draft, 'ban', { user: userId }, { by, at });
      draft.write(moderationLine(deps, context, at, lineOf(group.id, userId, false, reason)));
      return banOf(item);
    },
  });
  return { ...ban, name: names.get(userId) ?? null };
};

/** Ends a ban: the person may join again, and is no member yet. @throws Problem not_found (group, ban), forbidden, unavailable */
export const unbanFromGroup = (deps: GroupDeps, context: Context, { id, userId }: Who): Promise<void> => {
  const by = participantOf(context.actor);
  const group = groupOf(context.tenantId, id);
  const key = banKey(group, userId);
  return append(deps, {
    head: groupHead(group),
    reads: [key, ...memberKeys(group, [by.id])],
    decide(draft, [stored, own]) {
      if (draft.head.revision === 0 || !own) throw notFound('group');
      requireRight(draft.head, by.id, 'add');
      if (!stored) throw notFound('ban');
      const at = new Date(deps.clock()).toISOString();
      draft.write({ op: 'delete', key, when: { exists: true } });
      draft.setHead({ bans: draft.head.bans - 1 });
      happened(draft, 'unban', { user: userId }, { by, at });
      draft.write(moderationLine(deps, context, at, lineOf(group.id, userId, true, banOf(stored).reason)));
    },
  });
};

/** Who is banned, by their ids. For the owner and admins. @throws Problem not_found, forbidden */
export const listBans = async (
  deps: Pick<Deps, 'table' | 'namesOf'>,
  context: Context,
  id: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<{ readonly items: readonly PublicBan[]; readonly next: string | null }> => {
  const { id: userId } = participantOf(context.actor);
  const { conversation, head } = await readGroup(deps.table, context.tenantId, id, userId);
  requireRight(head, userId, 'add');
  const pk = bansPk(conversation);
  const { items } = await deps.table.query({ pk, limit: limit + 1, consistent: true, ...(after === null ? {} : { after: { pk, sk: after } }) });
  const shown = items.filter((_, index) => index < limit).map(banOf);
  const names = await deps.namesOf(
    context.tenantId,
    shown.map((ban) => ban.userId),
  );
  return {
    items: shown.map((ban) => ({ ...ban, name: names.get(ban.userId) ?? null })),
    next: items.length > shown.length ? (shown.at(-1)?.userId ?? null) : null,
  };
};
