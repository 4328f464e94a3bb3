import type { ChannelAction } from '../../../../domain/channels/actions.ts';
import type { Capabilities } from '../../../../domain/channels/capabilities.ts';
import { type OutboundReply, outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import { retryMessage } from '../../../../domain/outbound/replies/retry-reply.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { RetryLater } from '../../../../domain/outbound/retry-later.ts';
import { editReply } from '../../../../domain/support/replies/edit-reply.ts';
import { deleteMessage } from '../../../../domain/support/replies/moderate-message.ts';
import { type PostedMessage, postMessage } from '../../../../domain/support/replies/post-message.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { agent, ticketHub } from '../../support/tickets/hub.ts';

export const eve = agent('eve');
export const said = (code: string) => ({ code, message: `It says ${code}.` });

/**
 * A ticket whose channel changes messages. `answers`: what the provider answers, one after another; nothing left: sent. `number`: the message that calls
 * without a number mean.
 */
export const changingWorld = async (capabilities: Capabilities, number: number) => {
  const hub = await ticketHub();
  const { b, ticketId } = hub;
  let origin: 'enabled' | 'disabled' = 'enabled';
  const policies = async (...given: Parameters<typeof hub.deps.policies>) => ({ ...(await hub.deps.policies(...given)), originState: () => origin });
  const deps = { ...hub.deps, policies, capabilitiesOf: () => capabilities };
  const calls: ChannelAction[] = [];
  const answers: (Outcome | Error)[] = [];
  /** What the provider shows. */
  const shown = { text: null as string | null };
  let during = async (): Promise<unknown> => undefined;
  const sender: SendDeps = {
    ...deps,
    linkTo: async () => '',
    openFile: async function* () {},
    sizeOf: async () => null,
    causationKey: async () => 'key',
    repeatForMs: 4 * 3_600_000,
    channelFor: async () => ({
      capabilities,
      turn: async () => () => {},
      async perform(action) {
        calls.push(action);
        const answer = answers.shift() ?? { outcome: 'sent', providerId: null };
        if (answer instanceof Error || answer.outcome === 'sent' || answer.outcome === 'unknown') shown.text = 'text' in action ? action.text : null;
        const [now] = [during];
        during = async () => undefined;
        await now();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  };
  let taken = 0;
  const queue: OutboundReply[] = [];
  const relay = (): void => {
    for (const change of b.table.changes.slice(taken)) {
      const entry = outboxEntryOf(change);
      if (entry?.to === 'replies') queue.push(entry.outbound);
    }
    taken = b.table.changes.length;
  };
  /** The queue as FIFO: an entry that has to wait is delivered again, the others behind it wait. */
  const deliver = async (tries = 30): Promise<void> => {
    relay();
    for (let n = 0; queue[0] && n < tries; n += 1) {
      await sendReply(sender, queue[0], b.now).then(
        () => queue.shift(),
        (error: unknown) => void (b.now += error instanceof RetryLater ? error.afterMs : 0),
      );
      relay();
    }
  };
  const messages = async () =>
    (await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, ticketId)) as Ticket, { after: 0, limit: 50 })).messages;
  return {
    b,
    deps,
    ticketId,
    sender,
    calls,
    answers,
    shown,
    queue,
    deliver,
    messages,
    receive: hub.receive,
    message: async (of = number) => (await messages())[of - 1],
    meanwhile: (run: () => Promise<unknown>): void => void (during = run),
    disable: (): void => void (origin = 'disabled'),
    ticket: () => loadTicket(deps.table, TENANT, ticketId),
    post: (text: string, more: Partial<PostedMessage> = {}) => postMessage(deps, eve, ticketId, { kind: 'reply', text, attachments: [], ...more }),
    edit: (text: string, of = number) => editReply(deps, eve, { ticketId, number: of }, { text }),
    remove: (of = number) => deleteMessage(deps, eve, ticketId, of),
    retry: (of = number) => retryMessage(deps, eve, ticketId, of),
  };
};
