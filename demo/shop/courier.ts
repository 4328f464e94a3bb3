import type { Session } from '../hub.ts';

const APPLICATION = 'Courier app';
const LINES = [
  'Good morning! Three parcels for the old town today, two of them fragile.',
  'The lamp for via Garibaldi 12 is ready, and it is wrapped as a gift.',
  'Please ring at the neighbour’s if nobody opens; she knows.',
] as const;

/** The shop's people chat with its courier in an application of their own. What is there already is not written again, also after an interruption. */
export async function writeCourierChat(admin: Session): Promise<void> {
  const present = (await admin.list('/v1/applications')).find(({ name }) => name === APPLICATION);
  const { token } = present ?? (await admin.call('POST', '/v1/applications', { name: APPLICATION }, 'demo-courier'));
  const chats = `/v1/applications/${String(token)}/chats`;
  const [first] = await admin.list(chats);
  const { number, messagesCount } = first ?? (await admin.call('POST', chats, { name: 'Deliveries today' }, 'demo-courier'));
  for (const [at, body] of LINES.entries())
    if (at >= Number(messagesCount)) await admin.call('POST', `${chats}/${String(number)}/messages`, { body }, `demo-courier-${at}`);
}
