import type { Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import type { Message, Suggestion } from '../messages/message.ts';
import type { PublicMessage } from '../messages/present.ts';
import { moderate } from '../replies/moderate-message.ts';
import { type PostDeps, postMessage } from '../replies/post-message.ts';
import { amend } from '../tickets/amend.ts';
import type { AmendStep } from '../tickets/amend-step.ts';
import { actorOf, type Change } from '../tickets/change.ts';
import { stepIn, takeWrites } from '../tickets/leading.ts';
import { InOtherSpan, isMeant } from '../tickets/message-span.ts';
import { readMessage } from '../tickets/read-message.ts';

/** @throws Problem not_found; conflict if it is not a suggestion, or was accepted or dismissed before */
const open = (message: Message | null): Message => {
  if (!message || message.deleted) throw notFound('suggestion');
  if (message.kind !== 'ai_suggestion') throw new Problem('conflict', 'The message is not a suggestion.', { extra: { current: message.kind } });
  const { state = 'open' } = message.suggestion ?? {};
  if (state !== 'open') throw new Problem('conflict', `The suggestion is ${state}.`, { extra: { current: state } });
  return message;
};

const as = (message: Message, suggestion: Suggestion): Message => ({ ...message, suggestion });

/** Which suggestion of a ticket. `conversationId`: its thread, if the ticket covers several. */
interface SuggestionRef {
  readonly ticketId: string;
  readonly number: number;
  readonly conversationId?: string | undefined;
}

/** The suggestion, and the step that changes it: one of a ticket that was merged into this one lies in that ticket. */
const openIn = async (deps: PostDeps, { draft, ticketDraft, ticket }: Change, { number, conversationId }: SuggestionRef) => {
  const here: AmendStep = { table: deps.table, bodies: deps.bodies, draft, ticketDraft };
  const own = await readMessage(here, number);
  try {
    return { step: here, before: open(isMeant(ticket, own, number, conversationId) ? own : null) };
  } catch (error) {
    if (!(error instanceof InOtherSpan)) throw error;
    for (const ticketId of error.ticketIds) {
      const step = await stepIn(here, ticketId);
      const message = step && (await readMessage(step, number));
      if (step && message?.ticketId === ticketId) return { step, before: open(message) };
    }
    throw notFound('suggestion');
  }
};

/**
 * Sends a suggestion as the agent's reply, once; `text` is the text as the agent has edited it.
 * @throws Problem not_found; conflict if it was accepted or dismissed before; what posting a reply throws
 */
export const acceptSuggestion = async (deps: PostDeps, context: Context, ref: SuggestionRef, text = ''): Promise<PublicMessage> => {
  const reply = { kind: 'reply', text, attachments: [] } as const;
  const { message } = await postMessage(deps, context, ref.ticketId, reply, {
    read: async (change) => {
      const { text: suggested, ai } = (await openIn(deps, change, ref)).before;
      return { text: suggested ?? '', ai };
    },
    settle: async (change, { number: sent }) => {
      const { step, before } = await openIn(deps, change, ref);
      await amend(step, before, as(before, { state: 'accepted', reply: sent }), {
        type: 'suggestion',
        by: actorOf(context.actor),
        detail: { state: 'accepted' },
      });
      takeWrites(change.draft, step.draft);
    },
  });
  return message;
};

/** @throws Problem not_found; conflict if it was accepted or dismissed before */
export const dismissSuggestion = (deps: PostDeps, context: Context, ref: SuggestionRef): Promise<PublicMessage> =>
  moderate(deps, context, ref, (before) => ({ after: as(open(before), { state: 'dismissed' }), type: 'suggestion' }));
