import { listingKey } from '../api-keys/api-key.ts';
import { profileKey, sessionKey } from '../people/person.ts';
import { standing, stillCounts } from '../sessions/session.ts';
import type { Key, Table } from '../table/port.ts';
import type { Connection } from './connection.ts';

type Holder = Pick<Connection, 'tenantId' | 'personId' | 'sessionId'>;

/** What the credential behind a ticket or a connection rests on: it may have been revoked since. */
export const footing = ({ tenantId, personId, sessionId }: Holder): Key =>
  sessionId === null ? listingKey(tenantId, personId) : sessionKey(tenantId, personId, sessionId);

/** Whether the credential of an open connection is still good, asked as every request of the API asks it. `now`: epoch ms. @throws TableUnavailable */
export const stillStands = async (table: Table, holder: Holder, now: number): Promise<boolean> => {
  const { tenantId, personId, sessionId } = holder;
  const keys = [footing(holder), ...(sessionId === null ? [] : [profileKey(tenantId, personId)])];
  const [item, profile] = await table.get(keys, { consistent: true });
  if (sessionId === null) return item !== undefined;
  const session = standing(item, now);
  return session !== undefined && profile !== undefined && stillCounts(session, profile);
};
