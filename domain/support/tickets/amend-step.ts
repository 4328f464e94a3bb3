import type { Draft } from '../../conversations/log/draft.ts';
import type { Table } from '../../table/port.ts';
import type { BodyStore } from '../messages/body-store.ts';
import type { ThreadHead } from './thread-head.ts';
import type { TicketDraft } from './ticket-draft.ts';

export interface AmendStep {
  readonly table: Table;
  readonly bodies: BodyStore;
  readonly draft: Draft<ThreadHead>;
  /** Of the ticket that the message belongs to, if there is one. */
  readonly ticketDraft: TicketDraft;
}
