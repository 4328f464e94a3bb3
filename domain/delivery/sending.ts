import type { Table } from '../table/port.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { Channel, SendOutcome } from './sender.ts';

export interface SendDeps extends TicketDeps {
  readonly table: Table;
  /** The channel's sender with its credentials, or why there is none: `sender_not_built`, `origin_disabled`, `receive_only`. */
  readonly channelFor: (tenantId: string, originId: string, channel: string) => Promise<Channel | { readonly refused: string }>;
}

/** One reply to send, as the outbox names it. */
export interface OutboundReply {
  readonly tenantId: string;
  readonly threadId: string;
  readonly number: number;
  readonly correlationId: string;
}

/** The reply has certainly not gone out and should be tried again, no sooner than this. */
export class TryAgain extends Error {
  readonly afterSeconds: number;
  constructor(error: string, afterSeconds: number) {
    super(error);
    this.name = 'TryAgain';
    this.afterSeconds = afterSeconds;
  }
}

export type FinalOutcome = Exclude<SendOutcome, { outcome: 'retry' }>;
