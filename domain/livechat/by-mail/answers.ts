import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { originKey } from '../../origins/origin.ts';
import { applyInOrder } from '../../support/events/apply-in-order.ts';
import type { Effect, EventOutcome, GivenEvent, InboundDeps } from '../../support/inbound/batch.ts';
import { messageOf } from '../../support/messages/message.ts';
import { readDeliveryError } from '../../vocabulary/delivery-error.ts';
import type { Visitor } from '../visitor.ts';
import { chatTokenKey } from './chat-token.ts';
import { chatNamedIn, type NamedChat } from './mail-ids.ts';
import { newTextOf } from './new-text.ts';
import { readVisitor } from './owed.ts';
import { recordMail } from './record-mail.ts';

/** The conversation that an event of a mailbox may belong to: an answer names it in its references, a status by the id of the mail. */
const namedIn = ({ channel, event: { verb, providerId, content, fromCustomer, opensTicket } }: GivenEvent): NamedChat | null => {
  if (channel !== 'mail') return null;
  if (verb === 'status') return chatNamedIn(providerId);
  // Machines that answer or report open no ticket; they stay with the mailbox.
  if (verb !== 'created' || !fromCustomer || !opensTicket || !content) return null;
  const named = [content.inReplyTo, ...content.references].flatMap((id) => chatNamedIn(id) ?? []);
  return named.find(({ span }) => span !== null) ?? named[0] ?? null;
};

/** The visitor of the conversation with this secret, while its origin exists. @throws TableUnavailable */
const visitorNamed = async ({ table }: Pick<InboundDeps, 'table'>, tenantId: string, { token }: NamedChat): Promise<Visitor | null> => {
  const [named] = await table.get([chatTokenKey(tenantId, token)], { consistent: true });
  const visitor = named ? await readVisitor({ table }, { tenantId, threadId: String(named['threadId']) }) : null;
  if (!visitor) return null;
  const [origin] = await table.get([originKey(tenantId, visitor.originId)], { consistent: true });
  return origin ? visitor : null;
};

/** The mail as a message of the visitor; null if somebody else wrote it, who may have been forwarded the mail. */
const asVisitors = (given: GivenEvent, visitor: Visitor, { span }: NamedChat): GivenEvent | null => {
  const { author, content } = given.event;
  const { email, visitorId, originId, threadId, name } = visitor;
  const isTheirs = email !== null && [author?.id, author?.handle].some((address) => address?.toLowerCase() === email.toLowerCase());
  if (!isTheirs || !content) return null;
  return {
    ...given,
    originId,
    channel: 'livechat',
    event: {
      ...given.event,
      threadKey: visitorId,
      author: { id: visitorId, name: name ?? author?.name ?? null, handle: email },
      content: {
        ...content,
        surface: 'chat',
        // A chat shows the text only.
        text: newTextOf(content.text),
        html: null,
        subject: null,
        to: [],
        cc: [],
        inReplyTo: span === null ? null : `${threadId}.${span.last}`,
        references: [],
      },
    },
  };
};

/** Writes a status of the mail to the replies in it. A repeat has no effect. */
const applyStatus = async (deps: InboundDeps, { tenantId, event: { status } }: GivenEvent, named: NamedChat): Promise<Effect> => {
  const visitor = await visitorNamed(deps, tenantId, named);
  if (!visitor || !status || !named.span) return 'ignored';
  const { first, last } = named.span;
  const pk = threadPk(tenantId, visitor.threadId);
  const { items } = await deps.table.query({ pk, from: messageKey(pk, first).sk, to: messageKey(pk, last).sk, limit: MOST, consistent: true });
  const replies = items.map(messageOf).filter(({ kind, delivery }) => kind !== 'customer' && delivery !== null);
  const numbers = replies.map(({ number }) => number);
  await recordMail(deps, visitor, numbers, { state: status.state, error: readDeliveryError(status.error) });
  return 'applied';
};

/** Entries between the first and the last reply of one mail: replies, notes and the visitor's messages. */
const MOST = 200;

interface Sorted {
  /** The event for the command: as it came, or as the visitor's message. */
  readonly event: GivenEvent;
  /** It was handled here. */
  readonly outcome: EventOutcome | null;
}

const sorted = async (deps: InboundDeps, event: GivenEvent, tries: number): Promise<Sorted> => {
  const named = namedIn(event);
  if (!named) return { event, outcome: null };
  const found: { moved?: GivenEvent | null } = {};
  const apply = async (): Promise<Effect> => {
    if (event.event.verb === 'status') return applyStatus(deps, event, named);
    const visitor = await visitorNamed(deps, event.tenantId, named);
    found.moved = visitor && asVisitors(event, visitor, named);
    return 'applied';
  };
  const [outcome] = await applyInOrder([event], { keyOf: () => '', apply, tries });
  if (outcome && (!outcome.ok || event.event.verb === 'status')) return { event, outcome };
  return { event: found.moved ?? event, outcome: null };
};

type Apply = (deps: InboundDeps, events: readonly GivenEvent[], tries: number) => Promise<EventOutcome[]>;

/**
 * Before the command of the topic `messages`: a visitor's answer to a mail with replies becomes their message in the live chat, and statuses of such a mail go
 * to its replies. The secret in the id is the proof, with the sender's address; other mails stay with their mailbox. The others of the batch go on as they would
 * alone. Never throws.
 */
export const withChats =
  (apply: Apply): Apply =>
  async (deps, events, tries) => {
    if (events.every((event) => namedIn(event) === null)) return apply(deps, events, tries);
    const all = await Promise.all(events.map((event) => sorted(deps, event, tries)));
    const indexes = all.flatMap(({ outcome }, index) => (outcome === null ? [index] : []));
    const applied = await apply(
      deps,
      indexes.map((index) => (all[index] as Sorted).event),
      tries,
    );
    const outcomes = all.map(({ outcome }) => outcome);
    applied.forEach((outcome, at) => {
      const behind = !outcome.ok && outcome.behind !== undefined ? { behind: indexes[outcome.behind] as number } : {};
      outcomes[indexes[at] as number] = { ...outcome, ...behind };
    });
    return outcomes as EventOutcome[];
  };
