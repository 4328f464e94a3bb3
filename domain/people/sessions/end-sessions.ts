import { everyItem } from '../../table/every-item.ts';
import type { Table, Write } from '../../table/port.ts';
import { forgetDevices } from '../devices/forget-devices.ts';
import { sessionKey } from '../person.ts';
import type { SessionRef } from './session.ts';

interface Deps {
  readonly table: Table;
  readonly closeSockets: (ref: Pick<SessionRef, 'tenantId' | 'personId'> & { readonly sessionId: null }) => Promise<void>;
}

/** Clears a person's sessions and devices away and closes all their sockets. @throws TableUnavailable */
export async function endSessions(deps: Deps, person: Pick<SessionRef, 'tenantId' | 'personId'>): Promise<void> {
  const { pk, sk } = sessionKey(person.tenantId, person.personId, '');
  const items = await everyItem(deps.table, pk, sk);
  await Promise.all(items.map((item) => deps.table.write({ op: 'delete', key: { pk: item.pk, sk: item.sk } } satisfies Write)));
  await forgetDevices(deps.table, person, null);
  await deps.closeSockets({ ...person, sessionId: null });
}
