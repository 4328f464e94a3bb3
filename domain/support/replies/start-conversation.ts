import { limitsOf, surfaceOf } from '../../channels/capabilities.ts';
import { faultOf, windowHint, wroteAt } from '../../channels/fault.ts';
import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import type { Context } from '../../context.ts';
import { append } from '../../conversations/log/append.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { notFound, Problem } from '../../errors.ts';
import { answeredBefore, onceWrite, Replayed } from '../../idempotency/commit.ts';
import type { ChannelName } from '../../origins/channels.ts';
import { type Template, templateText } from '../../vocabulary/template.ts';
import { asRevealed } from '../messages/as-revealed.ts';
import { type Message, messageOf, newMessage } from '../messages/message.ts';
import { threadIdOf } from '../threads/thread-id.ts';
import { actorOf } from '../tickets/change.ts';
import { threadHead } from '../tickets/head-store.ts';
import { finishJoined } from '../tickets/leading.ts';
import { openTicketDraft } from '../tickets/open-ticket-draft.ts';
import { presentTicket } from '../tickets/present.ts';
import { showWaiting } from '../tickets/show-span.ts';
import type { ThreadHead } from '../tickets/thread-head.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { TicketDraft } from '../tickets/ticket-draft.ts';
import { afterReply, authorOf, type PostDeps, refuseLoop } from './post-message.ts';

export interface Start {
  readonly origin: { readonly id: string; readonly channel: ChannelName };
  /** The person's id on the origin. */
  readonly to: string;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly template?: Template | undefined;
}

/** Maximum entries of a thread without an active ticket that are searched for the customer's newest message. */
const LOOKED_AT = 100;

/**
 * An agent writes first: the message is appended to the person's thread, which is created if necessary, and belongs to the thread's active
 * ticket or opens one. Thread, ticket, message and the answer's key are one transaction, so that a repeat or two simultaneous agents create one ticket.
 * @throws Problem unprocessable (the channel rejects it), conflict (origin disabled, loop), not_found (an active ticket that the agent may not see)
 */
export const startConversation = async (deps: PostDeps, context: Context, input: Start): Promise<Ticket> => {
  const { tenantId, actor } = context;
  const { origin, to } = input;
  const threadId = threadIdOf(origin.id, to);
  return append(deps, {
    head: threadHead(tenantId, threadId, deps.shards, { origin, customer: { id: to, name: null, handle: null } }),
    reads: [tenantKey(tenantId)],
    async decide(draft, [tenant]) {
      if (!tenant) throw notFound('tenant');
      const before = await answeredBefore(deps.table, context);
      if (before) throw new Replayed(before);
      const policy = await deps.policies(tenantId, generationsOf(tenant), draft.head.shadowFirst === 0 ? {} : { lists: true });
      if (policy.originState(origin.id) !== 'enabled')
        throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
      refuseLoop(context, policy);
      const { correlationId, depth } = context;
      const ticketDraft = openTicketDraft(deps, draft, { tenant, tenantId, threadId, policy, correlationId, by: actorOf(actor), depth });
      if (ticketDraft.ticket && !deps.mayTouch(ticketDraft.ticket, policy)) throw notFound('ticket');
      await showWaiting(deps, draft, ticketDraft);
      ticketDraft.causedBy(actorOf(actor));
      const active = ticketDraft.ticket;
      const surface = surfaceOf(deps.capabilitiesOf(origin.channel), 'dm');
      const text = refuseStart(deps, input, surface, await newestOf(deps, draft, ticketDraft), ticketDraft.moment.now);
      const ticket = active ?? (await ticketDraft.open(draft.head.customer));
      const message = ticketDraft.append(
        newMessage({
          kind: 'reply',
          ticketId: ticket.id,
          author: authorOf(actor),
          text,
          template: input.template,
          subject: input.subject ?? null,
          surface,
          createdAt: ticketDraft.now,
          delivery: { state: 'queued', error: null },
          depth,
        }),
        context.once ? `${context.once.pk} ${context.once.sk}` : correlationId,
      );
      ticketDraft.change(afterReply(ticketDraft.ticket ?? ticket, ticketDraft.moment, actor));
      await ticketDraft.automate(active ? 'ticket.updated' : 'ticket.created', active ? null : message);
      const finished = ticketDraft.finish({ audit: true }) ?? ticket;
      await finishJoined({ draft }, deps.bodies);
      const once = onceWrite(context, { status: 201, body: presentTicket(finished) });
      if (once) draft.write(once);
      await ticketDraft.storeBodies(deps.bodies);
      return finished;
    },
  });
};

/** The customer's newest message of the thread; null when there is none near its end. */
const newestOf = async ({ table }: PostDeps, draft: Draft<ThreadHead>, { tenantId, threadId }: TicketDraft): Promise<Message | null> => {
  const { items } = await table.query({ pk: draft.pk, from: 'M#', to: 'M#9999999999', descending: true, limit: LOOKED_AT, consistent: true });
  const messages = await asRevealed(table, tenantId, threadId, items.map(messageOf), (item) => draft.pending(item));
  return messages.find(({ kind, shadowed }) => kind === 'customer' && !shadowed) ?? null;
};

/** The text to send. A window that begins with a customer's message is closed if the customer has never written. @throws Problem unprocessable */
const refuseStart = (deps: PostDeps, { origin: { channel }, to, text, template }: Start, surface: string, newest: Message | null, now: number): string => {
  const refuse = (path: string, message: string): Problem => new Problem('unprocessable', message, { errors: [{ path, message }] });
  const capabilities = deps.capabilitiesOf(channel);
  const limits = limitsOf(capabilities, surface, 'reply');
  if (!limits) throw refuse('originId', `The channel ${channel} cannot send messages.`);
  if (text === undefined) {
    if (!template) throw refuse('text', 'A text or a template is needed.');
    const fault = faultOf(channel, capabilities, { kind: 'template', surface, to, language: template.language }, now);
    if (fault) throw refuse('template', fault.message);
    return templateText(template);
  }
  const fault = faultOf(channel, capabilities, { kind: 'reply', surface, text, customerWroteAt: wroteAt(newest) }, now);
  if (fault) throw refuse(fault.field, fault.message);
  const { window } = limits;
  if (window?.since === 'customer' && newest === null)
    throw refuse(
      'text',
      `A free text on ${channel} can be sent within ${window.hours} hours of a message of the customer, who has not written.${windowHint(capabilities, surface)}`,
    );
  return text;
};
