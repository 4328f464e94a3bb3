import { readSendingEvent } from '../../channels/mail/ses/sending-event.ts';
import { resolveOrigin } from '../../domain/origins/resolve-origin.ts';
import type { Table } from '../../domain/table/port.ts';
import { type Call, type KeepDeps, keepElements } from '../webhooks/keep-elements.ts';

/** `foreign`: a mail of another program. `ignored`: nothing that changes a reply. `unrouted`: its origin is gone. */
export type Told = 'kept' | 'ignored' | 'foreign' | 'unrouted';

/**
 * What SES tells of a mail becomes a status of its reply, on the way that providers' webhooks take. Only SES writes events with its own name on the account's
 * bus, so nothing is signed. @throws when table, objects or topic cannot be reached
 */
export const keepSendingEvent = async (deps: KeepDeps & { readonly table: Table }, event: unknown, call: Call): Promise<Told> => {
  const told = readSendingEvent(event, call.receivedAt);
  if (!told) return 'foreign';
  if (told.events.length === 0) return 'ignored';
  const address = await resolveOrigin(deps.table, told.originId);
  if (address?.tenantId !== told.tenantId || address.channel !== 'mail') return 'unrouted';
  const elements = told.events.map((one) => ({ kind: 'event' as const, account: null, event: one, raw: JSON.stringify(one) }));
  await keepElements(deps, address, elements, call);
  return 'kept';
};
