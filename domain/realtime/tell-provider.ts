import type { CapabilitiesOf } from '../channels/capabilities.ts';
import type { Clock } from '../context.ts';
import { type SignalEntry, type SignalKind, signalEntryOf } from '../outbound/signals/signal.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Connection } from './connection.ts';

export interface SignalEdge {
  readonly capabilitiesOf: CapabilitiesOf;
  /** Never throws. */
  readonly sendSignal: (entry: SignalEntry) => Promise<void>;
}

/**
 * The customer's side of what an agent does: asks the senders to tell the provider, where the channel can. Without the capability, and without a message of the
 * customer, nothing happens and nothing is paid. `seen`: the newest message that the agent has read; without it the customer's newest.
 */
export const tellProvider = async (
  { capabilitiesOf, sendSignal, clock }: SignalEdge & { readonly clock: Clock },
  { tenantId }: Pick<Connection, 'tenantId'>,
  { signal, ticket, seen }: { readonly signal: SignalKind; readonly ticket: Ticket; readonly seen?: number },
): Promise<void> => {
  const { threadId, origin, lastCustomerNumber } = ticket;
  const number = Math.min(seen ?? lastCustomerNumber, lastCustomerNumber);
  if (number < 1) return;
  const entry = signalEntryOf(capabilitiesOf(origin.channel), {
    signal,
    tenantId,
    threadId,
    originId: origin.id,
    channel: origin.channel,
    number,
    at: clock(),
  });
  if (entry) await sendSignal(entry);
};
