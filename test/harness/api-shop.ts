import { randomUUID } from 'node:crypto';
import { allTickets, ticketMessages } from './read-all.ts';
import type { Receiver } from './receiver.ts';
import type { Message, Ticket } from './shapes.ts';
import { parleySignature } from './sign.ts';
import { connectApi, type SignedOrigin, type TestTenant } from './tenant.ts';
import { until } from './until.ts';

/** An `api` origin with its callback, its customers, and replies to them. */
export interface ApiShop {
  readonly tenant: TestTenant;
  readonly channel: SignedOrigin;
  /** The path of its callback at the receiver. */
  readonly path: string;
  /** A customer writes; answers the ticket. */
  write(customer: string, text?: string, headers?: Readonly<Record<string, string>>): Promise<Ticket>;
  reply(ticket: Ticket, text: string, more?: object): Promise<Message>;
  /** One message as it stands. */
  message(ticket: Ticket, number: number): Promise<Message>;
  /** Waits until a reply has one of these states. */
  delivered(ticket: Ticket, number: number, states?: readonly string[]): Promise<Message>;
}

export const openApiShop = async (tenant: TestTenant, receiver: Receiver): Promise<ApiShop> => {
  const path = `/callback-${randomUUID().slice(0, 8)}`;
  const channel = await connectApi(tenant, receiver.url(path));
  const message = async (ticket: Ticket, number: number): Promise<Message> => {
    const found = (await ticketMessages(tenant.admin, ticket.id)).find((one) => one.number === number);
    if (!found) throw new Error(`there is no message ${number}`);
    return found;
  };
  return {
    tenant,
    channel,
    path,
    message,
    async write(customer, text = 'hello', headers = {}) {
      const body = JSON.stringify({ messages: [{ id: randomUUID(), author: { id: customer, name: customer }, text }] });
      const { status } = await channel.post(body, { ...parleySignature(channel.secret, body), ...headers });
      if (status !== 200) throw new Error(`the webhook answered ${status}`);
      return until(`${customer} has a ticket`, async () =>
        (await allTickets(tenant.admin)).find(({ author, origin }) => author.id === customer && origin.id === channel.origin.id),
      );
    },
    reply: (ticket, text, more = {}) => tenant.admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, ...more }),
    delivered: (ticket, number, states = ['sent']) =>
      until(
        `reply ${number} is ${states.join(' or ')}`,
        async () => {
          const found = await message(ticket, number);
          return states.includes(found.delivery?.state ?? '') ? found : undefined;
        },
        // A reply whose postponement failed comes again after the queue's visibility timeout, two minutes.
        180_000,
      ),
  };
};
