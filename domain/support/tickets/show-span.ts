import { type Draft, messageKey } from '../../conversations/log/draft.ts';
import type { Item, Table } from '../../table/port.ts';
import { previewOf, withWholeBodies } from '../messages/bodies.ts';
import { isVisible, type Message, messageOf } from '../messages/message.ts';
import { spanKey } from '../threads/keys.ts';
import type { TicketDeps } from './deps.ts';
import { joinLeading } from './join-leading.ts';
import { type Kept, keptAfterMessage, keptOf } from './kept.ts';
import { leadingHere } from './leading.ts';
import { itemsBetween, pagesBetween } from './replay-log.ts';
import { isLast } from './spans.ts';
import { transition } from './state-machine.ts';
import type { ThreadHead } from './thread-head.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** Messages that came while the origin was disabled, and the ticket that they belong to once they are shown. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly ticketId: string | null;
}

/** Items of messages by number, both ends with it. */
export const messagesOf = (table: Table, pk: string, from: number, to: number): Promise<Item[]> =>
  itemsBetween(table, pk, messageKey(pk, from).sk, messageKey(pk, to).sk);

/** What a ticket needs of a revealed message: a span may have 100,000 of them, with long texts. */
const lightly = (message: Message): Message => ({ ...message, text: previewOf(message), html: null, subject: null, to: [], cc: [], bcc: [], attachments: [] });

/** The messages that a span hides. `newestItem`: the newest one that opens tickets, as stored. */
const shadowedIn = async (table: Table, pk: string, from: number, to: number) => {
  const messages: Message[] = [];
  let newestItem: Item | undefined;
  for await (const items of pagesBetween(table, pk, messageKey(pk, from).sk, messageKey(pk, to).sk))
    for (const item of items) {
      const message = messageOf(item);
      if (!message.shadowed) continue;
      messages.push(lightly(message));
      if (opens(message)) newestItem = item;
    }
  return { messages, newestItem };
};

const opens = (message: Message): boolean => message.kind === 'customer' && !message.deleted && message.automatic !== 'answer';

/**
 * The origin is enabled again, and the job that reveals has not come to this thread yet: what waits is shown before anything else happens in the
 * thread. Otherwise a ticket could be opened behind messages that belong to it.
 */
export const showWaiting = async (deps: Pick<TicketDeps, 'table' | 'bodies'>, draft: Draft<ThreadHead>, ticketDraft: TicketDraft): Promise<void> => {
  const { shadowFirst } = draft.head;
  if (shadowFirst === 0) return;
  ticketDraft.causedBy({ type: 'system', id: null });
  const [span] = await deps.table.get([spanKey(ticketDraft.tenantId, ticketDraft.threadId, shadowFirst)], { consistent: true });
  if (span) await showOpenSpan(deps, draft, ticketDraft, span);
  // Rules may have closed the ticket at once; then the next message opens another.
  if (ticketDraft.ticket?.status === 'closed') ticketDraft.finish({ audit: true });
};

/**
 * The one step: the thread's open span joins the active ticket as customer messages do, or becomes a ticket of its own. Whoever
 * comes first does it, the job or the next message of the thread, so that the order stays the original one.
 */
export const showOpenSpan = async (
  deps: Pick<TicketDeps, 'table' | 'bodies'>,
  draft: Draft<ThreadHead>,
  ticketDraft: TicketDraft,
  item: Item,
): Promise<Span> => {
  const from = item['from'] as number;
  const to = draft.head.lastNumber;
  const { messages, newestItem } = await shadowedIn(deps.table, draft.pk, from, to);
  const { moment } = ticketDraft;
  const newest = messages.findLast(opens);
  const joining = await leadingHere({ table: deps.table, draft, ticketDraft });
  const isNew = !ticketDraft.ticket && !joining && newest !== undefined;
  if (isNew) await ticketDraft.open(draft.head.customer, { firstNumber: from, automatic: messages.find(opens)?.automatic === 'first' });
  else if (ticketDraft.ticket && newest) ticketDraft.change({ ...ticketDraft.ticket, ...transition(ticketDraft.ticket, { type: 'customerMessage' }, moment) });
  const ticketId = joining?.merged.id ?? ticketDraft.ticket?.id ?? null;
  // Rules ask what it says as a whole; of the others their beginning is enough.
  const [whole = newest] = (await withWholeBodies(deps, draft.pk, newestItem ? [newestItem] : [])).map(messageOf);
  const said = whole && { ...whole, ticketId, shadowed: false };
  if (joining) {
    const shown = messages.map((message) => ({ ...message, ticketId, shadowed: false }));
    await joinLeading({ table: deps.table, draft, ticketDraft }, joining, shown, said ?? null);
  } else join(ticketDraft, messages);
  if (said && !joining) {
    await ticketDraft.automate('message.received', said);
    if (isNew) await ticketDraft.automate('ticket.created', said);
  }
  draft.amend({ type: 'reveal', from, to, ticketId, at: ticketDraft.now });
  draft.put({ ...item, to, ticketId, revealed: true });
  draft.setHead({ shadowFirst: 0 });
  return { from, to, ticketId };
};

const join = (ticketDraft: TicketDraft, messages: readonly Message[]): void => {
  const { ticket } = ticketDraft;
  if (!ticket) return;
  const visible = messages.filter((message) => isVisible({ ...message, shadowed: false }));
  const last = visible.at(-1);
  const end = messages.at(-1);
  const kept = messages.reduce<Kept>((before, message) => ({ ...before, ...keptAfterMessage(before, message, ticketDraft.now) }), keptOf(ticket));
  ticketDraft.change({
    ...ticket,
    ...kept,
    // A note of an agent may come after the span's last message.
    ...(end ? { lastNumber: Math.max(ticket.lastNumber ?? 0, end.number) } : {}),
    visibleMessageCount: ticket.visibleMessageCount + visible.length,
    lastMessage:
      last && isLast(ticket, last, ticket.threadId)
        ? { number: last.number, kind: last.kind, text: previewOf(last), createdAt: last.createdAt }
        : ticket.lastMessage,
  });
};
