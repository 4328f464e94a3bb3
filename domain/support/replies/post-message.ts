import type { Policy } from '../../automation/policy.ts';
import { type CapabilitiesOf, limitsOf } from '../../channels/capabilities.ts';
import { faultOf, wroteAt } from '../../channels/fault.ts';
import type { Actor, Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import type { Choices } from '../../vocabulary/choices.ts';
import { type Template, templateText } from '../../vocabulary/template.ts';
import { uploadedId, useItem } from '../messages/attachment-keys.ts';
import type { Attachment } from '../messages/content.ts';
import { type AiSource, type Message, type MessageAuthor, newMessage } from '../messages/message.ts';
import { type LinkTo, type PublicMessage, presentMessage } from '../messages/present.ts';
import { type Change, changeTicket } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { assign } from '../tickets/effects.ts';
import { readMessage } from '../tickets/read-message.ts';
import { illegal, illegalSet, transition } from '../tickets/state-machine.ts';
import type { Status, Ticket } from '../tickets/ticket.ts';
import { kindOf } from './kind-of.ts';
import { type Colleagues, type Mentioning, mentionsOf } from './mentions.ts';
import { answeredItem, answeredKey, oneReply, replyIn, stands } from './one-reply.ts';

export interface PostedMessage {
  readonly kind: 'reply' | 'note';
  readonly text: string;
  /** Instead of a text. */
  readonly template?: Template | undefined;
  /** Of a reply to a public message: who can read it. Public unless given. */
  readonly to?: 'public' | 'private' | undefined;
  /** Answers that the customer can pick. */
  readonly choices?: Choices | undefined;
  readonly html?: string | undefined;
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
  readonly attachments: readonly Attachment[];
  readonly inReplyTo?: number | undefined;
  readonly thenStatus?: Status | undefined;
  readonly followupAt?: string | undefined;
  /** The newest customer message that the agent has seen; if there is a newer one, `thenStatus` is not applied. */
  readonly lastSeenNumber?: number | undefined;
  /** For a note: colleagues to notify. Their names in the text count too. */
  readonly mentions?: Omit<Mentioning, 'text'> | undefined;
  /** The agents and teams that can be mentioned; without it, nobody. */
  readonly colleagues?: Colleagues | undefined;
}

/** The source of a reply (a suggestion), which is read and settled in the reply's transaction. */
export interface MadeFrom {
  /** @throws Problem if it cannot become a reply */
  read(change: Change): Promise<{ readonly text: string; readonly ai: AiSource | undefined }>;
  settle(change: Change, reply: Message): Promise<void>;
}

export interface Posted {
  readonly message: PublicMessage;
  readonly statusSkipped: boolean;
}

export interface PostDeps extends TicketDeps {
  mayTouch(ticket: Ticket, policy: Policy): boolean;
  readonly linkTo: LinkTo;
  /** What each channel can send. */
  readonly capabilitiesOf: CapabilitiesOf;
}

export const authorOf = (actor: Actor): MessageAuthor => {
  if (actor.type === 'system') return { type: 'system', id: 'system', name: null, handle: null };
  // An event writes no message of its own: a message that a rule writes because of an event has the rule as its author.
  if (actor.type === 'rule' || actor.type === 'event') return { type: 'rule', id: actor.id, name: null, handle: null };
  return { type: 'agent', id: actor.id, name: actor.name, handle: null };
};

/** The message that the reply answers: the given one, or the customer's newest. */
const answered = async (change: Change, deps: PostDeps, input: PostedMessage): Promise<Message | null> => {
  const number = input.inReplyTo ?? change.ticket.lastCustomerNumber;
  const message = number > 0 ? await readMessage({ table: deps.table, bodies: deps.bodies, draft: change.draft }, number) : null;
  if (!message && input.inReplyTo !== undefined) {
    throw new Problem('unprocessable', 'The message in inReplyTo does not exist.', {
      errors: [{ path: 'inReplyTo', message: 'is not a message of this thread' }],
    });
  }
  return message;
};

/**
 * Rejects a reply that its channel cannot send when it is posted, naming the limit.
 * @throws Problem unprocessable
 */
export const refuseFault = async (
  deps: Pick<PostDeps, 'table' | 'bodies' | 'capabilitiesOf'>,
  change: Change,
  reply: Pick<Message, 'text' | 'attachments' | 'surface' | 'cc' | 'bcc' | 'template' | 'privately' | 'choices'> & { readonly number?: number },
  answers: Message | null,
): Promise<void> => {
  const { channel } = change.ticket.origin;
  const capabilities = deps.capabilitiesOf(channel);
  const kind = kindOf(reply);
  const window = limitsOf(capabilities, reply.surface, kind)?.window;
  const number = window?.since === 'customer' ? change.ticket.lastCustomerNumber : 0;
  const newest =
    number === 0 ? null : answers?.number === number ? answers : await readMessage({ table: deps.table, bodies: deps.bodies, draft: change.draft }, number);
  const { surface, text, template, choices, attachments, cc, bcc } = reply;
  const said = template ? { language: template.language } : { text: text ?? '', choices };
  const asked = { kind, surface, to: change.draft.head.customer.id, ...said, files: attachments, copies: cc.length + bcc.length } as const;
  const writtenAt = reply.privately && answers ? Date.parse(answers.createdAt) : change.moment.now;
  const ask = { ...asked, customerWroteAt: wroteAt(newest), writtenAt };
  const fault = faultOf(channel, capabilities, ask, change.moment.now);
  const path = fault?.field === 'kind' && reply.privately ? 'to' : fault?.field;
  if (fault && path) throw new Problem('unprocessable', fault.message, { errors: [{ path, message: fault.message }] });
  if (!reply.privately && limitsOf(capabilities, surface, 'reply')?.once) await refuseSecond(deps, change, reply, answers);
};

/** @throws Problem unprocessable where the customer's message has a reply, or none is answered */
const refuseSecond = async (
  deps: Pick<PostDeps, 'table' | 'bodies'>,
  { draft, ticket }: Change,
  reply: { readonly number?: number },
  answers: Message | null,
): Promise<void> => {
  const refuse = (message: string): never => {
    throw new Problem('unprocessable', message, { errors: [{ path: 'inReplyTo', message }] });
  };
  if (answers?.kind !== 'customer') return refuse(`On ${ticket.origin.channel}, a reply answers a message of the customer.`);
  const key = answeredKey(draft.pk, answers.number);
  const earlier = replyIn(draft.pending(key) ?? (await deps.table.get([key], { consistent: true }))[0]);
  if (earlier === null || earlier === reply.number) return;
  const message = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, earlier);
  if (message && stands(message)) refuse(oneReply(ticket.origin.channel, earlier));
};

