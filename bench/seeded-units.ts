import { openTable } from '../adapters/table/embedded.ts';
import { recordUnits, type UnitsReport } from '../adapters/table/units.ts';
import { contentOf, eventOf } from '../channels/elements.ts';
import { applyBatch } from '../domain/support/inbound/apply-batch.ts';
import type { Table } from '../domain/table/port.ts';
import { ticketDeps } from '../functions/ticket-deps.ts';
import type { SeededShop } from '../test/harness/seed.ts';

/** The units of one more customer message, on the folder of a stopped hub. It reads the folder, but only counts writes. */
export const seededUnits = async (shop: SeededShop, author: { readonly id: string; readonly name: string | null }): Promise<UnitsReport> => {
  const table = openTable();
  const withoutWrites: Table = { ...table, transact: async () => undefined, write: async () => undefined };
  const recorder = recordUnits(withoutWrites);
  const origin = shop.origins.find(({ channel }) => channel === 'whatsapp');
  const at = new Date().toISOString();
  const event = eventOf({
    verb: 'created',
    providerId: `wamid.units.${at}`,
    threadKey: author.id,
    author: { id: author.id, name: author.name, handle: null },
    content: contentOf({ surface: 'dm', text: 'One more message' }),
    occurredAt: at,
  });
  const deps = { ...ticketDeps(table), table: recorder.table, content: () => Promise.resolve(undefined) };
  const inbound = {
    schema: 'messages/1' as const,
    tenantId: shop.tenantId,
    originId: origin?.id ?? '',
    channel: 'whatsapp' as const,
    correlationId: 'bench',
    receivedAt: at,
    identity: event.providerId ?? '',
    late: false,
    event,
    contentRef: null,
  };
  const { result, report } = await recorder.measured(() => applyBatch(deps, [inbound]));
  const [received] = result;
  if (!received?.ok) throw received?.error;
  return report;
};
