import type { ApiDeps } from './deps.ts';
import type { Route } from './route.ts';

/** Routes that return people need the present ones. */
const PEOPLE = /^\/v1\/(agents|teams|directory|user-service)(\/|$)/;

/** Refreshes the people of the user service before a request of staff. True: they may have changed. Never throws. */
export const refreshPeople = async (deps: ApiDeps, { path }: Route, tenantId: string, role: string): Promise<boolean> =>
  deps.people !== null && role !== 'user' && (await deps.people.look(deps.table, tenantId, PEOPLE.test(path)));
