import type { Api } from '../test/harness/http.ts';
import type { Listed, Ticket } from '../test/harness/shapes.ts';

/** Every filter of lists: its name → the query after `limit`. The values are from existing tickets. */
export const listFilters = async (admin: Api): Promise<Readonly<Record<string, string>>> => {
  const first = await admin.get<Listed<Ticket>>('/v1/tickets?limit=50&status=working');
  const items = first.items.length > 0 ? first.items : (await admin.get<Listed<Ticket>>('/v1/tickets?limit=50')).items;
  const owned = items.find(({ owner }) => owner.agentId !== null && owner.teamId !== null);
  const owners: Record<string, string> =
    owned === undefined
      ? {}
      : {
          'an owner': `&ownerId=${owned.owner.agentId ?? ''}`,
          'an owner, their open ones': `&ownerId=${owned.owner.agentId ?? ''}&status=created,working,pending`,
          'a team': `&teamId=${owned.owner.teamId ?? ''}`,
        };
  return {
    'no filter': '',
    'status=created,working': '&status=created,working',
    'status=pending': '&status=pending',
    'status=closed': '&status=closed',
    ...owners,
    'an origin': `&originId=${items[0]?.origin.id ?? ''}`,
    'a queue': `&queueId=${items[0]?.queueIds[0] ?? ''}`,
    'a tag': '&tag=refund',
    'a sequence': '&sequence=77',
    'oldest first': '&sort=updatedAt',
  };
};
