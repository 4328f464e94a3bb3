import { threadPk } from '../../conversations/kinds/thread.ts';
import { ESCALATION_TEXT } from '../../limits.ts';
import { cut } from '../../text/well-formed.ts';
import { AppliedBefore } from '../escalations/by-event.ts';
import { escalationNamedBy } from '../escalations/mail-ids.ts';
import { settleEscalation } from '../escalations/settle.ts';
import { applyWithRetries } from '../inbound/apply-with-retries.ts';
import type { Effect, EventOutcome, GivenEvent, InboundDeps } from '../inbound/batch.ts';
import { eventKey } from '../messages/identity.ts';
import { parseTicketId } from '../threads/keys.ts';
import { escalationOf } from '../tickets/escalation.ts';
import { applyInOrder } from './apply-in-order.ts';

/** A mail that answers an escalation. `email`: the address that was asked. */
interface Answer {
  readonly escalationId: string;
  readonly email: string;
  readonly name: string | null;
  readonly content: NonNullable<GivenEvent['event']['content']>;
}

const namedIn = ({ tenantId, event: { content } }: GivenEvent) => escalationNamedBy(tenantId, content ? [content.inReplyTo ?? '', ...content.references] : []);

/** The escalation that a person's mail answers, if it comes from the address that was asked. @throws TableUnavailable */
const answeredBy = async ({ table }: Pick<InboundDeps, 'table'>, given: GivenEvent): Promise<Answer | null> => {
  const { tenantId, channel, event } = given;
  const { content, author } = event;
  if (channel !== 'mail' || event.verb !== 'created' || !event.opensTicket || !content || !author) return null;
  const key = namedIn(given);
  const [at] = key ? await table.get([key], { consistent: true }) : [];
  const thread = parseTicketId(String(at?.['ticketId']));
  if (!at || !thread) return null;
  const [item] = await table.get([{ pk: threadPk(tenantId, thread.threadId), sk: String(at['at']) }], { consistent: true });
  const escalation = item && escalationOf(item);
  if (!escalation || !('email' in escalation.target)) return null;
  const { email } = escalation.target;
  const isAsked = [author.id, author.handle].some((address) => address?.toLowerCase() === email.toLowerCase());
  return isAsked ? { escalationId: escalation.id, email, name: author.name, content } : null;
};

const answer = async (deps: InboundDeps, given: GivenEvent, { escalationId, email, name, content }: Answer): Promise<Effect> => {
  const { tenantId, originId, identity, correlationId } = given;
  const { text, attachments } = content;
  const files = attachments.length > 0 ? `\n[${attachments.length} attached files are in the mail]` : '';
  const said = `${cut(text ?? '', ESCALATION_TEXT, '…')}${files}`.trim();
  const context = { tenantId, actor: { type: 'event', id: identity }, correlationId, causationId: null, depth: 0 } as const;
  const by = { identity: eventKey(tenantId, 'mail', `${originId} ${identity}`), causation: null };
  try {
    const settlement = { state: 'answered', text: said === '' ? '…' : said, by: { name: name ?? email, email } } as const;
    await settleEscalation({ ...deps, mayTouch: () => true }, context, { ticketId: null, escalationId }, settlement, by);
    return 'applied';
  } catch (error) {
    if (error instanceof AppliedBefore) return 'duplicate';
    throw error;
  }
};

/**
 * The command of the messages consumer: a mail that answers an escalation becomes a note on its ticket and opens none; all else is what a customer says.
 * The others of the batch go on as they would alone. Answers in the order of the events; never throws.
 */
export const applyMessages = async (deps: InboundDeps, events: readonly GivenEvent[], tries: number): Promise<EventOutcome[]> => {
  const answered = await Promise.all(
    events.map(async (event): Promise<EventOutcome | null> => {
      if (namedIn(event) === undefined) return null;
      const other = 'no answer';
      const apply = async (): Promise<Effect | typeof other> => {
        const found = await answeredBy(deps, event);
        return found ? answer(deps, event, found) : other;
      };
      const [outcome] = await applyInOrder([event], { keyOf: () => '', apply, tries });
      return outcome?.ok && outcome.effect === other ? null : (outcome as EventOutcome);
    }),
  );
  const indexes = answered.flatMap((outcome, at) => (outcome === null ? [at] : []));
  if (indexes.length === events.length) return applyWithRetries(deps, events, tries);
  const said = await applyWithRetries(
    deps,
    indexes.map((at) => events[at] as GivenEvent),
    tries,
  );
  said.forEach((outcome, at) => {
    answered[indexes[at] as number] = !outcome.ok && outcome.behind !== undefined ? { ...outcome, behind: indexes[outcome.behind] as number } : outcome;
  });
  return answered as EventOutcome[];
};
