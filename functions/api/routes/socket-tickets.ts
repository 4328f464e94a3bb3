import * as z from 'zod';
import { issueSocketTicket } from '../../../domain/realtime/socket-ticket.ts';
import { defineRoute } from '../route.ts';

export const socketTicketRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/socket-tickets',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'A ticket to open the WebSocket with',
    description: 'Valid for 30 seconds and for one connection: `{wsUrl}?ticket={ticket}`.',
    idempotent: false,
    answers: { 201: z.strictObject({ ticket: z.string() }).meta({ id: 'SocketTicket' }) },
    handle: async ({ deps, context: { tenantId, actor }, session }) => {
      if (!('role' in actor)) throw new Error('only people and keys connect');
      return { status: 201, body: await issueSocketTicket(deps, { tenantId, actor, sessionId: session?.id ?? null }) };
    },
  }),
];
