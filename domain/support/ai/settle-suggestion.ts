import type { Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import type { Message, Suggestion } from '../messages/message.ts';
import type { PublicMessage } from '../messages/present.ts';
import { moderate } from '../replies/moderate-message.ts';
import { type PostDeps, postMessage } from '../replies/post-message.ts';
import { amend } from '../tickets/amend.ts';
import { actorOf, type Change } from '../tickets/change.ts';
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

/**
 * Sends a suggestion as the agent's reply, once; `text` is the text as the agent has edited it.
 * @throws Problem not_found; conflict if it was accepted or dismissed before; what posting a reply throws
 */
export const acceptSuggestion = async (deps: PostDeps, context: Context, ticketId: string, number: number, text = ''): Promise<PublicMessage> => {
  const found = async ({ draft, ticket }: Change): Promise<Message> => {
    const message = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
    return open(message?.ticketId === ticket.id ? message : null);
  };
  const reply = { kind: 'reply', text, attachments: [] } as const;
  const { message } = await postMessage(deps, context, ticketId, reply, {
    read: async (change) => {
      const { text: suggested, ai } = await found(change);
      return { text: suggested ?? '', ai };
    },
    settle: async (change, { number: sent }) => {
      const { draft, ticketDraft } = change;
      const before = await found(change);
      const step = { table: deps.table, bodies: deps.bodies, draft, ticketDraft };
      await amend(step, before, as(before, { state: 'accepted', reply: sent }), {
        type: 'suggestion',
        by: actorOf(context.actor),
        detail: { state: 'accepted' },
      });
    },
  });
  return message;
};

/** @throws Problem not_found; conflict if it was accepted or dismissed before */
export const dismissSuggestion = (deps: PostDeps, context: Context, ticketId: string, number: number): Promise<PublicMessage> =>
  moderate(deps, context, { ticketId, number }, (before) => ({ after: as(open(before), { state: 'dismissed' }), type: 'suggestion' }));
