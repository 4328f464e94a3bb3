import type { Context } from '../../../domain/context.ts';
import type { PublicMessage } from '../../../domain/support/messages/present.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute } from '../route.ts';
import { message, reactionDraft } from '../schemas/message.ts';
import { inConversation, numbered } from '../schemas/numbered.ts';
import { ticketAccess } from '../ticket-access.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;

/** The command is loaded by the first reaction. */
const react = async (
  deps: ApiDeps,
  context: Context,
  params: { readonly id: string; readonly number: number },
  conversationId: string | undefined,
  emoji: string | null,
): Promise<PublicMessage> => {
  const { reactToMessage } = await import('../../../domain/support/replies/react-to-message.ts');
  return reactToMessage(await ticketAccess(deps, context), context, { ticketId: params.id, number: params.number, conversationId }, emoji);
};

export const reactionRoutes = [
  defineRoute({
    method: 'PUT',
    path: '/v1/tickets/{id}/messages/{number}/reactions',
    roles: STAFF,
    summary: "React to a customer's message",
    description:
      'Providers show one reaction of the business to a message: yours replaces that of another agent. `reactions` of the message has it at once; `delivery` with `change: "react"` tells whether the provider has it. It changes no status. A channel without reactions, and an emoji that the channel does not take, are a 422 (docs/channels.md).',
    params: numbered,
    query: inConversation,
    body: reactionDraft,
    answers: { 200: message },
    handle: async ({ deps, context, params, query, body }) => ({
      status: 200,
      body: await react(deps, context, params, query.conversationId, body.emoji),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tickets/{id}/messages/{number}/reactions',
    roles: STAFF,
    summary: "Remove the business's reaction to a customer's message",
    description: 'Also that of another agent. Without a reaction, nothing happens.',
    params: numbered,
    query: inConversation,
    answers: { 204: null },
    handle: async ({ deps, context, params, query }) => {
      await react(deps, context, params, query.conversationId, null);
      return { status: 204 };
    },
  }),
];
