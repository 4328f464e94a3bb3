import { messageKey } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import { bodyKey, bodyWrite } from '../messages/bodies.ts';
import { type Message, messageAttributes, messageOf } from '../messages/message.ts';
import type { AmendStep } from './amend-step.ts';
import { changeLeading } from './leading.ts';
import { same } from './next-version.ts';
import { recountElsewhere, recounted } from './recount.ts';

export interface Amendment {
  readonly type: 'edit' | 'hide' | 'show' | 'tombstone' | 'status' | 'reaction' | 'suggestion' | 'analysis';
  readonly by: { readonly type: string; readonly id: string | null };
  /** What is recorded beside type and message number. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Records what happened to a message as the next amendment of the thread, and keeps the message itself up to date in the
 * same transaction, its ticket's counts included. Answers false when nothing would change.
 * `cause`: what gives the message a new body, where it does (see `bodyObject`).
 */
export const amend = async (step: AmendStep, before: Message, after: Message, amendment: Amendment, cause?: string): Promise<boolean> => {
  if (same({ ...before, revision: 0 }, { ...after, revision: 0 })) return false;
  const { draft, table, ticketDraft } = step;
  const key = messageKey(draft.pk, before.number);
  const stored = draft.pending(key) ?? (await table.get([key], { consistent: true }))[0];
  if (!stored) return false;
  draft.amend({ of: before.number, type: amendment.type, at: ticketDraft.now, actor: amendment.by, ...amendment.detail });
  rewrite(step, stored, before, after, cause);
  const { ticket } = ticketDraft;
  if (ticket && ticket.id === before.ticketId) {
    ticketDraft.change(await recounted(step, ticket, before, after));
    if (ticket.mergedInto) await changeLeading(step, ticket.mergedInto, (leading) => recounted(step, leading, before, after));
  } else if (before.ticketId !== null) await recountElsewhere(step, before.ticketId, before, after);
  return true;
};

/** A body that stays is left where it lies. */
const rewrite = ({ draft, ticketDraft }: AmendStep, stored: Item, before: Message, after: Message, cause: string | undefined): void => {
  const isAside = stored['aside'] === true;
  if (before.text === after.text && before.html === after.html) {
    const { text, html } = messageOf(stored);
    draft.rewrite(stored, { ...messageAttributes({ ...after, text, html }), ...(isAside ? { aside: true } : {}) });
    return;
  }
  const { kept, body } = ticketDraft.putAside(after, cause ?? `${ticketDraft.threadId} ${draft.revision}`);
  draft.rewrite(stored, messageAttributes({ ...after, ...kept }));
  if (body) draft.write(bodyWrite(draft.pk, before.number, body));
  else if (isAside) draft.write({ op: 'delete', key: bodyKey(draft.pk, before.number) });
};
