import type { ApiDeps } from './deps.ts';
import type { Route } from './route.ts';

/** Who asks for people wants those of now. */
const PEOPLE = /^\/v1\/(agents|teams|directory|user-service)(\/|$)/;

/** Has the people from outside looked after before a member of staff is served; true: they may have changed meanwhile. Never throws. */
export const lookAfterPeople = async (deps: ApiDeps, { path }: Route, tenantId: string, role: string): Promise<boolean> =>
  deps.people !== null && role !== 'user' && (await deps.people.look(deps.table, tenantId, PEOPLE.test(path)));
