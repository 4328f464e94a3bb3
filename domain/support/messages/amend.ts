import type { Draft } from '../../conversations/log/draft.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Item, Table } from '../../table/port.ts';
import type { ThreadHead } from '../threads/head.ts';
import { closedTicketKey, parseThreadPk, parseTicketId } from '../threads/keys.ts';
import { asRevealed } from '../threads/spans.ts';
import { same } from '../tickets/next-version.ts';
import { ticketOfItem } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { TicketDraft } from '../tickets/ticket-draft.ts';
import { bodyKey, bodyWrite, previewOf, withWholeBodies } from './bodies.ts';
import type { BodyStore } from './body-store.ts';
import { isVisible, type Message, messageAttributes, messageOf } from './message.ts';

export interface Amendment {
  readonly type: 'edit' | 'hide' | 'show' | 'tombstone' | 'status' | 'reaction';
  readonly by: { readonly type: string; readonly id: string | null };
  /** What is recorded beside type and message number. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AmendStep {
  readonly table: Table;
  readonly bodies: BodyStore;
  readonly draft: Draft<ThreadHead>;
  /** Of the ticket that the message belongs to, when there is one. */
  readonly work: TicketDraft;
}

/** The message as the draft would leave it; null when there is none of this number. Of one that this draft appends, a long body is its beginning. */
export const readMessage = async ({ table, bodies, draft }: Omit<AmendStep, 'work'>, number: number): Promise<Message | null> => {
  const key = messageKey(draft.pk, number);
  const pending = draft.pending(key);
  if (pending) return messageOf(pending);
  const [item] = await withWholeBodies(
    { table, bodies },
    draft.pk,
    (await table.get([key], { consistent: true })).filter((found) => found !== undefined),
  );
  const [message] = await shownBy({ table, draft }, item ? [messageOf(item)] : []);
  return message ?? null;
};

/** A revealed span's messages are the ticket's also before they are rewritten: who amends one now must not find it shadowed. */
const shownBy = ({ table, draft }: Pick<AmendStep, 'table' | 'draft'>, messages: Message[]): Promise<Message[]> => {
  const { tenantId, threadId } = parseThreadPk(draft.pk) as NonNullable<ReturnType<typeof parseThreadPk>>;
  return asRevealed(table, tenantId, threadId, messages, (item) => draft.pending(item));
};

/**
 * Records what happened to a message as the next amendment of the thread, and keeps the message itself up to date in the
 * same transaction, its ticket's counts included. Answers false when nothing would change.
 * `cause`: what gives the message a new body, where it does (see `bodyObject`).
 */
export const amend = async (step: AmendStep, before: Message, after: Message, amendment: Amendment, cause?: string): Promise<boolean> => {
  if (same({ ...before, revision: 0 }, { ...after, revision: 0 })) return false;
  const { draft, table, work } = step;
  const key = messageKey(draft.pk, before.number);
  const stored = draft.pending(key) ?? (await table.get([key], { consistent: true }))[0];
  if (!stored) return false;
  draft.amend({ of: before.number, type: amendment.type, at: work.now, actor: amendment.by, ...amendment.detail });
  rewrite(step, stored, before, after, cause);
  const { ticket } = work;
  if (ticket && ticket.id === before.ticketId) work.change(await recounted(step, ticket, before, after));
  else if (before.ticketId !== null) await recountClosed(step, before.ticketId, before, after);
  return true;
};

/** A body that stays is left where it lies. */
const rewrite = ({ draft, work }: AmendStep, stored: Item, before: Message, after: Message, cause: string | undefined): void => {
  const isAside = stored['aside'] === true;
  if (before.text === after.text && before.html === after.html) {
    const { text, html } = messageOf(stored);
    draft.rewrite(stored, { ...messageAttributes({ ...after, text, html }), ...(isAside ? { aside: true } : {}) });
    return;
  }
  const { kept, body } = work.putAside(after, cause ?? `${work.threadId} ${draft.revision}`);
  draft.rewrite(stored, messageAttributes({ ...after, ...kept }));
  if (body) draft.write(bodyWrite(draft.pk, before.number, body));
  else if (isAside) draft.write({ op: 'delete', key: bodyKey(draft.pk, before.number) });
};

/** Amendments are allowed on closed tickets, whose item lies apart from the head. */
const recountClosed = async (step: AmendStep, ticketId: string, before: Message, after: Message): Promise<void> => {
  const keys = parseTicketId(ticketId);
  if (keys?.threadId !== step.work.threadId) return;
  const key = closedTicketKey(step.work.tenantId, keys.threadId, keys.firstNumber);
  const closed = ticketOfItem(step.draft.pending(key) ?? (await step.table.get([key], { consistent: true }))[0]);
  if (!closed) return;
  const work = step.work.forClosed(closed);
  work.change(await recounted(step, closed, before, after));
  work.finish({ audit: false });
};

/** A message that appears or disappears moves the visible count; the newest visible one is what lists show. */
const recounted = async ({ draft, table }: AmendStep, ticket: Ticket, before: Message, after: Message): Promise<Ticket> => {
  const visibleMessageCount = ticket.visibleMessageCount + Number(isVisible(after)) - Number(isVisible(before));
  const shown = (message: Message) => ({ number: message.number, kind: message.kind, text: previewOf(message), createdAt: message.createdAt });
  const newest = ticket.lastMessage?.number ?? 0;
  if (isVisible(after) && after.number >= newest) return { ...ticket, visibleMessageCount, lastMessage: shown(after) };
  if (isVisible(after) || after.number !== newest) return { ...ticket, visibleMessageCount };
  const isShown = (message: Message): boolean => message.ticketId === ticket.id && isVisible(message);
  // What this very draft has written stands before what the table says.
  for (let number = newest - 1, own = draft.pending(messageKey(draft.pk, number)); own; number -= 1, own = draft.pending(messageKey(draft.pk, number))) {
    if (isShown(messageOf(own))) return { ...ticket, visibleMessageCount, lastMessage: shown(messageOf(own)) };
  }
  let next: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({
      pk: draft.pk,
      from: 'M#',
      to: messageKey(draft.pk, newest - 1).sk,
      descending: true,
      limit: 20,
      consistent: true,
      ...(next ? { after: next } : {}),
    });
    const earlier = page.items.map((item) => messageOf(draft.pending(item) ?? item));
    const previous = (await shownBy({ table, draft }, earlier)).find(isShown);
    if (previous) return { ...ticket, visibleMessageCount, lastMessage: shown(previous) };
    next = page.next ?? undefined;
  } while (next);
  return { ...ticket, visibleMessageCount, lastMessage: null };
};
