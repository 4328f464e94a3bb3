import { acknowledge } from '../../../domain/chat/acknowledge.ts';
import { defineRoute } from '../route.ts';
import { ack, acknowledged } from '../schemas/groups.ts';

export const ackRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/acks',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Acknowledge the messages of a conversation that you have received',
    description:
      'Moves your position in a chat, a group or a direct to a `number` or a `cursor`. It never moves back, whatever the order of calls, and a position beyond the end is the end. With `read`, your person has also read them; without it, your device has only received them. Unread counts follow from what is read, or from the position if your devices never say `read`. The response has the position that holds.',
    body: ack,
    answers: { 200: acknowledged },
    handle: async ({ deps, context, body }) => ({ status: 200, body: await acknowledge(deps, context, body) }),
  }),
];
