import { tenantPk } from '../../configuration/keys.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Item, Table } from '../../table/port.ts';
import { WEBHOOK_PREFIX } from './webhook.ts';

/** All webhooks of a tenant with their secrets. @throws TableUnavailable */
export const webhookItems = (table: Table, tenantId: string): Promise<Item[]> => everyItem(table, tenantPk(tenantId), WEBHOOK_PREFIX);
