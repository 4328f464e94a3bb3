import { presentPk } from '../../configuration/old-layout.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';

const PREFIX = 'QUEUE#';

/** The ids of the tenant's queues, read by their keys alone, so that the caller imports no validator of conditions. In order. @throws TableUnavailable */
export const queueIdsOf = async (table: Table, tenantId: string): Promise<string[]> =>
  (await everyItem(table, await presentPk(table, tenantId, 'QUEUE'), PREFIX)).map(({ sk }) => sk.slice(PREFIX.length)).sort();
