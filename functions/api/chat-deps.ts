import { namesOf } from '../../domain/people/find-people.ts';
import type { ApiDeps } from './deps.ts';

/** What appending to a log needs besides. */
export const chatDeps = (deps: ApiDeps) => ({ ...deps, random: Math.random, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) });

/** What groups and directs need besides: the tenant's people, and the queue of large changes. */
export const groupDeps = (deps: ApiDeps) => ({
  ...chatDeps(deps),
  bulkQueueUrl: deps.settings.bulkQueueUrl,
  namesOf: (tenantId: string, ids: readonly string[]) => namesOf(deps.table, tenantId, ids),
});
