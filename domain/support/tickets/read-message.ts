import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { asRevealed } from '../messages/as-revealed.ts';
import { withWholeBodies } from '../messages/bodies.ts';
import { type Message, messageOf } from '../messages/message.ts';
import type { AmendStep } from './amend-step.ts';

/** The message after the draft; null if there is none with this number. For a message that this draft appends, a long body is only its beginning. */
export const readMessage = async ({ table, bodies, draft }: Omit<AmendStep, 'ticketDraft'>, number: number): Promise<Message | null> => {
  const key = messageKey(draft.pk, number);
  const pending = draft.pending(key);
  if (pending) return messageOf(pending);
  const [item] = await withWholeBodies(
    { table, bodies },
    draft.pk,
    (await table.get([key], { consistent: true })).filter((found) => found !== undefined),
  );
  const [message] = await shownBy({ table, draft }, item ? [messageOf(item)] : [], draft.pk);
  return message ?? null;
};

/** A revealed span's messages belong to the ticket even before they are rewritten, so that an amendment does not find them hidden. */
export const shownBy = ({ table, draft }: Pick<AmendStep, 'table' | 'draft'>, messages: Message[], pk: string): Promise<Message[]> => {
  const { tenantId, threadId } = parseThreadPk(pk) as NonNullable<ReturnType<typeof parseThreadPk>>;
  return asRevealed(table, tenantId, threadId, messages, (item) => draft.pending(item));
};
