import { messageKey } from '../../conversations/log/draft.ts';
import type { Item } from '../../table/port.ts';
import { bodyKey, bodyWrite } from '../messages/bodies.ts';
import { earlierText, earlierTextKey } from '../messages/edit-history.ts';
import { type Message, messageAttributes, messageOf } from '../messages/message.ts';
import type { AmendStep } from './amend-step.ts';
import { forgetContent } from './forget-content.ts';
import { same } from './next-version.ts';
import { recountCovering, recountElsewhere, recounted } from './recount.ts';

export interface Amendment {
  readonly type: 'edit' | 'hide' | 'show' | 'tombstone' | 'status' | 'reaction' | 'suggestion' | 'analysis' | 'media' | 'summary' | 'translation';
  readonly by: { readonly type: string; readonly id: string | null };
  /** Recorded in addition to type and message number. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Records a change of a message as the next amendment of the thread, and updates the message itself in the
 * same transaction, including its ticket's counts. Returns false if nothing would change.
 * `cause`: the cause of a new body, if there is one (see `bodyObject`).
 */
export const amend = async (step: AmendStep, before: Message, after: Message, amendment: Amendment, cause?: string): Promise<boolean> => {
  if (same({ ...before, revision: 0 }, { ...after, revision: 0 })) return false;
  const { draft, table, ticketDraft } = step;
  const key = messageKey(draft.pk, before.number);
  const stored = draft.pending(key) ?? (await table.get([key], { consistent: true }))[0];
  if (!stored) return false;
  rewrite(step, stored, before, record(step, before, after, amendment), cause);
  if (after.deleted && !before.deleted) await forgetContent(step, before);
  const { ticket } = ticketDraft;
  if (ticket && ticket.id === before.ticketId) {
    ticketDraft.change(await recounted(step, ticket, before, after));
    await recountCovering(step, ticket, before, after);
  } else if (before.ticketId !== null) await recountElsewhere(step, before.ticketId, before, after);
  return true;
};

/** For a message that this draft appends, a long body is in the draft too. */
const wholeOf = (draft: AmendStep['draft'], message: Message): Message => {
  if (draft.pending(messageKey(draft.pk, message.number))?.['aside'] !== true) return message;
  const text = draft.pending(bodyKey(draft.pk, message.number))?.['text'];
  return typeof text === 'string' ? { ...message, text } : message;
};

/** Writes the amendment, and the message, which refers to it if it holds an earlier text. Beyond the maximum of kept edits, the text is stored nowhere. */
const record = ({ draft, ticketDraft }: AmendStep, before: Message, after: Message, { type, by, detail }: Amendment): Message => {
  const [from, to] = [before.starRating, after.starRating];
  const amendment = { of: before.number, type, at: ticketDraft.now, actor: by, ...(from === to ? {} : { stars: { from, to } }) };
  if (type !== 'edit' || before.text === after.text) {
    draft.amend({ ...amendment, ...detail });
    return after;
  }
  const earlier = earlierText(wholeOf(draft, before));
  if (!earlier) {
    draft.amend(amendment);
    return after;
  }
  const number = draft.amend({ ...amendment, ...detail, ...earlier.detail });
  if (earlier.aside) draft.put({ ...earlierTextKey(draft.pk, number), ...earlier.aside });
  return { ...after, edits: [...(before.edits ?? []), number] };
};

/** An unchanged body stays where it is. */
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
