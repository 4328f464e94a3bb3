import { presentPk } from '../../configuration/old-layout.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';

const PREFIX = 'QUEUE#';

/** The tenant's queues by their keys alone: who reads no condition carries no validator of them. In order. @throws TableUnavailable */
export const queueIdsOf = async (table: Table, tenantId: string): Promise<string[]> =>
  (await everyItem(table, await presentPk(table, tenantId, 'QUEUE'), PREFIX)).map(({ sk }) => sk.slice(PREFIX.length)).sort();
