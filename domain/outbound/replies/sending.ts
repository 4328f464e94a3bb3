import type { ChannelAction } from '../../channels/actions.ts';
import type { Capabilities } from '../../channels/capabilities.ts';
import type { Attachment } from '../../support/messages/content.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import type { Table } from '../../table/port.ts';
import type { Leave } from '../fair-share.ts';
import type { Outcome } from '../outcome.ts';

/** Why nothing can be sent on an origin; each is a code of `delivery.error`. */
export type Refused = 'sender_not_built' | 'origin_disabled' | 'origin_disconnected';

/** What sending on an origin needs. */
export interface WayOut {
  readonly capabilities: Capabilities;
  /** False if the business does not show customers that a message was read. */
  readonly readMarks?: boolean;
  /** A slot among the running calls; null if this receiver or its tenant already uses its share. */
  readonly turn: () => Promise<Leave | null>;
  perform(action: ChannelAction): Promise<Outcome>;
}

type Stored = Attachment & { readonly objectKey: string };

export interface SendDeps extends TicketDeps {
  readonly table: Table;
  /** The channel with the origin's credentials, or why nothing can be sent. */
  readonly channelFor: (tenantId: string, originId: string, channel: string) => Promise<WayOut | { readonly refused: Refused }>;
  /** A link to a stored file, valid for five minutes. */
  readonly linkTo: (file: Stored) => Promise<string>;
  /** The size of a stored file in bytes; null if there is no such file. */
  readonly sizeOf: (file: Stored) => Promise<number | null>;
  /** The bytes of a stored file, from the beginning. */
  readonly openFile: (file: Stored) => AsyncIterable<Uint8Array>;
  /** The tenant's key that signs the depth of a chain of automation. */
  readonly causationKey: (tenantId: string) => Promise<string>;
  /** How long a reply is retried before it fails, in ms. */
  readonly repeatForMs: number;
  /** The longest pause before the first retry, in ms; `FIRST_PAUSE_MS` if omitted. */
  readonly firstPauseMs?: number;
}

export type FinalOutcome = Exclude<Outcome, { outcome: 'retry' | 'reauthorise' }>;
