import { aiSettingsOf, isAnalysing } from '../../configuration/ai-settings.ts';
import { closingTimeOf } from '../../configuration/closing-time.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import type { TicketDeps } from './deps.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';
import { TicketDraft } from './ticket-draft.ts';
import type { TicketDraftSettings } from './ticket-draft-settings.ts';

/** The draft of a thread's ticket at the current time. `cause`: the change's actor and cause, and the `TENANT` item that it has read. `closed`: drafts this closed ticket instead of the active one. */
export const openTicketDraft = (
  { clock, closedAfterMs, shards, sequences }: Pick<TicketDeps, 'clock' | 'closedAfterMs' | 'shards' | 'sequences'>,
  draft: Draft<ThreadHead>,
  { tenant, ...cause }: Omit<TicketDraftSettings, 'moment' | 'shards' | 'sequences'> & { readonly tenant: Item },
  closed: Ticket | null = null,
): TicketDraft => {
  const moment = { now: clock(), closedAfterMs: closingTimeOf(tenant) ?? closedAfterMs };
  return new TicketDraft(draft, { ...cause, moment, shards, sequences, analyses: isAnalysing(aiSettingsOf(tenant)) }, closed);
};
