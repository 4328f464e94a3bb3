import type { Words } from './words.ts';

/** Descriptions of members that mean the same in every schema, by name. A schema's own words override them. */
export const COMMON: Words = {
  id: 'The id. It is opaque: store it and compare it, but do not parse it.',
  createdAt: 'When it was created, ISO 8601 in UTC.',
  updatedAt: 'When it last changed, ISO 8601 in UTC.',
  items: 'The items of the page, in the order of the list.',
  nextCursor: 'Send it as `cursor` with the same query to get the next page; null on the last page.',
  teamIds: 'Ids of teams.',
  agentIds: 'Ids of agents.',
  agentId: 'Id of an agent.',
  teamId: 'Id of a team.',
  email: 'The mail address. Case does not matter.',
  password: 'At least 8 characters. A password that is easy to guess is a 422.',
  tenantId: 'Id of the tenant.',
};
