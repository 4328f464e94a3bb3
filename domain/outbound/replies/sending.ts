import type { Attachment } from '../../messages/inbound-event.ts';
import type { Table } from '../../table/port.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import type { Channel, SendOutcome } from '../outcome.ts';

/** Why nothing can be sent on an origin; each is a code of `delivery.error`. */
export type Refused = 'sender_not_built' | 'origin_disabled' | 'origin_disconnected';

export interface SendDeps extends TicketDeps {
  readonly table: Table;
  /** The channel's sender with its credentials, or why there is none. */
  readonly channelFor: (tenantId: string, originId: string, channel: string) => Promise<Channel | { readonly refused: Refused }>;
  /** A link of five minutes to a stored file. */
  readonly linkTo: (file: Attachment & { readonly objectKey: string }) => Promise<string>;
  /** The tenant's key that signs how deep a chain of automation is. */
  readonly causationKey: (tenantId: string) => Promise<string>;
  /** How long a reply is repeated before it fails, in ms. */
  readonly repeatForMs: number;
}

/** One reply to send, as the outbox names it. */
export interface OutboundReply {
  readonly tenantId: string;
  readonly threadId: string;
  readonly number: number;
  readonly correlationId: string;
}

/** Not done yet, and certainly not sent: to be tried again after this many ms, from 0. */
export class TryAgain extends Error {
  readonly afterMs: number;
  constructor(reason: string, afterMs: number) {
    super(reason);
    this.name = 'TryAgain';
    this.afterMs = afterMs;
  }
}

export type FinalOutcome = Exclude<SendOutcome, { outcome: 'retry' }>;
