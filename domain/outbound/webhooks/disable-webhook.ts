import { auditPk } from '../../configuration/audited-table.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { type Webhook, webhookKey } from './webhook.ts';

interface Deps {
  readonly table: Table;
  readonly newId: () => string;
}

/** Disables a webhook that failed for too long. Webhook and audit say why. Does nothing if it is disabled or removed. @throws TableUnavailable */
export const disableWebhook = async (deps: Deps, tenantId: string, id: string, disabled: NonNullable<Webhook['disabled']>): Promise<boolean> => {
  const { at, deliveryId: correlationId } = disabled;
  const changes = [
    { field: 'enabled', from: true, to: false },
    { field: 'disabled', from: null, to: disabled },
  ];
  const entries = JSON.stringify([{ object: { type: 'webhook', id }, changes }]);
  return written(
    deps.table.transact([
      {
        op: 'update',
        key: webhookKey(tenantId, id),
        set: { enabled: false, disabled, updatedAt: at },
        remove: ['failing'],
        when: { equals: { enabled: true } },
      },
      { op: 'put', item: { pk: auditPk(tenantId), sk: `${at}#${deps.newId()}`, at, by: { type: 'system', id: null }, correlationId, entries } },
    ]),
  );
};
