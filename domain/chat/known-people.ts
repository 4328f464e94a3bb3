import { Problem } from '../errors.ts';

/** The names of people of the tenant, by id; unknown ids are missing. Given from outside: people are above chat. */
export type NamesOf = (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const AT_ONCE = 1_000;
const TOLD = 20;

/** @throws Problem unprocessable, which names the first unknown ids; nothing has been changed then */
export const requireKnown = async (namesOf: NamesOf, tenantId: string, ids: readonly string[], field: string): Promise<void> => {
  const unknown: string[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const names = await namesOf(tenantId, some);
    unknown.push(...some.filter((id) => !names.has(id)));
  }
  if (unknown.length === 0) return;
  const errors = unknown.filter((_, index) => index < TOLD).map((id) => ({ path: field, message: `${JSON.stringify(id)} is not a person of this tenant` }));
  throw new Problem('unprocessable', 'Some of these people are unknown.', { errors });
};
