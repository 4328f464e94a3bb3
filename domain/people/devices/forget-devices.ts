import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { DEVICES, type Device, deviceKey, deviceOf, deviceOwnerKey, devicesPk } from './device.ts';

export interface Owner {
  readonly tenantId: string;
  readonly personId: string;
}

/** All devices of a person, the oldest first. @throws TableUnavailable */
export const devicesOf = async (table: Table, { tenantId, personId }: Owner): Promise<Device[]> =>
  (await everyItem(table, devicesPk(tenantId, personId), DEVICES)).map(deviceOf).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));

/** False: there is no such device, or `token` is given and the device has a newer one. @throws TableUnavailable */
export const forgetDevice = async (table: Table, { tenantId, personId }: Owner, id: string, token?: string): Promise<boolean> => {
  const when = { exists: true as const, ...(token === undefined ? {} : { equals: { token } }) };
  if (!(await written(table.write({ op: 'delete', key: deviceKey(tenantId, personId, id), when })))) return false;
  await written(table.write({ op: 'delete', key: deviceOwnerKey(tenantId, id), when: { equals: { personId } } }));
  return true;
};

/** Forgets the devices of a session, or all of the person (`sessionId: null`). @throws TableUnavailable */
export const forgetDevices = async (table: Table, owner: Owner, sessionId: string | null): Promise<void> => {
  const ended = (await devicesOf(table, owner)).filter((device) => sessionId === null || device.sessionId === sessionId);
  for (const { id } of ended) await forgetDevice(table, owner, id);
};