/** Stops the loop of an integration that answers each callback by a reply, which calls it back again: at the same depth as rules. */
export const refuseLoop = ({ depth }: Pick<Context, 'depth'>, { depthLimit = Number.POSITIVE_INFINITY }: Policy): void => {
  if (depth >= depthLimit)
    throw new Problem('conflict', `The reply continues a chain of ${depth} automatic calls; this is the limit.`, { extra: { current: 'loop' } });
};

/** The reply's transition of §6: reactivates the ticket, and gives an unowned one to its author. */
export const afterReply = (ticket: Ticket, moment: Change['moment'], actor: Actor): Ticket => {
  const moved = { ...ticket, ...transition(ticket, { type: 'agentReply' }, moment) };
  const unowned = ticket.owner.agentId === null && actor.type === 'agent';
  return unowned ? assign(moved, { agentId: actor.id }, moment) : moved;
};

/**
 * An agent replies to the customer or leaves a note. The reply's transition and `thenStatus` happen in the same transaction;
 * the reply is sent through the outbox.
 * @throws Problem not_found, illegal_transition (closed), conflict (origin disabled), unprocessable, invalid_request
 */
export const postMessage = async (deps: PostDeps, context: Context, ticketId: string, given: PostedMessage, from?: MadeFrom): Promise<Posted> => {
  const { result } = await changeTicket(deps, context, ticketId, {
    audit: true,
    mayTouch: deps.mayTouch,
    async decide(change): Promise<Posted> {
      const { ticketDraft, ticket, policy, moment } = change;
      const made = await from?.read(change);
      const input = made ? { ...given, text: given.text === '' ? made.text : given.text } : given;
      if (ticket.status === 'closed') throw illegal('closed', input.kind, `A ticket that is closed cannot get a ${input.kind}.`);
      // The reply's own transition comes first, and the error names the ticket's status.
      if (input.thenStatus === 'created') throw illegalSet(ticket.status, 'created');
      const isReply = input.kind === 'reply';
      if (isReply && policy.originState(ticket.origin.id) !== 'enabled')
        throw new Problem('conflict', 'The origin is disabled; nothing can be sent there.', { extra: { current: 'disabled' } });
      if (isReply) refuseLoop(context, policy);
      const answers = await answered(change, deps, input);
      const surface = answers?.surface ?? 'dm';
      const privately = isReply && input.to === 'private' ? true : undefined;
      if (isReply) await refuseFault(deps, change, { ...input, cc: input.cc ?? [], bcc: input.bcc ?? [], surface, privately }, answers);
      const mentions = isReply || !input.colleagues ? [] : mentionsOf({ text: input.text, ...input.mentions }, ticket, input.colleagues);
      const message = ticketDraft.append(
        newMessage({
          kind: input.kind,
          ticketId: ticket.id,
          author: authorOf(context.actor),
          text: input.template ? templateText(input.template) : input.text,
          template: input.template,
          choices: input.choices,
          html: input.html ?? null,
          subject: isReply ? (answers?.subject ?? null) : null,
          cc: input.cc ?? [],
          bcc: input.bcc ?? [],
          attachments: input.attachments,
          surface,
          privately,
          inReplyTo: isReply ? (answers?.number ?? null) : (input.inReplyTo ?? null),
          createdAt: ticketDraft.now,
          delivery: isReply ? { state: 'queued', error: null } : null,
          depth: isReply ? context.depth : 0,
          mentions,
          ai: made?.ai,
        }),
        // A request that is repeated with its key means the same message.
        context.once ? `${context.once.pk} ${context.once.sk}` : context.correlationId,
      );
      if (isReply && !privately && answers && limitsOf(deps.capabilitiesOf(ticket.origin.channel), surface, 'reply')?.once)
        change.draft.put(answeredItem(change.draft.pk, answers.number, message.number));
      await from?.settle(change, message);
      for (const { objectKey } of input.attachments) {
        const id = uploadedId(objectKey);
        if (id !== undefined) change.draft.put(useItem(ticketDraft.tenantId, id, { threadId: ticket.threadId, number: message.number }));
      }
      if (isReply) ticketDraft.change(afterReply(ticketDraft.ticket ?? ticket, moment, context.actor));
      const statusSkipped = input.thenStatus !== undefined && input.lastSeenNumber !== undefined && ticket.lastCustomerNumber > input.lastSeenNumber;
      const present = ticketDraft.ticket ?? ticket;
      if (input.thenStatus !== undefined && !statusSkipped) {
        const move = transition(
          present,
          { type: 'set', status: input.thenStatus, ...(input.followupAt === undefined ? {} : { followupAt: input.followupAt }) },
          moment,
        );
        ticketDraft.change({ ...present, ...move });
      }
      await ticketDraft.automate('ticket.updated', null);
      return { message: await presentMessage(ticket.threadId, message, deps.linkTo), statusSkipped };
    },
    answer: ({ message, statusSkipped }) => ({
      status: 201,
      body: { ...message, ...(statusSkipped ? { statusSkipped } : {}) },
      // What a reply is made from is not in the request, which a repeat brings again.
      fromRequest: from || given.template ? [] : given.html === undefined ? ['text'] : ['text', 'html'],
    }),
  });
  return result;
};
