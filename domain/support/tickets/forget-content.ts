import { amendmentKey } from '../../conversations/log/draft.ts';
import { summaryKey, translationKey } from '../messages/ai-answer.ts';
import { earlierTextKey } from '../messages/edit-history.ts';
import type { Message } from '../messages/message.ts';
import type { AmendStep } from './amend-step.ts';

/**
 * Deletes copies of a deleted message's text in the same transaction: its earlier texts, its translations, and the summaries of its ticket, which
 * may repeat it.
 */
export const forgetContent = async ({ draft, table, ticketDraft }: AmendStep, { number, edits = [], translations = {}, ticketId }: Message): Promise<void> => {
  const keys = edits.map((edit) => amendmentKey(draft.pk, edit));
  const stored = keys.length === 0 ? [] : await table.get(keys, { consistent: true });
  for (const [at, key] of keys.entries()) {
    const amendment = draft.pending(key) ?? stored[at];
    if (!amendment) continue;
    const { text: _text, previous: _previous, aside, ...rest } = amendment;
    draft.rewrite(amendment, rest);
    if (aside === true) draft.write({ op: 'delete', key: earlierTextKey(draft.pk, edits[at] as number) });
  }
  for (const language of Object.keys(translations)) draft.write({ op: 'delete', key: translationKey(draft.pk, number, language) });
  for (const id of [ticketId, ticketDraft.ticket?.id === ticketId ? ticketDraft.ticket?.mergedInto : null]) {
    const key = id ? summaryKey(ticketDraft.tenantId, id) : null;
    if (key) draft.write({ op: 'delete', key });
  }
};
