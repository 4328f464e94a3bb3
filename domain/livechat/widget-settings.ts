import { notFound } from '../errors.ts';
import { originKey, originOf } from '../origins/origin.ts';
import { resolveOrigin } from '../origins/resolve-origin.ts';
import type { Vault } from '../origins/vault.ts';
import type { WidgetLook } from '../origins/widget-look.ts';
import type { Table, TableOf } from '../table/port.ts';
import { chatSettings, requireAllowedPage } from './chat-settings.ts';

export interface WidgetSettings {
  /** Replies go by mail to visitors who are gone. */
  readonly mail: boolean;
  readonly widget: WidgetLook;
}

/**
 * What the widget needs before a visitor has a session. `page`: the `Origin` header; browsers omit it when a page reads from its own host.
 * @throws Problem not_found (no such origin of this channel), forbidden (another page); TableUnavailable
 */
export const widgetSettings = async (
  deps: { readonly table: Table; readonly tableOf: TableOf; readonly vault: Pick<Vault, 'get'> },
  { originId, page }: { readonly originId: string; readonly page: string | undefined },
): Promise<WidgetSettings> => {
  const address = await resolveOrigin(deps.table, originId);
  if (address?.channel !== 'livechat') throw notFound('origin');
  const { tenantId } = address;
  const [stored, [item]] = await Promise.all([
    chatSettings(deps.vault, tenantId, originId),
    deps.tableOf(tenantId).get([originKey(tenantId, originId)], { consistent: true }),
  ]);
  if (!stored || !item) throw notFound('origin');
  if (page !== undefined) requireAllowedPage(stored, page);
  const { continuity, widget = {} } = originOf(item);
  return { mail: continuity !== undefined, widget };
};
