import { readSendingEvent } from '../../channels/mail/ses/sending-event.ts';
import { resolveOrigin } from '../../domain/origins/resolve-origin.ts';
import type { Table } from '../../domain/table/port.ts';
import { type Call, type KeepDeps, keepElements } from '../webhooks/keep-elements.ts';

/** `foreign`: a mail of another program. `ignored`: the event does not change a reply. `unrouted`: the origin was deleted. */
export type Told = 'kept' | 'ignored' | 'foreign' | 'unrouted';

/**
 * Applies SES's event about a mail as a status of its reply, in the same way as providers' webhooks. Only SES can write events with its name on the account's
 * bus, so the events need no signature. @throws when table, objects or topic cannot be reached
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
