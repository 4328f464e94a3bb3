import type { Key } from '../../table/port.ts';
import { addItem, addKey, type Located, locatedBy } from '../messages/identity.ts';
import type { Mention } from '../messages/mention.ts';
import type { Message } from '../messages/message.ts';
import { spanKey } from '../threads/keys.ts';
import { amend } from '../tickets/amend.ts';
import { joinLeading } from '../tickets/join-leading.ts';
import { leadingHere } from '../tickets/leading.ts';
import { readMessage } from '../tickets/read-message.ts';
import { returnToAgents } from '../tickets/reply-failed.ts';
import { transition } from '../tickets/state-machine.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { type Effect, Elsewhere, type EventStep, Unacceptable } from './batch.ts';
import { causeOf } from './cause-of.ts';
import { caughtUp, unchanged, waitingAt } from './early-events.ts';
import type { ChannelEvent, Content, InboundEvent } from './inbound-event.ts';
import { isNote } from './is-note.ts';
import { linkAnswered } from './link-answered.ts';
import { messageOfEvent } from './message-of-event.ts';
import { settleOwn } from './own-echo.ts';
import { leaveReferrer, link, settleAnswers, waitForThread } from './waiting-answers.ts';

/** Appends a provider's message to its thread, once. `edited`: the time of the edit, if the event is an edit that overtook its message. */
export const createMessage = async (step: EventStep, inbound: InboundEvent, edited: string | null = null): Promise<Effect> => {
  const { known, stored, draft, ticketDraft } = step;
  const { tenantId, originId, event } = inbound;
  const { content } = event;
  if (!content) throw new Unacceptable('a message without content');
  const id = edited === null ? inbound.identity : (event.providerId ?? inbound.identity);
  const version = edited === null ? event.version : '';
  const key = addKey(tenantId, originId, id, version);
  const present = known(key);
  const located = locatedBy(present);
  if (located) {
    await settleAnswers(step, inbound, present?.['answers'] === true ? key : null, edited === null);
    return edited === null && present?.['standIn'] === true ? complete(step, inbound, content, key, located) : 'duplicate';
  }
  const held = edited === null ? waitForThread(step, inbound) : null;
  if (held) return held;
  const own = event.fromCustomer || edited !== null ? null : await settleOwn(step, inbound, content, key);
  if (own) return own;

  // Other messages refer to the plain id; it names the first of several mails with the same Message-ID.
  const plain = addKey(tenantId, originId, id);
  const waiting = waitingAt(known(plain));
  const joining = step.shadowed ? null : await leadingHere({ table: step.deps.table, draft, ticketDraft });
  const noted = isNote(event) && (!event.opensTicket || joining !== null || (!step.shadowed && ticketDraft.ticket !== null));
  const opens = event.fromCustomer && event.opensTicket && !noted && !waiting.removed;
  if (step.shadowed) await shadow(step, inbound);
  else if (opens && !joining) await wake(step, event);

  const ticket = step.shadowed ? null : (joining?.merged ?? ticketDraft.ticket);
  const message = {
    ...messageOfEvent(step, inbound, content, noted ? 'note' : undefined),
    ticketId: ticket?.id ?? null,
    shadowed: step.shadowed,
    editedAt: edited,
    analysis: analysisOf(step, event, ticket !== null && opens),
    // A missed call wakes nobody (docs/decisions/0844), so its owner is told.
    mentions: noted && event.opensTicket ? ownerOf(joining?.leading.ticket ?? ticket) : [],
  };
  const entry = ticketDraft.append(caughtUp(message, waiting), causeOf(inbound));
  const coming = { standIn: edited !== null, answers: waiting.answers === true };
  draft.put(addItem(key, step.threadId, entry.number, coming), unchanged(stored(key)));
  if (version !== '' && !locatedBy(known(plain))) draft.put(addItem(plain, step.threadId, entry.number, coming), unchanged(stored(plain)));
  rename(step, event);
  if (joining) await joinLeading({ table: step.deps.table, draft, ticketDraft }, joining, [entry], opens ? entry : null);
  else if (ticket && opens) await automate(step, entry);
  // A merged ticket is where agents have put it.
  if (ticket && opens && !joining) await linkAnswered(step, inbound, content, ticket.id);
  // The provider reported the failure before the message itself.
  if (entry.delivery?.state === 'failed') await returnToAgents({ table: step.deps.table, draft, ticketDraft }, entry.ticketId);
  await link(step, waiting, entry.number);
  if (entry.inReplyTo === null && content.inReplyTo !== null) leaveReferrer(step, inbound, content.inReplyTo, entry.number);
  await settleAnswers(step, inbound, waiting.answers ? plain : null, edited === null);
  return 'applied';
};

