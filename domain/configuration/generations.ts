import type { Generations } from '../context.ts';
import type { Item } from '../table/port.ts';
import { PARTS, type Part } from './keys.ts';

export type { Generations };

export const FIRST_GENERATIONS: Readonly<Record<Part, number>> = { policy: 1, directory: 1, lists: 1 };

export const generationAttribute = (part: Part): `${Part}Generation` => `${part}Generation`;

export const isInParts = (tenant: Item): boolean => typeof tenant['policyGeneration'] === 'number';

export const generationsOf = (tenant: Item): Generations => {
  const of = (part: Part): number => Number(tenant[generationAttribute(part)] ?? 0);
  const queues = Number(tenant['queuesGeneration'] ?? 0);
  const { createdAt } = tenant;
  const since = typeof createdAt === 'string' ? createdAt : '1970-01-01T00:00:00.000Z';
  if (isInParts(tenant)) return { policy: of('policy'), directory: of('directory'), lists: of('lists'), queues, since };
  const one = Number(tenant['generation'] ?? 0);
  return { policy: one, directory: one, lists: one, queues, since, old: true };
};

/**
 * The attributes of a tenant whose parts are at these generations. Earlier releases had only `generation`. They can still read it as a number, but
 * they can no longer change the configuration, because they reject a generation that is a text.
 */
export const generationAttributes = (generations: Readonly<Record<Part, number>>): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(PARTS.map((part) => [generationAttribute(part), generations[part]])),
  generation: String(generations.policy),
});
