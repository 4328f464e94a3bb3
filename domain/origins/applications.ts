import { kindPk } from '../configuration/keys.ts';
import { applicationKey } from '../conversations/kinds/chat.ts';
import { Problem } from '../errors.ts';
import { everyItem } from '../table/every-item.ts';
import type { Table } from '../table/port.ts';
import { type Origin, originOf } from './origin.ts';

const age = ({ createdAt, id }: Origin): string => `${createdAt}${id}`;

/** The origin of each application of the tenant, by the application's token; the oldest, should there be several. @throws TableUnavailable */
export const originsOfApplications = async (table: Table, tenantId: string): Promise<ReadonlyMap<string, Origin>> => {
  const origins = (await everyItem(table, kindPk(tenantId, 'ORIGIN'), 'ORIGIN#')).map(originOf).filter(({ channel }) => channel === 'application');
  const oldestLast = origins.toSorted((a, b) => (age(a) < age(b) ? 1 : -1));
  return new Map(oldestLast.flatMap((origin) => (origin.accountId === null ? [] : [[origin.accountId, origin] as const])));
};

const refused = (message: string): Problem =>
  new Problem('unprocessable', `An origin cannot be connected with this application: it ${message}.`, {
    errors: [{ path: 'credentials.application', message }],
  });

/**
 * An origin of the channel `application` needs an application of the same tenant that has no other origin. Another tenant's application is unknown. Other channels need nothing.
 * @throws Problem unprocessable; TableUnavailable
 */
export const requireApplication = async (table: Table, tenantId: string, { channel, accountId }: Pick<Origin, 'channel' | 'accountId'>): Promise<void> => {
  if (channel !== 'application' || accountId === null) return;
  const [application] = await table.get([applicationKey(tenantId, accountId)], { consistent: true });
  if (!application) throw refused('is not an application of this tenant');
  const other = (await originsOfApplications(table, tenantId)).get(accountId);
  if (other) throw refused(`already has an origin, ${other.name} (${other.id})`);
};

/** The chats that it follows would change under its tickets. @throws Problem unprocessable */
export const requireSameApplication = (before: Pick<Origin, 'channel' | 'accountId'>, accountId: string | null): void => {
  if (before.channel === 'application' && accountId !== before.accountId) throw refused('is another one: an origin stays with its application');
};
