import type { Role } from '../context.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * The live connections of a person in one item: `c_{connection}: [epoch s at which it has ended at the latest, role]`. The fan-out of a conversation
 * reads the items of a hundred members in one call, where the rows of their connections are a query for each.
 */
export const livePersonKey = (tenantId: string, personId: string): Key => ({ pk: `T#${tenantId}#U#${personId}`, sk: 'LIVE' });

const PREFIX = 'c_';

interface Whose {
  readonly tenantId: string;
  readonly personId: string;
  readonly connectionId: string;
}

/** A live connection as fan-out knows it. */
export interface LiveOne extends Whose {
  readonly role: Role;
}

/** Makes a connection findable by its person. `until`: epoch s. @throws TableUnavailable */
export const enter = async (table: Table, { tenantId, personId, connectionId, role }: LiveOne, until: number): Promise<void> => {
  await table.write({ op: 'update', key: livePersonKey(tenantId, personId), set: { [`${PREFIX}${connectionId}`]: [until, role], ttl: until } });
};

/** Its person is not found by it any more. @throws TableUnavailable */
export const exit = async (table: Table, { tenantId, personId, connectionId }: Whose): Promise<void> => {
  const key = livePersonKey(tenantId, personId);
  await written(table.write({ op: 'update', key, remove: [`${PREFIX}${connectionId}`], when: { exists: true } }));
};

const connectionsIn = (tenantId: string, personId: string, item: Item, now: number): LiveOne[] =>
  Object.entries(item).flatMap(([name, value]) => {
    if (!name.startsWith(PREFIX) || !Array.isArray(value)) return [];
    const [until, role] = value as [number, Role];
    return until * 1000 > now ? [{ tenantId, personId, connectionId: name.slice(PREFIX.length), role }] : [];
  });

/** The live connections of these people, by person; people without any are left out. Strongly consistent: a new device misses nothing. `now`: epoch ms. @throws TableUnavailable */
export const livePeople = async (table: Table, tenantId: string, personIds: readonly string[], now: number): Promise<Map<string, readonly LiveOne[]>> => {
  if (personIds.length === 0) return new Map();
  const items = await table.get(
    personIds.map((personId) => livePersonKey(tenantId, personId)),
    { consistent: true },
  );
  return new Map(
    items.flatMap((item, index) => {
      const personId = personIds[index] as string;
      const connections = item ? connectionsIn(tenantId, personId, item, now) : [];
      return connections.length === 0 ? [] : [[personId, connections] as const];
    }),
  );
};
