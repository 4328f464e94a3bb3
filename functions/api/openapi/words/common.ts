import type { Words } from './words.ts';

/** Members that say the same wherever they stand, by their own name; a schema's own words come first. */
export const COMMON: Words = {
  id: 'The id. It is opaque: keep it, compare it, never take it apart.',
  createdAt: 'When it was made, ISO 8601 in UTC.',
  updatedAt: 'When it last changed, ISO 8601 in UTC.',
  items: 'The page, in the order of the list.',
  nextCursor: 'Give it back as `cursor`, with the same query, for the next page; null on the last page.',
  teamIds: 'Ids of teams.',
  agentIds: 'Ids of agents.',
  agentId: 'Id of an agent.',
  teamId: 'Id of a team.',
  email: 'The mail address. It is the same for every case of its letters.',
  password: 'At least 8 characters. One that is easy to guess is a 422.',
  tenantId: 'Id of the tenant.',
};
