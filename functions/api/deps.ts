import type { Objects } from '../../adapters/objects/objects.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Search } from '../../adapters/search/search.ts';
import type { Secrets } from '../../adapters/secrets/secrets.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import type { Clock, NewId } from '../../domain/context.ts';
import type { PeopleLookUp } from '../../domain/people/user-service/look-up.ts';
import type { Table, TableOf } from '../../domain/table/port.ts';
import type { ApiSettings, AppKeys } from './settings.ts';

/** Everything a route may need. Types only: `open-deps.ts` opens the engines, so that the route table can be read without them. */
export interface ApiDeps {
  /** Entries of the directory while the tenant is not known yet; for routes of a tenant, the tenant's own table. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly queues: Queues;
  readonly topics: Pick<Topics, 'produce'>;
  readonly objects: Objects;
  readonly secrets: Secrets;
  /** Credentials of origins, by tenant and origin. */
  readonly vault: Secrets;
  readonly search: Search;
  /** Closes the sockets of one session, or all sockets of the person (`sessionId: null`). */
  readonly closeSockets: (ref: { readonly tenantId: string; readonly personId: string; readonly sessionId: string | null }) => Promise<void>;
  /** Null without a user service. */
  readonly people: PeopleLookUp | null;
  readonly hasUserService: boolean;
  readonly clock: Clock;
  readonly newId: NewId;
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
  readonly settings: ApiSettings;
  /** The deployment's secret, kept for a minute. @throws when it is missing */
  readonly keys: () => Promise<AppKeys>;
}
