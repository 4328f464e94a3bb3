import type { Item } from '../table/port.ts';
import { PARTS, type Part } from './keys.ts';

/** The present generation of each part, as in the tenant's item: a command that has read that item detects stale parts without another read. */
export type Generations = Readonly<Record<Part, number>> & {
  /** The generation of the policy since which tickets can be in other queues than before. */
  readonly queues: number;
  /** When the tenant was made. */
  readonly since: string;
  /** All parts are in one partition under one generation: nobody has changed anything since November 2026 (`old-layout.ts`). */
  readonly old?: true;
};

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
 * The attributes of a tenant whose parts are at these generations. `generation` was the only one: a process of an earlier release still reads it
 * as a number, and can no longer change it, because to it a text is no generation.
 */
export const generationAttributes = (generations: Readonly<Record<Part, number>>): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(PARTS.map((part) => [generationAttribute(part), generations[part]])),
  generation: String(generations.policy),
});