const ownerOf = (ticket: Ticket | null): readonly Mention[] => {
  const { agentId = null, teamId = null } = ticket?.owner ?? {};
  if (agentId !== null) return [{ type: 'agent', id: agentId }];
  return teamId === null ? [] : [{ type: 'team', id: teamId }];
};

/** Requests the analysis in the message's own item: free while AI is off, and older messages are never analysed. */
const analysisOf = ({ ticketDraft }: EventStep, { automatic }: ChannelEvent, isCustomers: boolean): Message['analysis'] =>
  isCustomers && automatic !== true && ticketDraft.analyses ? 'wanted' : undefined;

/** The message behind an edit that overtook it: fields that the edit lacks come from the message. */
const complete = async (step: EventStep, inbound: InboundEvent, content: Content, key: Key, { threadId, number }: Located): Promise<Effect> => {
  const { deps, draft, ticketDraft } = step;
  if (threadId !== step.threadId) throw new Elsewhere(threadId);
  const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
  if (!before) return 'duplicate';
  const { author, to, cc, surface, inReplyTo, permalink, createdAt, late, depth } = messageOfEvent(step, inbound, content);
  const by = { type: author.type, id: author.id };
  await amend(
    { table: deps.table, bodies: deps.bodies, draft, ticketDraft },
    before,
    { ...before, author, to, cc, surface, inReplyTo, permalink, createdAt, late, depth: Math.max(before.depth, depth) },
    { type: 'edit', by },
  );
  rename(step, inbound.event);
  draft.put(addItem(key, threadId, number, { answers: step.known(key)?.['answers'] === true }), unchanged(step.stored(key)));
  if (inReplyTo === null && content.inReplyTo !== null) leaveReferrer(step, inbound, content.inReplyTo, number);
  return 'duplicate';
};

/** The ticket of a customer's message: the active one, reactivated if necessary, or a new one. */
const wake = async ({ ticketDraft }: EventStep, event: ChannelEvent): Promise<void> => {
  const { ticket } = ticketDraft;
  const author = event.customer ?? event.author;
  if (!ticket) {
    if (author) await ticketDraft.open(author, { automatic: event.automatic === true });
    return;
  }
  ticketDraft.change({ ...ticket, ...transition(ticket, { type: 'customerMessage' }, ticketDraft.moment) });
};

const automate = async ({ ticketDraft }: EventStep, entry: Message): Promise<void> => {
  const { ticket } = ticketDraft;
  if (!ticket || entry.deleted) return;
  const isNew = ticket.firstNumber === entry.number;
  await ticketDraft.automate('message.received', entry);
  if (isNew) await ticketDraft.automate('ticket.created', entry);
  // A rule may close the ticket immediately; the next message then opens another.
  if (ticketDraft.ticket?.status === 'closed') ticketDraft.finish({ audit: true });
};

/** While its origin is disabled, a message waits invisibly in its thread's open span (DESIGN §6). */
const shadow = async ({ draft, threadId }: EventStep, { tenantId, originId, receivedAt }: InboundEvent): Promise<void> => {
  if (draft.head.shadowFirst !== 0) return;
  const first = draft.head.lastNumber + 1;
  draft.put({ ...spanKey(tenantId, threadId, first), from: first, aPk: `T#${tenantId}#SH#${originId}`, aSk: `${receivedAt}#${threadId}` });
  draft.setHead({ shadowFirst: first });
};

/** The thread's head stores the newest name that the provider gave. */
const rename = ({ draft }: EventStep, event: ChannelEvent): void => {
  const person = event.customer ?? (event.fromCustomer ? event.author : null);
  const { customer } = draft.head;
  if (!person) return;
  if ((person.name && person.name !== customer.name) || (person.handle && person.handle !== customer.handle)) {
    draft.setHead({ customer: { id: customer.id, name: person.name ?? customer.name, handle: person.handle ?? customer.handle } });
  }
};
